package io.mpmoperator.server.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a file was found under one coding, or was not.
 *
 * @param path its symbolic links are followed at each look
 * @param file what was there; null for nothing
 */
record FilePlace(Path path, @Nullable StoredFile file) {

    /** Whether the disk has still the same to show. */
    boolean isAsFound() throws IOException {
        return file == null ? !Files.exists(path) : file.isAt(path);
    }
}
