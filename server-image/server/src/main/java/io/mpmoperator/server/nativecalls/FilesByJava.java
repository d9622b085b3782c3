package io.mpmoperator.server.nativecalls;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link FileCalls} says of files, by Java's own API, for a process that links nothing. */
final class FilesByJava {

    private static final String ATTRIBUTES = "unix:dev,ino,size,mode,uid,gid,lastModifiedTime,ctime";
    private static final LinkOption[] FOLLOWED = {};
    private static final LinkOption[] NOT_FOLLOWED = {LinkOption.NOFOLLOW_LINKS};

    private FilesByJava() {}

    /** As {@link FileCalls#status(byte[], byte[], boolean)}. */
    static @Nullable FileStatus status(byte[] path, byte[] suffix, boolean followed, Charset names) throws IOException {
        try {
            return status(
                    Files.readAttributes(path(path, suffix, names), ATTRIBUTES, followed ? FOLLOWED : NOT_FOLLOWED));
        } catch (NoSuchFileException | InvalidPathException e) {
            return null;
        }
    }

    /** As {@link FileCalls#exists}. */
    static boolean exists(byte[] path, byte[] suffix, Charset names) {
        return Files.exists(path(path, suffix, names));
    }

    private static Path path(byte[] path, byte[] suffix, Charset names) {
        return Path.of(new String(path, names) + new String(suffix, names));
    }

    private static FileStatus status(Map<String, Object> known) {
        Instant modified = time(known, "lastModifiedTime");
        Instant changed = time(known, "ctime");
        return new FileStatus(
                number(known, "dev"),
                number(known, "ino"),
                number(known, "size"),
                (int) number(known, "mode"),
                (int) number(known, "uid"),
                (int) number(known, "gid"),
                modified.getEpochSecond(),
                modified.getNano(),
                changed.getEpochSecond(),
                changed.getNano());
    }

    private static long number(Map<String, Object> known, String name) {
        return ((Number) Objects.requireNonNull(known.get(name), name)).longValue();
    }

    private static Instant time(Map<String, Object> known, String name) {
        return ((FileTime) Objects.requireNonNull(known.get(name), name)).toInstant();
    }
}
