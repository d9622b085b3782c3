package io.mpmoperator.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** By which a file that was replaced or written to is recognised: it has another stamp then. */
public record FileStamp(
        FileTime modified, long size, @Nullable Object fileKey) {

    /**
     * The stamp that a file has now.
     *
     * @throws IOException when it cannot be looked at, or does not answer
     */
    public static FileStamp of(Path file) throws IOException {
        BasicFileAttributes found =
                OutsideFile.patiently(file, path -> Files.readAttributes(path, BasicFileAttributes.class));
        return new FileStamp(found.lastModifiedTime(), found.size(), found.fileKey());
    }
}
