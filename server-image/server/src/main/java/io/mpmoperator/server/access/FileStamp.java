package io.mpmoperator.server.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** What a file that was read is known by: another one in its place, or a change of it, has another stamp. */
record FileStamp(long size, long modifiedMillis, String key) {

    static FileStamp of(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileStamp(found.size(), found.lastModifiedTime().toMillis(), Objects.toString(found.fileKey(), ""));
    }
}
