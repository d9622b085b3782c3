package io.mpmoperator.server.nativecalls;

import static io.mpmoperator.server.nativecalls.CLibrary.ERRNO_LAYOUT;
import static io.mpmoperator.server.nativecalls.CLibrary.call;
import static io.mpmoperator.server.nativecalls.CLibrary.function;
import static io.mpmoperator.server.nativecalls.CLibrary.meaning;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link Posix} on Linux, by {@code java.lang.foreign}. Structures and constants are those of x86-64 and aarch64. */
public final class LinuxPosix implements Posix {

    private static final long SIG_DFL = 0;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_RCVBUF = 8;
    private static final int SHUT_RDWR = 2;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int TCP_DEFER_ACCEPT = 9;
    private static final int TCP_NOTSENT_LOWAT = 25;
    private static final int DEFER_SECONDS = 30;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int SOCKADDR_BYTES = 28;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int MFD_CLOEXEC = 1;
    private static final int WNOHANG = 1;
    private static final short POSIX_SPAWN_SETPGROUP = 0x02;
    private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_BATCH = 3;
    private static final int RLIMIT_NPROC = 6;
    private static final int RLIMIT_NOFILE = 7;
    private static final int RLIMIT_BYTES = 16;
    private static final int SPAWN_STRUCTURE_BYTES = 512;
    private static final int SIGSET_BYTES = 128;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;

    private static final MemorySegment SOCKET = function("socket");
    private static final MemorySegment SETSOCKOPT = function("setsockopt");
    private static final MemorySegment BIND = function("bind");
    private static final MemorySegment LISTEN = function("listen");
    private static final MemorySegment SHUTDOWN = function("shutdown");
    private static final MemorySegment GETSOCKNAME = function("getsockname");
    private static final MemorySegment MEMFD_CREATE = function("memfd_create");
    private static final MemorySegment FTRUNCATE = function("ftruncate");
    private static final MemorySegment PIPE2 = function("pipe2");
    private static final MemorySegment WRITE = function("write");
    private static final MemorySegment CLOSE = function("close");
    private static final MemorySegment KILL = function("kill");
    private static final MemorySegment SIGNAL = function("signal");
    private static final MemorySegment WAITPID = function("waitpid");
    private static final MemorySegment POSIX_SPAWN = function("posix_spawn");
    private static final MemorySegment ACTIONS_INIT = function("posix_spawn_file_actions_init");
    private static final MemorySegment ACTIONS_DESTROY = function("posix_spawn_file_actions_destroy");
    private static final MemorySegment ACTIONS_ADDDUP2 = function("posix_spawn_file_actions_adddup2");
    private static final MemorySegment ACTIONS_CLOSEFROM = function("posix_spawn_file_actions_addclosefrom_np");
    private static final MemorySegment ACTIONS_CHDIR = function("posix_spawn_file_actions_addchdir_np");
    private static final MemorySegment ATTR_INIT = function("posix_spawnattr_init");
    private static final MemorySegment ATTR_DESTROY = function("posix_spawnattr_destroy");
    private static final MemorySegment ATTR_SETFLAGS = function("posix_spawnattr_setflags");
    private static final MemorySegment ATTR_SETSIGDEFAULT = function("posix_spawnattr_setsigdefault");
    private static final MemorySegment ATTR_SETSIGMASK = function("posix_spawnattr_setsigmask");
    private static final MemorySegment SCHED_GETSCHEDULER = function("sched_getscheduler");
    private static final MemorySegment SCHED_SETSCHEDULER = function("sched_setscheduler");

    /** For calls whose errno is not asked for. */
    private static final MemorySegment STATELESS = Arena.global().allocate(ERRNO_LAYOUT);

    private static final MemorySegment OPEN = function("open");
    private static final MemorySegment GETRLIMIT = function("getrlimit");
    private static final MemorySegment GETENV = function("getenv");
    private static final MemorySegment STRLEN = function("strlen");

    private int nowhere = -1;

    /** The length of a text that ends with a zero. */
    static long stringLength(MemorySegment text) {
        return call(STRLEN, STATELESS, text.address(), 0, 0, 0, 0, 0);
    }

    private static PosixException failure(String call, MemorySegment state) {
        return failure(call, state.get(INT, 0));
    }

    private static PosixException failure(String call, int errno) {
        String meaning = meaning(errno);
        return new PosixException(
                call, errno, errno == PosixException.EMFILE ? meaning + ": " + limit(RLIMIT_NOFILE) : meaning);
    }

    /** A limit of this process, by its names and with its value: the soft one, which is in force. */
    private static String limit(int resource) {
        String name = resource == RLIMIT_NOFILE ? "RLIMIT_NOFILE (ulimit -n)" : "RLIMIT_NPROC (ulimit -u)";
        long value = limitValue(resource);
        return name + " is " + (value < 0 ? "unlimited" : value);
    }

    /** How many processes and threads there may be, as the end of a sentence. */
    public static String limitOfTasks() {
        return limit(RLIMIT_NPROC)
                + " for all of this user's; a cgroup's pids.max or the kernel's threads-max may be lower";
    }

    /**
     * Makes sure that so many descriptors may be open, before a class cannot be loaded for want of one.
     *
     * @throws PosixException with {@link PosixException#EMFILE}, which names the limit
     */
    public static void requireDescriptors(String what, int count) {
        long limit = limitValue(RLIMIT_NOFILE);
        if (limit >= 0 && limit < count) {
            throw new PosixException(
                    what, PosixException.EMFILE, limit(RLIMIT_NOFILE) + ", and " + count + " descriptors are needed");
        }
    }

    /** Below 0 for infinity. */
    private static long limitValue(int resource) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limit = arena.allocate(RLIMIT_BYTES, Long.BYTES);
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            check("getrlimit", state, call(GETRLIMIT, state, resource, limit.address()));
            return limit.get(WORD, 0);
        }
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
    public int listen(InetSocketAddress address, SocketQueues queues) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            boolean any = address.getAddress().isAnyLocalAddress();
            boolean v4 = address.getAddress() instanceof Inet4Address && !any;
            int descriptor = call(SOCKET, state, v4 ? AF_INET : AF_INET6, SOCK_STREAM_CLOEXEC, 0);
            boolean v6 = !v4;
            if (descriptor < 0 && any && state.get(INT, 0) == PosixException.EAFNOSUPPORT) {
                descriptor = call(SOCKET, state, AF_INET, SOCK_STREAM_CLOEXEC, 0);
                v6 = false;
            }
            check("socket", state, descriptor);
            try {
                bindAndListen(arena, state, descriptor, v6, address, queues);
                return descriptor;
            } catch (PosixException e) {
                close(descriptor);
                throw e;
            }
        }
    }

    private static void bindAndListen(
            Arena arena,
            MemorySegment state,
            int descriptor,
            boolean v6,
            InetSocketAddress address,
            SocketQueues queues) {
        option(arena, state, descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
        option(arena, state, descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
        option(arena, state, descriptor, IPPROTO_TCP, TCP_DEFER_ACCEPT, DEFER_SECONDS);
        option(arena, state, descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, NOTSENT_BYTES);
        if (v6) {
            option(arena, state, descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 0);
        }
        MemorySegment name = socketAddress(arena, v6, address);
        int bound = call(BIND, state, descriptor, name.address(), name.byteSize());
        check("bind", state, bound);
        queues(arena, state, descriptor, queues);
    }

    private static void queues(Arena arena, MemorySegment state, int descriptor, SocketQueues queues) {
        if (queues.receiveBytes() > 0) {
            option(arena, state, descriptor, SOL_SOCKET, SO_RCVBUF, queues.receiveBytes());
        }
        int listening = call(LISTEN, state, descriptor, queues.backlog());
        check("listen", state, listening);
    }

    private static void option(Arena arena, MemorySegment state, int descriptor, int level, int option, int value) {
        MemorySegment flag = arena.allocateFrom(INT, value);
        int set = (int) call(SETSOCKOPT, state, descriptor, level, option, flag.address(), Integer.BYTES, 0);
        check("setsockopt", state, set);
    }

    /** sockaddr_in6 of ipv6(7) or sockaddr_in of ip(7): an address that is not the wildcard is of the family of its socket. */
    static MemorySegment socketAddress(Arena arena, boolean v6, InetSocketAddress address) {
        MemorySegment name = arena.allocate(v6 ? SOCKADDR_BYTES : 16);
        name.set(ValueLayout.JAVA_SHORT, 0, (short) (v6 ? AF_INET6 : AF_INET));
        name.set(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) address.getPort());
        if (!address.getAddress().isAnyLocalAddress()) {
            if (address.getAddress() instanceof Inet4Address == v6) {
                throw new IllegalArgumentException(address + " does not belong to the family of its socket");
            }
            MemorySegment.copy(
                    MemorySegment.ofArray(address.getAddress().getAddress()), 0, name, v6 ? 8 : 4, v6 ? 16 : 4);
            if (v6 && address.getAddress() instanceof Inet6Address scoped) {
                name.set(INT, 24, scoped.getScopeId());
            }
        }
        return name;
    }

    @Override
    public void queues(int descriptor, SocketQueues queues) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            queues(arena, state, descriptor, queues);
        }
    }

    @Override
    public Optional<String> variable(String name) {
        try (Arena arena = Arena.ofConfined()) {
            long text = call(GETENV, STATELESS, arena.allocateFrom(name).address(), 0, 0, 0, 0, 0);
            return text == 0
                    ? Optional.empty()
                    : Optional.of(MemorySegment.ofAddress(text)
                            .reinterpret(Long.MAX_VALUE)
                            .getString(0));
        }
    }

    @Override
    public int localPort(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment name = arena.allocate(SOCKADDR_BYTES);
            MemorySegment length = arena.allocateFrom(INT, SOCKADDR_BYTES);
            check("getsockname", state, call(GETSOCKNAME, state, descriptor, name.address(), length.address()));
            return Short.toUnsignedInt(name.get(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2));
        }
    }

    @Override
    public void stopListening(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            check("shutdown", state, call(SHUTDOWN, state, descriptor, SHUT_RDWR));
        }
    }

    @Override
    public int memoryFile(String name, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment text = arena.allocateFrom(name);
            int descriptor = call(MEMFD_CREATE, state, text.address(), MFD_CLOEXEC);
            check("memfd_create", state, descriptor);
            check("ftruncate", state, call(FTRUNCATE, state, descriptor, bytes));
            return descriptor;
        }
    }

    @Override
    public synchronized int nowhere() {
        if (nowhere < 0) {
            nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
        }
        return nowhere;
    }

    @Override
    public boolean hasReader(Path fifo) {
        try {
            close(open(fifo.toString(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
            return true;
        } catch (PosixException e) {
            return e.errno() != PosixException.ENXIO;
        }
    }

    private static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            int descriptor = call(OPEN, state, arena.allocateFrom(path).address(), flags);
            check("open " + path, state, descriptor);
            return descriptor;
        }
    }

    @Override
    public Pipe pipe() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment ends = arena.allocate(INT, 2);
            check("pipe2", state, call(PIPE2, state, ends.address(), O_CLOEXEC));
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
                long n = call(WRITE, state, descriptor, rest.address(), rest.byteSize(), 0, 0, 0);
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
            check("close", state, call(CLOSE, state, descriptor));
        }
    }

    @Override
    public void heed(int signal) {
        call(SIGNAL, STATELESS, signal, SIG_DFL);
    }

    @Override
    public void kill(int pid, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            int sent = call(KILL, state, pid, signal);
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
            int pid = call(WAITPID, state, -1, status.address(), WNOHANG);
            if (pid < 0 && state.get(INT, 0) == PosixException.ECHILD) {
                return Reaped.NONE;
            }
            check("waitpid", state, pid);
            int value = status.get(INT, 0);
            return pid == 0 ? Reaped.NONE : new Reaped(pid, (value >> 8) & 0xff, value & 0x7f);
        }
    }

    @Override
    public int spawn(List<String> command, Environment environment, List<Integer> descriptors) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            MemorySegment actions = arena.allocate(SPAWN_STRUCTURE_BYTES, 16);
            MemorySegment attributes = arena.allocate(SPAWN_STRUCTURE_BYTES, 16);
            checkErrno("posix_spawn_file_actions_init", call(ACTIONS_INIT, state, actions.address()));
            checkErrno("posix_spawnattr_init", call(ATTR_INIT, state, attributes.address()));
            try {
                placeDescriptors(state, actions, descriptors);
                leaveDeletedFolder(arena, state, actions);
                ownProcessGroup(arena, state, attributes);
                return spawnAsBatch(arena, command, EnvironmentBlock.of(arena, environment), actions, attributes);
            } finally {
                int destroyed = call(ACTIONS_DESTROY, state, actions.address())
                        + call(ATTR_DESTROY, state, attributes.address());
                assert destroyed == 0;
            }
        }
    }

    /**
     * The program inherits the policy of the thread that spawns it: POSIX_SPAWN_SETSCHEDULER would do, if the C library let
     * this policy pass. Where the thread has another than the usual one, somebody has chosen that; where a filter of system
     * calls forbids to set one, the program is scheduled as usual.
     */
    private static int spawnAsBatch(
            Arena arena,
            List<String> command,
            EnvironmentBlock variables,
            MemorySegment actions,
            MemorySegment attributes) {
        MemorySegment state = arena.allocate(ERRNO_LAYOUT);
        long priority = arena.allocateFrom(INT, 0).address();
        boolean usual = call(SCHED_GETSCHEDULER, state, 0) == SCHED_OTHER;
        boolean set = usual && call(SCHED_SETSCHEDULER, state, 0, SCHED_BATCH, priority) == 0;
        try {
            return spawn(arena, command, variables, actions, attributes);
        } finally {
            if (set) {
                check("sched_setscheduler", state, call(SCHED_SETSCHEDULER, state, 0, SCHED_OTHER, priority));
            }
        }
    }

    @Override
    public void schedule(int pid, Scheduling scheduling) {
        int wanted = scheduling == Scheduling.BATCH ? SCHED_BATCH : SCHED_OTHER;
        int other = scheduling == Scheduling.BATCH ? SCHED_OTHER : SCHED_BATCH;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO_LAYOUT);
            if (call(SCHED_GETSCHEDULER, state, 0) != SCHED_OTHER) {
                return;
            }
            long priority = arena.allocateFrom(INT, 0).address();
            for (int thread : threads(pid)) {
                if (call(SCHED_GETSCHEDULER, state, thread) == other) {
                    call(SCHED_SETSCHEDULER, state, thread, wanted, priority);
                }
            }
        }
    }

    /** None when the process is gone. */
    private static int[] threads(int pid) {
        String[] names =
                Path.of("/proc", Integer.toString(pid), "task").toFile().list();
        return Stream.ofNullable(names)
                .flatMap(Arrays::stream)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static int spawn(
            Arena arena,
            List<String> command,
            EnvironmentBlock variables,
            MemorySegment actions,
            MemorySegment attributes) {
        MemorySegment pid = arena.allocate(INT);
        int errno = (int) call(
                POSIX_SPAWN,
                arena.allocate(ERRNO_LAYOUT),
                pid.address(),
                arena.allocateFrom(command.getFirst()).address(),
                actions.address(),
                attributes.address(),
                strings(arena, command).address(),
                variables.array().address());
        if (errno == PosixException.E2BIG) {
            throw new PosixException(
                    "posix_spawn " + command.getFirst(),
                    errno,
                    "an environment of %d bytes and the command are more than this system takes (execve(2): a quarter of ulimit -s, and 128 KiB for each variable)"
                            .formatted(variables.bytes()));
        }
        if (errno == PosixException.EAGAIN) {
            throw new PosixException(
                    "posix_spawn " + command.getFirst(),
                    errno,
                    "no more processes and threads may be started: " + limitOfTasks());
        }
        checkErrno("posix_spawn " + command.getFirst(), errno);
        return pid.get(INT, 0);
    }

    /**
     * Two rounds of {@code dup2}: first to numbers above all that are in use here, so that no source is overwritten
     * before it was copied, then down to where the program expects them. A copy made by {@code dup2} survives exec.
     */
    private static void placeDescriptors(MemorySegment state, MemorySegment actions, List<Integer> descriptors) {
        int high = Math.max(
                descriptors.size(),
                descriptors.stream().mapToInt(Integer::intValue).max().orElse(0) + 1);
        requireDescriptors(high + descriptors.size());
        for (int i = 0; i < descriptors.size(); i++) {
            duplicate(state, actions, descriptors.get(i), high + i);
        }
        for (int i = 0; i < descriptors.size(); i++) {
            duplicate(state, actions, high + i, i);
        }
        checkErrno(
                "posix_spawn_file_actions_addclosefrom_np",
                call(ACTIONS_CLOSEFROM, state, actions.address(), descriptors.size()));
    }

    /** The C library would call a number beyond the limit a bad descriptor. */
    private static void requireDescriptors(int count) {
        requireDescriptors("posix_spawn", count);
    }

    private static void duplicate(MemorySegment state, MemorySegment actions, int from, int to) {
        checkErrno("posix_spawn_file_actions_adddup2", call(ACTIONS_ADDDUP2, state, actions.address(), from, to));
    }

    /** A JVM does not start in a working directory that is gone; nothing in one can be named relatively either. */
    private static void leaveDeletedFolder(Arena arena, MemorySegment state, MemorySegment actions) {
        if (isFolderDeleted()) {
            checkErrno(
                    "posix_spawn_file_actions_addchdir_np",
                    call(
                            ACTIONS_CHDIR,
                            state,
                            actions.address(),
                            arena.allocateFrom("/").address()));
        }
    }

    private static boolean isFolderDeleted() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/cwd")).toString().endsWith(" (deleted)");
        } catch (IOException e) {
            return false; // not known without /proc
        }
    }

    private static void ownProcessGroup(Arena arena, MemorySegment state, MemorySegment attributes) {
        MemorySegment all = arena.allocate(SIGSET_BYTES, 8).fill((byte) 0xff);
        MemorySegment none = arena.allocate(SIGSET_BYTES, 8);
        short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
        long address = attributes.address();
        checkErrno("posix_spawnattr_setsigdefault", call(ATTR_SETSIGDEFAULT, state, address, all.address()));
        checkErrno("posix_spawnattr_setsigmask", call(ATTR_SETSIGMASK, state, address, none.address()));
        checkErrno("posix_spawnattr_setflags", call(ATTR_SETFLAGS, state, address, flags));
    }

    private static MemorySegment strings(Arena arena, List<String> values) {
        MemorySegment array = arena.allocate(WORD, values.size() + 1L);
        for (int i = 0; i < values.size(); i++) {
            array.setAtIndex(WORD, i, arena.allocateFrom(values.get(i)).address());
        }
        return array;
    }
}
