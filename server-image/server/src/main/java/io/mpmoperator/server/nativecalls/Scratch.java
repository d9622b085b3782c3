package io.mpmoperator.server.nativecalls;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory of a thread for what a call takes and leaves: {@code errno}, a path, a structure. */
final class Scratch {

    /** PATH_MAX of Linux. */
    static final int PATH_BYTES = 4096;

    private static final int STRUCTURE = 64;
    private static final int STRUCTURE_BYTES = 256;
    private static final int PATH = STRUCTURE + STRUCTURE_BYTES;
    private static final ThreadLocal<Scratch> OF_THIS_THREAD = ThreadLocal.withInitial(Scratch::new);

    /** The whole of it, which begins with {@code errno}. */
    final MemorySegment memory = Arena.ofAuto().allocate(PATH + PATH_BYTES, Long.BYTES);

    private final long address = memory.address();

    private Scratch() {}

    static Scratch ofThisThread() {
        return OF_THIS_THREAD.get();
    }

    /** What a call left in {@code errno}. */
    int errno() {
        return CLibrary.errno(memory);
    }

    /** The address of {@value #STRUCTURE_BYTES} bytes for a structure. */
    long structure() {
        return address + STRUCTURE;
    }

    long longAt(int offset) {
        return memory.get(ValueLayout.JAVA_LONG, STRUCTURE + (long) offset);
    }

    int intAt(int offset) {
        return memory.get(ValueLayout.JAVA_INT, STRUCTURE + (long) offset);
    }

    int shortAt(int offset) {
        return Short.toUnsignedInt(memory.get(ValueLayout.JAVA_SHORT, STRUCTURE + (long) offset));
    }

    void setLong(int offset, long value) {
        memory.set(ValueLayout.JAVA_LONG, STRUCTURE + (long) offset, value);
    }

    /**
     * The address of a path as the system takes it.
     *
     * @param path without a zero at its end
     * @param suffix what follows it
     * @return 0 where it is longer than a path may be
     */
    long path(byte[] path, byte[] suffix) {
        int length = path.length + suffix.length;
        if (length >= PATH_BYTES) {
            return 0;
        }
        MemorySegment.copy(path, 0, memory, ValueLayout.JAVA_BYTE, PATH, path.length);
        MemorySegment.copy(suffix, 0, memory, ValueLayout.JAVA_BYTE, PATH + (long) path.length, suffix.length);
        memory.set(ValueLayout.JAVA_BYTE, PATH + (long) length, (byte) 0);
        return address + PATH;
    }
}
