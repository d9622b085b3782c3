package io.mpmoperator.server.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A file as it was found. Two that are equal hold the same bytes, and may be read by the same people, as far as the file system
 * can tell.
 *
 * @param real its path without symbolic links
 * @param identity what the file system knows of it
 */
record StoredFile(Path real, Identity identity) {

    /**
     * What tells a file from another, and from itself before it was changed. The time of its last change is one that no program can
     * set back, as the time of modification can be; mode and owners decide who may read it.
     *
     * @param size in bytes
     */
    record Identity(
            long device,
            long inode,
            long size,
            FileTime lastModified,
            FileTime lastChanged,
            int mode,
            int owner,
            int group) {

        private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime,mode,uid,gid";
        private static final int TYPE = 0170000;
        private static final int DIRECTORY = 0040000;
        private static final int REGULAR = 0100000;

        static Identity of(Path path, LinkOption... options) throws IOException {
            Map<String, Object> attributes = Files.readAttributes(path, ATTRIBUTES, options);
            return new Identity(
                    number(attributes, "dev"),
                    number(attributes, "ino"),
                    number(attributes, "size"),
                    time(attributes, "lastModifiedTime"),
                    time(attributes, "ctime"),
                    (int) number(attributes, "mode"),
                    (int) number(attributes, "uid"),
                    (int) number(attributes, "gid"));
        }

        private static long number(Map<String, Object> attributes, String name) {
            return ((Number) Objects.requireNonNull(attributes.get(name), name)).longValue();
        }

        private static FileTime time(Map<String, Object> attributes, String name) {
            return (FileTime) Objects.requireNonNull(attributes.get(name), name);
        }

        private boolean isType(int type) {
            return (mode & TYPE) == type;
        }
    }

    /** What there is now at a path without symbolic links. */
    static StoredFile at(Path real) throws IOException {
        return new StoredFile(real, Identity.of(real, LinkOption.NOFOLLOW_LINKS));
    }

    /** Whether a path, whose symbolic links are followed, leads to this file, unchanged. */
    boolean isAt(Path path) throws IOException {
        return identity.equals(Identity.of(path));
    }

    boolean isDirectory() {
        return identity.isType(Identity.DIRECTORY);
    }

    boolean isRegular() {
        return identity.isType(Identity.REGULAR);
    }

    /** In bytes. */
    long size() {
        return identity.size();
    }

    /**
     * The strong entity tag, as Apache makes it by default: size and time of modification in microseconds, so that
     * replicas with the same files agree; a coding's own (FileETag MTime Size).
     */
    EntityTag tag(ContentCoding coding) {
        long micros = identity.lastModified().to(TimeUnit.MICROSECONDS);
        String suffix = coding == ContentCoding.IDENTITY ? "" : "-" + coding.token();
        return new EntityTag(false, '"' + Long.toHexString(size()) + "-" + Long.toHexString(micros) + suffix + '"');
    }

    /** The time of modification. */
    Instant modified() {
        return identity.lastModified().toInstant();
    }

    /** The same as HTTP's dates have it. */
    Instant modifiedSecond() {
        return modified().truncatedTo(ChronoUnit.SECONDS);
    }
}
