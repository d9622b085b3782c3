package io.mpmoperator.server.nativecalls;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The functions of the C library, by {@code java.lang.foreign}. */
final class CLibrary {

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int MOST_BYTES_OF_A_MEANING = 1024;

    /** Where a call leaves {@code errno}. */
    static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

    /**
     * Any function of up to six integers and pointers. Both architectures pass these in registers of 64 bits, of which a
     * function reads those it has parameters for, and of an int the lower half (System V ABI for x86-64, AAPCS64). To link
     * each function by its own type would make some 200 classes at the start: 150 ms, and 2 MB for good. native-image is
     * told of this type in its metadata.
     */
    static final FunctionDescriptor TYPE = FunctionDescriptor.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD);

    private static final MethodHandle CALL = LINKER.downcallHandle(TYPE, Linker.Option.captureCallState("errno"));

    private CLibrary() {}

    static MemorySegment function(String name) {
        return LINKER.defaultLookup().findOrThrow(name);
    }

    /** Calls a function; what the call itself throws is never the function's doing. */
    static long call(MemorySegment function, MemorySegment state, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    static int call(MemorySegment function, MemorySegment state, long a) {
        return (int) call(function, state, a, 0, 0, 0, 0, 0);
    }

    static int call(MemorySegment function, MemorySegment state, long a, long b) {
        return (int) call(function, state, a, b, 0, 0, 0, 0);
    }

    static int call(MemorySegment function, MemorySegment state, long a, long b, long c) {
        return (int) call(function, state, a, b, c, 0, 0, 0);
    }

    /** The number that a call left. */
    static int errno(MemorySegment state) {
        return state.get(ValueLayout.JAVA_INT, 0);
    }

    /** What a value of {@code errno} means, for a person. */
    static String meaning(int errno) {
        try {
            return text(errno);
        } catch (LinkageError e) { // where no descriptor is left, there is none to load a class with
            return errno == PosixException.EMFILE ? "Too many open files" : "error " + errno;
        }
    }

    private static String text(int errno) {
        try (Arena arena = Arena.ofConfined()) {
            long text = call(Functions.STRERROR, arena.allocate(ERRNO_LAYOUT), errno, 0, 0, 0, 0, 0);
            return MemorySegment.ofAddress(text)
                    .reinterpret(MOST_BYTES_OF_A_MEANING)
                    .getString(0);
        }
    }

    /** A failure of a file or a connection, in the words that the JDK has for it. */
    static IOException failure(int errno) {
        return new IOException(meaning(errno));
    }

    /** Looked up when one of them is needed first. */
    private static final class Functions {
        private static final MemorySegment STRERROR = function("strerror");
    }
}
