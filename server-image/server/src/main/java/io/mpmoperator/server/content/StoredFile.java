package io.mpmoperator.server.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was found. Two that are equal hold the same bytes, and may be read by the same people, as far as the file system
 * can tell.
 *
 * @param real its path without symbolic links
 * @param key device and inode, where the file system has them
 * @param size in bytes
 * @param access its mode, its owner, its group and the time of its last change
 */
record StoredFile(Path real, @Nullable Object key, long size, FileTime lastModified, Map<String, Object> access) {

    /**
     * What decides who may read it, and when that or anything else of it was changed last: a time that nobody can set back, as
     * the time of modification can be.
     */
    private static final String ACCESS = "unix:mode,uid,gid,ctime";

    static StoredFile of(Path real, BasicFileAttributes attributes) throws IOException {
        return new StoredFile(
                real,
                attributes.fileKey(),
                attributes.size(),
                attributes.lastModifiedTime(),
                Files.readAttributes(real, ACCESS, LinkOption.NOFOLLOW_LINKS));
    }

    /** What there is now at a path without symbolic links. */
    static StoredFile at(Path real) throws IOException {
        return of(real, attributes(real));
    }

    /** What the file system knows of a path without symbolic links. */
    static BasicFileAttributes attributes(Path real) throws IOException {
        return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether a path, whose symbolic links are followed, leads to this file, unchanged. */
    boolean isAt(Path path) throws IOException {
        BasicFileAttributes there = Files.readAttributes(path, BasicFileAttributes.class);
        return key != null
                && key.equals(there.fileKey())
                && there.isRegularFile()
                && size == there.size()
                && lastModified.equals(there.lastModifiedTime())
                && access.equals(Files.readAttributes(path, ACCESS));
    }

    /**
     * The strong entity tag, as Apache makes it by default: size and time of modification in microseconds, so that
     * replicas with the same files agree; a coding's own (FileETag MTime Size).
     */
    EntityTag tag(ContentCoding coding) {
        long micros = lastModified.to(TimeUnit.MICROSECONDS);
        String suffix = coding == ContentCoding.IDENTITY ? "" : "-" + coding.token();
        return new EntityTag(false, '"' + Long.toHexString(size) + "-" + Long.toHexString(micros) + suffix + '"');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredFile file
                && size == file.size
                && lastModified.equals(file.lastModified)
                && access.equals(file.access)
                && real.equals(file.real)
                && Objects.equals(key, file.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(real, key, size, lastModified, access);
    }

    /** The time of modification. */
    Instant modified() {
        return lastModified.toInstant();
    }

    /** The same as HTTP's dates have it. */
    Instant modifiedSecond() {
        return modified().truncatedTo(ChronoUnit.SECONDS);
    }
}
