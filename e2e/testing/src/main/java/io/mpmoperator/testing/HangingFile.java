package io.mpmoperator.testing;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A regular file that can be looked at, while whoever opens it waits: as on a file system of a network that is away. It is held
 * by a lease, which the kernel takes away from its holder after 45 seconds.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/F_GETLEASE.2const.html">F_SETLEASE(2const)</a>
 */
public final class HangingFile implements AutoCloseable {

    private static final int O_RDWR = 2;
    private static final int F_SETSIG = 10;
    private static final int F_SETLEASE = 1024;
    private static final int F_WRLCK = 1;

    /** Ignored by who does nothing about it: the kernel's own choice would end the holder. */
    private static final int SIGURG = 23;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor INT_OF_3 = FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle FCNTL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("fcntl"), INT_OF_3, Linker.Option.firstVariadicArg(2));
    private static final MethodHandle OPEN = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final int descriptor;

    private HangingFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes it.
     *
     * @throws IOException where the file system knows no leases
     */
    public static HangingFile write(Path path, String text) throws IOException {
        Files.writeString(path, text);
        int descriptor = open(path);
        if (descriptor < 0
                || call(FCNTL, descriptor, F_SETSIG, SIGURG) < 0
                || call(FCNTL, descriptor, F_SETLEASE, F_WRLCK) < 0) {
            throw new IOException("no lease of " + path + " can be had");
        }
        return new HangingFile(descriptor);
    }

    private static int open(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path.toString());
            return call(OPEN, name, O_RDWR);
        }
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets everybody go on who waits for it. */
    @Override
    public void close() {
        call(CLOSE, descriptor);
    }
}
