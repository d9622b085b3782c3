package io.mpmoperator.server.log;

import io.mpmoperator.server.jdk.Descriptors;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where a log goes, and what it is. A regular file takes what is written to it; a pipe, a terminal or a socket may keep
 * whoever writes to it waiting for as long as its reader likes.
 *
 * @param path by which a regular file can be read, else what it is called
 * @param regularFile whether it is one
 * @param mayBlock whether only a thread for which no other waits may write to it
 * @param own whether it is this log's own
 */
record LogTarget(OutputStream out, String path, boolean regularFile, boolean mayBlock, boolean own)
        implements Closeable {

    private static final Set<String> DEVICES_THAT_NEVER_BLOCK = Set.of("/dev/null", "/dev/full", "/dev/zero");
    private static final int FILE_TYPE = 0170000;
    private static final int FIFO = 0010000;

    /** A stream in memory. */
    static LogTarget of(OutputStream out) {
        return new LogTarget(out, "none", false, false, false);
    }

    /** What takes everything and keeps nothing. */
    static LogTarget nowhere() {
        return of(OutputStream.nullOutputStream());
    }

    /**
     * A stream that this process was given, nowhere when it is not open for writing. A regular file is opened anew where that
     * is allowed, so that all append to it; anything else is written to by the very descriptor, which needs no permission.
     */
    static LogTarget standard(int descriptor) {
        if (!StandardStreams.isWritable(descriptor)) {
            return nowhere();
        }
        Path path = Path.of("/proc/self/fd/" + descriptor);
        boolean regularFile = Files.isRegularFile(path);
        if (regularFile) {
            try {
                return new LogTarget(new FileOutputStream(path.toString(), true), path.toString(), true, false, true);
            } catch (IOException notAllowed) {
                return new LogTarget(opened(descriptor), path.toString(), true, false, false);
            }
        }
        return new LogTarget(opened(descriptor), path.toString(), false, !isNull(path), false);
    }

    private static OutputStream opened(int descriptor) {
        try {
            return Descriptors.out(descriptor);
        } catch (IOException e) {
            return OutputStream.nullOutputStream();
        }
    }

    private static boolean isNull(Path path) {
        try {
            return DEVICES_THAT_NEVER_BLOCK.contains(
                    Files.readSymbolicLink(path).toString());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A file that is appended to and made where there is none. A FIFO is opened for reading too, for to open it for writing
     * alone waits until there is a reader; what is not read is dropped when it is full.
     *
     * @throws IOException when it cannot be opened for writing
     */
    static LogTarget open(String name, StandardStreams streams) throws IOException {
        OptionalInt descriptor = streams.named(name);
        if (descriptor.isPresent()) {
            return standard(descriptor.getAsInt());
        }
        Path path = Path.of(name);
        if (isFifo(path)) {
            RandomAccessFile fifo = new RandomAccessFile(name, "rw");
            return new LogTarget(new FileOutputStream(fifo.getFD()), name, false, true, true);
        }
        FileOutputStream out = new FileOutputStream(name, true);
        boolean regularFile = Files.isRegularFile(path);
        return new LogTarget(out, name, regularFile, !regularFile && !DEVICES_THAT_NEVER_BLOCK.contains(name), true);
    }

    /** Whether it is a named pipe of fifo(7). */
    static boolean isFifo(Path path) throws IOException {
        return Files.exists(path)
                && !Files.isRegularFile(path)
                && ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == FIFO;
    }

    @Override
    public void close() throws IOException {
        if (own) {
            out.close();
        }
    }
}
