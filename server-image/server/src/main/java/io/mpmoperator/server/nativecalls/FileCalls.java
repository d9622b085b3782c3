package io.mpmoperator.server.nativecalls;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The calls by which files are looked for, where Java makes several of them, or objects for what is asked once a second for each
 * file. Paths are bytes, as {@link #bytes} makes them.
 */
public final class FileCalls {

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int F_OK = 0;
    private static final int O_PATH = 0x200000;
    private static final int O_CLOEXEC = 0x80000;
    private static final int SYS_OPENAT2 = 437;
    private static final int RESOLVE_NO_MAGICLINKS = 0x02;
    private static final int RESOLVE_BENEATH = 0x08;
    private static final int OPEN_HOW_BYTES = 24;
    private static final byte[] NOTHING = {};
    private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private FileCalls() {}

    /** A path as the system takes it. */
    public static byte[] bytes(Path path) {
        return path.toString().getBytes(NAMES);
    }

    /**
     * What there is at a path.
     *
     * @param followed whether a symbolic link at its end is
     * @return null for nothing
     * @throws AccessDeniedException when a directory on the way may not be searched
     * @throws IOException when the file system does not say
     * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
     */
    public static @Nullable FileStatus status(byte[] path, byte[] suffix, boolean followed) throws IOException {
        if (Linking.AVOIDED) {
            return FilesByJava.status(path, suffix, followed, NAMES);
        }
        Scratch scratch = Scratch.ofThisThread();
        long name = scratch.path(path, suffix);
        return name == 0 ? null : status(scratch, AT_FDCWD, name, followed ? 0 : AT_SYMLINK_NOFOLLOW);
    }

    /** The same of what is open; null never. */
    public static @Nullable FileStatus status(int descriptor) throws IOException {
        Scratch scratch = Scratch.ofThisThread();
        return status(scratch, descriptor, scratch.path(NOTHING, NOTHING), AT_EMPTY_PATH);
    }

    private static @Nullable FileStatus status(Scratch scratch, int descriptor, long path, int flags)
            throws IOException {
        long failed = CLibrary.call(
                Functions.STATX, scratch.memory, descriptor, path, flags, STATX_BASIC_STATS, scratch.structure(), 0);
        if ((int) failed == 0) {
            return FileStatus.in(scratch);
        }
        return switch (scratch.errno()) {
            case PosixException.ENOENT, PosixException.ENOTDIR -> null;
            case PosixException.EACCES -> throw new AccessDeniedException("");
            default -> throw CLibrary.failure(scratch.errno());
        };
    }

    /**
     * Whether there is anything at a path, links followed; false where it cannot be told.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/access.2.html">faccessat(2)</a>
     */
    public static boolean exists(byte[] path, byte[] suffix) {
        if (Linking.AVOIDED) {
            return FilesByJava.exists(path, suffix, NAMES);
        }
        Scratch scratch = Scratch.ofThisThread();
        long name = scratch.path(path, suffix);
        return name != 0
                && (int) CLibrary.call(Functions.FACCESSAT, scratch.memory, AT_FDCWD, name, F_OK, 0, 0, 0) == 0;
    }

    /**
     * Opens a place in the file system, not what lies there: a descriptor for other calls, which must be closed.
     *
     * @return below 0 where it cannot be opened, and where nothing is linked
     * @see <a href="https://man7.org/linux/man-pages/man2/open.2.html">open(2), O_PATH</a>
     */
    public static int place(byte[] path) {
        if (Linking.AVOIDED) {
            return -1;
        }
        Scratch scratch = Scratch.ofThisThread();
        long name = scratch.path(path, NOTHING);
        return name == 0
                ? -1
                : (int) CLibrary.call(Functions.OPEN, scratch.memory, name, O_PATH | O_CLOEXEC, 0, 0, 0, 0);
    }

    /**
     * The same of a path below a directory that no symbolic link on the way leads out of.
     *
     * @return the negative {@code errno} where it cannot be opened, {@code -ENOENT} where there is nothing
     * @see <a href="https://man7.org/linux/man-pages/man2/openat2.2.html">openat2(2), RESOLVE_BENEATH</a>
     */
    public static int placeBeneath(int directory, byte[] path, byte[] suffix) {
        Scratch scratch = Scratch.ofThisThread();
        long name = scratch.path(path, suffix);
        if (name == 0) {
            return -PosixException.EINVAL;
        }
        scratch.setLong(0, O_PATH | O_CLOEXEC);
        scratch.setLong(Long.BYTES, 0);
        scratch.setLong(2 * Long.BYTES, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
        int opened = (int) CLibrary.call(
                Functions.SYSCALL,
                scratch.memory,
                SYS_OPENAT2,
                directory,
                name,
                scratch.structure(),
                OPEN_HOW_BYTES,
                0);
        return opened >= 0 ? opened : -scratch.errno();
    }

    /** Whether {@link #placeBeneath} says that there is nothing. */
    public static boolean isNothing(int result) {
        return result == -PosixException.ENOENT;
    }

    /** Closes what {@link #place} and {@link #placeBeneath} have opened. */
    public static void close(int descriptor) {
        CLibrary.call(Functions.CLOSE, Scratch.ofThisThread().memory, descriptor);
    }

    /**
     * Reads the first bytes of a file into a direct buffer.
     *
     * @throws EOFException when it is shorter than that
     * @see <a href="https://man7.org/linux/man-pages/man2/pread.2.html">pread(2)</a>
     */
    public static void read(int file, ByteBuffer target, int bytes) throws IOException {
        Scratch scratch = Scratch.ofThisThread();
        long address = MemorySegment.ofBuffer(target).address();
        int read = 0;
        while (read < bytes) {
            long n = CLibrary.call(Functions.PREAD, scratch.memory, file, address + read, bytes - read, read, 0, 0);
            if (n == 0) {
                throw new EOFException("the file has become shorter than " + bytes + " bytes");
            }
            if (n > 0) {
                read += (int) n;
            } else if (scratch.errno() != PosixException.EINTR) {
                throw CLibrary.failure(scratch.errno());
            }
        }
        target.position(target.position() + bytes);
    }

    /** Looked up when one of them is needed first. */
    private static final class Functions {
        private static final MemorySegment STATX = CLibrary.function("statx");
        private static final MemorySegment FACCESSAT = CLibrary.function("faccessat");
        private static final MemorySegment PREAD = CLibrary.function("pread");
        private static final MemorySegment OPEN = CLibrary.function("open");
        private static final MemorySegment CLOSE = CLibrary.function("close");
        private static final MemorySegment SYSCALL = CLibrary.function("syscall");
    }
}
