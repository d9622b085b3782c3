package io.mpmoperator.server.nativecalls;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** {@link Posix} on Linux, by {@code java.lang.foreign}. Structures and constants are those of x86-64 and aarch64. */
public final class LinuxPosix implements Posix {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int EAFNOSUPPORT = 97;
    private static final int SOCKADDR_BYTES = 28;
    private static final int O_CLOEXEC = 0x80000;
    private static final int MFD_CLOEXEC = 1;
    private static final int WNOHANG = 1;
    private static final short POSIX_SPAWN_SETPGROUP = 0x02;
    private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int SPAWN_STRUCTURE_BYTES = 512;
    private static final int SIGSET_BYTES = 128;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

    private static final MethodHandle SOCKET = call("socket", INT, INT, INT, INT);
    private static final MethodHandle SETSOCKOPT = call("setsockopt", INT, INT, INT, INT, POINTER, INT);
    private static final MethodHandle BIND = call("bind", INT, INT, POINTER, INT);
    private static final MethodHandle LISTEN = call("listen", INT, INT, INT);
    private static final MethodHandle GETSOCKNAME = call("getsockname", INT, INT, POINTER, POINTER);
    private static final MethodHandle MEMFD_CREATE = call("memfd_create", INT, POINTER, INT);
    private static final MethodHandle FTRUNCATE = call("ftruncate", INT, INT, LONG);
    private static final MethodHandle PIPE2 = call("pipe2", INT, POINTER, INT);
    private static final MethodHandle WRITE = call("write", LONG, INT, POINTER, LONG);
    private static final MethodHandle CLOSE = call("close", INT, INT);
    private static final MethodHandle KILL = call("kill", INT, INT, INT);
    private static final MethodHandle WAITPID = call("waitpid", INT, INT, POINTER, INT);
    private static final MethodHandle STRERROR = plain("strerror", POINTER, INT);
    private static final MethodHandle POSIX_SPAWN =
            plain("posix_spawn", INT, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER);
    private static final MethodHandle ACTIONS_INIT = plain("posix_spawn_file_actions_init", INT, POINTER);
    private static final MethodHandle ACTIONS_DESTROY = plain("posix_spawn_file_actions_destroy", INT, POINTER);
    private static final MethodHandle ACTIONS_ADDDUP2 =
            plain("posix_spawn_file_actions_adddup2", INT, POINTER, INT, INT);
    private static final MethodHandle ACTIONS_CLOSEFROM =
            plain("posix_spawn_file_actions_addclosefrom_np", INT, POINTER, INT);
    private static final MethodHandle ATTR_INIT = plain("posix_spawnattr_init", INT, POINTER);
    private static final MethodHandle ATTR_DESTROY = plain("posix_spawnattr_destroy", INT, POINTER);
    private static final MethodHandle ATTR_SETFLAGS =
            plain("posix_spawnattr_setflags", INT, POINTER, ValueLayout.JAVA_SHORT);
    private static final MethodHandle ATTR_SETSIGDEFAULT =
            plain("posix_spawnattr_setsigdefault", INT, POINTER, POINTER);
    private static final MethodHandle ATTR_SETSIGMASK = plain("posix_spawnattr_setsigmask", INT, POINTER, POINTER);

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), CAPTURE_ERRNO);
    }

    private static MethodHandle plain(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /** A downcall's invocation; what it throws is never the callee's doing. */
    @FunctionalInterface
    private interface Invocation<T> {
        T run() throws Throwable;
    }

    private static <T> T invoke(Invocation<T> invocation) {
        try {
            return invocation.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static String meaning(int errno) {
        MemorySegment text = invoke(() -> (MemorySegment) STRERROR.invokeExact(errno));
        return text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static PosixException failure(String call, MemorySegment state) {
        return failure(call, state.get(INT, 0));
    }

    private static PosixException failure(String call, int errno) {
        return new PosixException(call, errno, meaning(errno));
    }

    private static void check(String call, MemorySegment state, int result) {
        if (result < 0) {
            throw failure(call, state);
        }
    }

    private static void checkErrno(String call, int errno) {
        if (errno != 0) {
            throw failure(call, errno);
        }
    }

    @Override
    public int listen(InetSocketAddress address, int backlog) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            boolean v4 = address.getAddress() instanceof Inet4Address
                    && !address.getAddress().isAnyLocalAddress();
            int descriptor = -1;
            if (!v4) {
                descriptor = invoke(() -> (int) SOCKET.invokeExact(state, AF_INET6, SOCK_STREAM_CLOEXEC, 0));
                if (descriptor < 0 && state.get(INT, 0) != EAFNOSUPPORT) {
                    throw failure("socket", state);
                }
            }
            boolean v6 = descriptor >= 0;
            if (!v6) {
                descriptor = invoke(() -> (int) SOCKET.invokeExact(state, AF_INET, SOCK_STREAM_CLOEXEC, 0));
                check("socket", state, descriptor);
            }
            try {
                bindAndListen(arena, state, descriptor, v6, address, backlog);
                return descriptor;
            } catch (PosixException e) {
                close(descriptor);
                throw e;
            }
        }
    }

    private static void bindAndListen(
            Arena arena, MemorySegment state, int descriptor, boolean v6, InetSocketAddress address, int backlog) {
        option(arena, state, descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
        option(arena, state, descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
        if (v6) {
            option(arena, state, descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 0);
        }
        MemorySegment name = socketAddress(arena, v6, address);
        int bound = invoke(() -> (int) BIND.invokeExact(state, descriptor, name, (int) name.byteSize()));
        check("bind", state, bound);
        int listening = invoke(() -> (int) LISTEN.invokeExact(state, descriptor, backlog));
        check("listen", state, listening);
    }

    private static void option(Arena arena, MemorySegment state, int descriptor, int level, int option, int value) {
        MemorySegment flag = arena.allocateFrom(INT, value);
        int set = invoke(() -> (int) SETSOCKOPT.invokeExact(state, descriptor, level, option, flag, 4));
        check("setsockopt", state, set);
    }

    private static MemorySegment socketAddress(Arena arena, boolean v6, InetSocketAddress address) {
        MemorySegment name = arena.allocate(v6 ? SOCKADDR_BYTES : 16);
        name.set(ValueLayout.JAVA_SHORT, 0, (short) (v6 ? AF_INET6 : AF_INET));
        name.set(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) address.getPort());
        if (!address.getAddress().isAnyLocalAddress()) {
            MemorySegment.copy(
                    MemorySegment.ofArray(address.getAddress().getAddress()), 0, name, v6 ? 8 : 4, v6 ? 16 : 4);
            if (v6 && address.getAddress() instanceof Inet6Address scoped) {
                name.set(INT, 24, scoped.getScopeId());
            }
        }
        return name;
    }

    @Override
    public int localPort(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment name = arena.allocate(SOCKADDR_BYTES);
            MemorySegment length = arena.allocateFrom(INT, SOCKADDR_BYTES);
            check("getsockname", state, invoke(() -> (int) GETSOCKNAME.invokeExact(state, descriptor, name, length)));
            return Short.toUnsignedInt(name.get(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2));
        }
    }

    @Override
    public int memoryFile(String name, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment text = arena.allocateFrom(name);
            int descriptor = invoke(() -> (int) MEMFD_CREATE.invokeExact(state, text, MFD_CLOEXEC));
            check("memfd_create", state, descriptor);
            check("ftruncate", state, invoke(() -> (int) FTRUNCATE.invokeExact(state, descriptor, bytes)));
            return descriptor;
        }
    }

    @Override
    public Pipe pipe() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment ends = arena.allocate(INT, 2);
            check("pipe2", state, invoke(() -> (int) PIPE2.invokeExact(state, ends, O_CLOEXEC)));
            return new Pipe(ends.getAtIndex(INT, 0), ends.getAtIndex(INT, 1));
        }
    }

    @Override
    public void write(int descriptor, byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long written = 0;
            while (written < bytes.length) {
                MemorySegment rest = source.asSlice(written);
                long n = invoke(() -> (long) WRITE.invokeExact(state, descriptor, rest, rest.byteSize()));
                if (n < 0 && state.get(INT, 0) != PosixException.EINTR) {
                    throw failure("write", state);
                }
                written += Math.max(n, 0);
            }
        }
    }

    @Override
    public void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            check("close", state, invoke(() -> (int) CLOSE.invokeExact(state, descriptor)));
        }
    }

    @Override
    public void kill(int pid, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            int sent = invoke(() -> (int) KILL.invokeExact(state, pid, signal));
            if (sent < 0 && state.get(INT, 0) != PosixException.ESRCH) {
                throw failure("kill", state);
            }
        }
    }

    @Override
    public Reaped reap() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment status = arena.allocate(INT);
            int pid = invoke(() -> (int) WAITPID.invokeExact(state, -1, status, WNOHANG));
            if (pid < 0 && state.get(INT, 0) == PosixException.ECHILD) {
                return Reaped.NONE;
            }
            check("waitpid", state, pid);
            int value = status.get(INT, 0);
            return pid == 0 ? Reaped.NONE : new Reaped(pid, (value >> 8) & 0xff, value & 0x7f);
        }
    }

    @Override
    public int spawn(List<String> command, Map<String, String> environment, List<Integer> descriptors) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(SPAWN_STRUCTURE_BYTES, 16);
            MemorySegment attributes = arena.allocate(SPAWN_STRUCTURE_BYTES, 16);
            checkErrno("posix_spawn_file_actions_init", invoke(() -> (int) ACTIONS_INIT.invokeExact(actions)));
            checkErrno("posix_spawnattr_init", invoke(() -> (int) ATTR_INIT.invokeExact(attributes)));
            try {
                placeDescriptors(actions, descriptors);
                ownProcessGroup(arena, attributes);
                MemorySegment pid = arena.allocate(INT);
                MemorySegment path = arena.allocateFrom(command.getFirst());
                MemorySegment arguments = strings(arena, command);
                MemorySegment variables = strings(
                        arena,
                        environment.entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .toList());
                checkErrno("posix_spawn " + command.getFirst(), invoke(() ->
                        (int) POSIX_SPAWN.invokeExact(pid, path, actions, attributes, arguments, variables)));
                return pid.get(INT, 0);
            } finally {
                int destroyed = invoke(() -> (int) ACTIONS_DESTROY.invokeExact(actions))
                        + invoke(() -> (int) ATTR_DESTROY.invokeExact(attributes));
                assert destroyed == 0;
            }
        }
    }

    /**
     * Two rounds of {@code dup2}: first to numbers above all that are in use here, so that no source is overwritten
     * before it was copied, then down to where the program expects them. A copy made by {@code dup2} survives exec.
     */
    private static void placeDescriptors(MemorySegment actions, List<Integer> descriptors) {
        int high = Math.max(
                descriptors.size(),
                descriptors.stream().mapToInt(Integer::intValue).max().orElse(0) + 1);
        for (int i = 0; i < descriptors.size(); i++) {
            duplicate(actions, descriptors.get(i), high + i);
        }
        for (int i = 0; i < descriptors.size(); i++) {
            duplicate(actions, high + i, i);
        }
        checkErrno("posix_spawn_file_actions_addclosefrom_np", invoke(() ->
                (int) ACTIONS_CLOSEFROM.invokeExact(actions, descriptors.size())));
    }

    private static void duplicate(MemorySegment actions, int from, int to) {
        checkErrno(
                "posix_spawn_file_actions_adddup2", invoke(() -> (int) ACTIONS_ADDDUP2.invokeExact(actions, from, to)));
    }

    private static void ownProcessGroup(Arena arena, MemorySegment attributes) {
        MemorySegment all = arena.allocate(SIGSET_BYTES, 8).fill((byte) 0xff);
        MemorySegment none = arena.allocate(SIGSET_BYTES, 8);
        short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
        checkErrno(
                "posix_spawnattr_setsigdefault", invoke(() -> (int) ATTR_SETSIGDEFAULT.invokeExact(attributes, all)));
        checkErrno("posix_spawnattr_setsigmask", invoke(() -> (int) ATTR_SETSIGMASK.invokeExact(attributes, none)));
        checkErrno("posix_spawnattr_setflags", invoke(() -> (int) ATTR_SETFLAGS.invokeExact(attributes, flags)));
    }

    private static MemorySegment strings(Arena arena, List<String> values) {
        MemorySegment array = arena.allocate(POINTER, values.size() + 1L);
        for (int i = 0; i < values.size(); i++) {
            array.setAtIndex(POINTER, i, arena.allocateFrom(values.get(i)));
        }
        return array;
    }
}
