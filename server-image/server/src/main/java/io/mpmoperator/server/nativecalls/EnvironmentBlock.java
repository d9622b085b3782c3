package io.mpmoperator.server.nativecalls;

import io.mpmoperator.server.nativecalls.Posix.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An environment as execve(2) takes it. This process's own is read from {@code /proc} into native memory and stays there: of
 * each variable no more than its beginning is looked at.
 *
 * @param array pointers to the variables, a null at the end
 * @param bytes what the variables take
 */
record EnvironmentBlock(MemorySegment array, long bytes) {

    private static final Path OWN = Path.of("/proc/self/environ");
    private static final long FIRST_GUESS = 32 << 10;

    /** Lays an environment out in an arena's memory. */
    static EnvironmentBlock of(Arena arena, Environment environment) {
        return of(arena, environment, OWN);
    }

    /** The same of another file of the kernel's form: variables, each with a zero at its end. */
    static EnvironmentBlock of(Arena arena, Environment environment, Path own) {
        List<MemorySegment> variables = new ArrayList<>();
        environment.with().forEach((name, value) -> variables.add(arena.allocateFrom(name + "=" + value)));
        List<byte[]> replaced = new ArrayList<>();
        Set<String> names = new HashSet<>(environment.without());
        names.addAll(environment.with().keySet());
        names.forEach(name -> replaced.add((name + "=").getBytes(StandardCharsets.UTF_8)));
        MemorySegment inherited = environment.inherited() ? read(arena, own) : MemorySegment.NULL;
        MemorySegment array = arena.allocate(ValueLayout.JAVA_LONG, variables.size() + variablesIn(inherited) + 1L);
        long index = 0;
        long bytes = 0;
        for (MemorySegment variable : variables) {
            array.setAtIndex(ValueLayout.JAVA_LONG, index++, variable.address());
            bytes += variable.byteSize();
        }
        for (long from = 0; from < inherited.byteSize(); from = end(inherited, from) + 1) {
            if (!isOneOf(replaced, inherited, from)) {
                array.setAtIndex(ValueLayout.JAVA_LONG, index++, inherited.address() + from);
                bytes += end(inherited, from) + 1 - from;
            }
        }
        return new EnvironmentBlock(array, bytes);
    }

    /** All of the file, and a zero where its last variable has none. */
    private static MemorySegment read(Arena arena, Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment memory = arena.allocate(FIRST_GUESS);
            long length = 0;
            while (true) {
                int n = channel.read(memory.asSlice(length).asByteBuffer());
                if (n < 0) {
                    break;
                }
                length += n;
                if (length == memory.byteSize()) {
                    MemorySegment larger = arena.allocate(4 * length);
                    MemorySegment.copy(memory, 0, larger, 0, length);
                    memory = larger;
                }
            }
            boolean ended = length == 0 || memory.get(ValueLayout.JAVA_BYTE, length - 1) == 0;
            return memory.asSlice(0, ended ? length : length + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long variablesIn(MemorySegment inherited) {
        long count = 0;
        for (long from = 0; from < inherited.byteSize(); from = end(inherited, from) + 1) {
            count++;
        }
        return count;
    }

    private static long end(MemorySegment variables, long from) {
        return from + LinuxPosix.stringLength(variables.asSlice(from));
    }

    private static boolean isOneOf(List<byte[]> beginnings, MemorySegment variables, long from) {
        for (byte[] beginning : beginnings) {
            if (beginsWith(beginning, variables, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWith(byte[] beginning, MemorySegment variables, long from) {
        if (variables.byteSize() - from < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (variables.get(ValueLayout.JAVA_BYTE, from + i) != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
