package io.mpmoperator.server.nativecalls;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of the C library that the control process needs and Java does not have. Every method that fails throws
 * {@link PosixException} with the call's name and the meaning of {@code errno}.
 */
public interface Posix {

    /** {@code SIGHUP}: restart. */
    int SIGHUP = 1;

    /** {@code SIGTERM}: end now. */
    int SIGTERM = 15;

    /** {@code SIGKILL}: end, without being asked. */
    int SIGKILL = 9;

    /** How many bytes of a response are kept at most that the client's window has no room for, see {@link #listen}. */
    int NOTSENT_BYTES = 128 * 1024;

    /**
     * A TCP socket that listens, with {@code SO_REUSEADDR} and {@code TCP_NODELAY} set (accepted sockets inherit both), with
     * {@code TCP_NOTSENT_LOWAT}, without which the kernel keeps megabytes for a client that stops to read, and with
     * {@code TCP_DEFER_ACCEPT}, as Apache's {@code AcceptFilter http data} sets it: a connection is given out when its
     * first bytes are there, or after half a minute without any, so that no worker waits for a client that has connected and
     * says nothing.
     *
     * <p>An IPv6 address is refused where the kernel has no IPv6; only the wildcard address does without.
     *
     * @param address where to listen; the wildcard address listens on IPv6 and IPv4 where the machine has both
     * @param queues how much waits at most
     * @return its descriptor
     * @see <a href="https://man7.org/linux/man-pages/man2/listen.2.html">listen(2)</a>
     */
    int listen(InetSocketAddress address, SocketQueues queues);

    /**
     * Gives a socket that listens already other queues. A receive buffer that was bounded once stays so.
     *
     * @param queues as for {@link #listen}
     * @see <a href="https://man7.org/linux/man-pages/man2/listen.2.html">listen(2)</a>
     */
    void queues(int descriptor, SocketQueues queues);

    /**
     * A variable of this process's environment. {@link System#getenv} would take all of them into the heap, which may be
     * smaller than they are.
     *
     * @see <a href="https://man7.org/linux/man-pages/man3/getenv.3.html">getenv(3)</a>
     */
    Optional<String> variable(String name);

    /**
     * The port that a listening socket got.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/getsockname.2.html">getsockname(2)</a>
     */
    int localPort(int descriptor);

    /**
     * Ends a listening socket's listening, whichever processes have it open: the port is refused from now on.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/shutdown.2.html">shutdown(2)</a>
     */
    void stopListening(int descriptor);

    /**
     * Anonymous memory that processes share by its descriptor, filled with zeros.
     *
     * @param bytes its size
     * @see <a href="https://man7.org/linux/man-pages/man2/memfd_create.2.html">memfd_create(2)</a>
     */
    int memoryFile(String name, long bytes);

    /** A descriptor of {@code /dev/null} for reading and writing, the same at every call. */
    int nowhere();

    /**
     * Whether somebody has opened a FIFO for reading.
     *
     * @return true also when it cannot be told
     * @see <a href="https://man7.org/linux/man-pages/man7/fifo.7.html">fifo(7), ENXIO</a>
     */
    boolean hasReader(Path fifo);

    /**
     * A pipe, closed on exec at both ends.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/pipe.2.html">pipe2(2)</a>
     */
    Pipe pipe();

    /**
     * Writes all bytes.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a>
     */
    void write(int descriptor, byte[] bytes);

    /**
     * Closes a descriptor; one that is not open is an error.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/close.2.html">close(2)</a>
     */
    void close(int descriptor);

    /**
     * Starts a program in a process group of its own, with default signal handlers.
     *
     * <p>It is scheduled as a batch ({@link Scheduling#BATCH}) where nothing else was chosen for this process, so that its
     * start interrupts no child that answers.
     *
     * @param command the program's path and its arguments
     * @param environment what the program finds in its environment
     * @param descriptors what the program finds at descriptor 0, 1, 2, …; nothing else stays open
     * @return its process id
     * @see <a href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>
     * @see <a href="https://man7.org/linux/man-pages/man7/sched.7.html">sched(7)</a>
     */
    int spawn(List<String> command, Environment environment, List<Integer> descriptors);

    /**
     * Schedules a process, all its threads and those that they will start. Where another policy than the usual one was
     * chosen for this process, or for one of those threads, it stays; where a filter of system calls forbids to set one, or
     * the process is gone, nothing changes.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/sched_setscheduler.2.html">sched_setscheduler(2)</a>
     */
    void schedule(int pid, Scheduling scheduling);

    /**
     * Reaps one ended child without waiting, {@link Reaped#NONE} when none has ended.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/waitpid.2.html">waitpid(2)</a>
     */
    Reaped reap();

    /**
     * Gives a signal its default meaning back, which whoever started this process may have had ignored, as nohup does: the JVM
     * lets no handler hear a signal that it has found ignored.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/signal.2.html">signal(2)</a>
     */
    void heed(int signal);

    /**
     * Sends a signal; a process that is gone already is no error.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/kill.2.html">kill(2)</a>
     */
    void kill(int pid, int signal);

    /**
     * When a thread that becomes ready gets a processor on which another runs.
     *
     * @see <a href="https://man7.org/linux/man-pages/man7/sched.7.html">sched(7)</a>
     */
    enum Scheduling {
        /** SCHED_OTHER: it may interrupt the other. */
        USUAL,
        /** SCHED_BATCH: it waits for its turn. */
        BATCH
    }

    /**
     * The environment of a program that is started. This process's own may be larger than its heap (the variables that name
     * every service of a namespace): it is handed on as the kernel keeps it, never as Java's strings.
     *
     * @param inherited whether the program gets this process's own, as it was when the process started
     * @param without names that it does not get of that
     * @param with what it gets besides, in place of what has the same name
     */
    record Environment(boolean inherited, Set<String> without, Map<String, String> with) {

        /** These variables alone. */
        public static Environment only(Map<String, String> variables) {
            return new Environment(false, Set.of(), variables);
        }

        /** This process's own with changes. */
        public static Environment inherited(Set<String> without, Map<String, String> with) {
            return new Environment(true, without, with);
        }
    }

    /** The two ends of a pipe. */
    record Pipe(int readEnd, int writeEnd) {}

    /**
     * How a child ended.
     *
     * @param pid its process id, 0 when none has ended
     * @param exitCode its exit code, meaningless when a signal ended it
     * @param signal the signal that ended it, or 0
     */
    record Reaped(int pid, int exitCode, int signal) {

        /** No child has ended. */
        public static final Reaped NONE = new Reaped(0, 0, 0);

        /** Whether it ended by itself with exit code 0. */
        public boolean clean() {
            return signal == 0 && exitCode == 0;
        }
    }
}
