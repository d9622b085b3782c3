package io.mpmoperator.server.content;

import io.mpmoperator.server.nativecalls.FileCalls;
import io.mpmoperator.server.nativecalls.FileStatus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file as it was found. Two that are equal hold the same bytes, and may be read by the same people, as far as the file system
 * can tell: the time of its last change is one that no program can set back, as the time of modification can be; mode and owners
 * decide who may read it.
 *
 * @param path where it was found; what is opened there later is sent only if it is the same
 * @param status what the file system knows of it
 */
record StoredFile(Path path, FileStatus status) {

    private static final byte[] AS_IT_IS = {};
    private static final long MICROS = 1_000_000;

    /** What there is now at a path without symbolic links. */
    static StoredFile at(Path real) throws IOException {
        FileStatus status = FileCalls.status(FileCalls.bytes(real), AS_IT_IS, false);
        if (status == null) {
            throw new NoSuchFileException(real.toString());
        }
        return new StoredFile(real, status);
    }

    boolean isDirectory() {
        return status.isDirectory();
    }

    boolean isRegular() {
        return status.isRegular();
    }

    /** In bytes. */
    long size() {
        return status.size();
    }

    /**
     * The strong entity tag, as Apache makes it by default: size and time of modification in microseconds, so that
     * replicas with the same files agree; a coding's own (FileETag MTime Size).
     */
    EntityTag tag(ContentCoding coding) {
        long micros = status.modifiedSeconds() * MICROS + status.modifiedNanos() / 1000;
        String suffix = coding == ContentCoding.IDENTITY ? "" : "-" + coding.token();
        return new EntityTag(false, '"' + Long.toHexString(size()) + "-" + Long.toHexString(micros) + suffix + '"');
    }

    /** The time of modification. */
    Instant modified() {
        return Instant.ofEpochSecond(status.modifiedSeconds(), status.modifiedNanos());
    }

    /** The same as HTTP's dates have it. */
    Instant modifiedSecond() {
        return modified().truncatedTo(ChronoUnit.SECONDS);
    }
}
