package io.mpmoperator.server.nativecalls;

/** A call of the C library failed. */
public final class PosixException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The address is in use. */
    public static final int EADDRINUSE = 98;

    /** The address is not one of this machine's. */
    public static final int EADDRNOTAVAIL = 99;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** The kernel does not have this family of addresses. */
    public static final int EAFNOSUPPORT = 97;

    /** There is no memory now. */
    static final int ENOMEM = 12;

    /** No more descriptors may be open in the whole system now. */
    static final int ENFILE = 23;

    /** Environment and arguments are longer than the system takes. */
    static final int E2BIG = 7;

    /** No more processes and threads may be started now. */
    static final int EAGAIN = 11;

    /** No more descriptors may be open in this process. */
    static final int EMFILE = 24;

    /** The FIFO has no reader. */
    static final int ENXIO = 6;

    /** There is nothing of this name. */
    static final int ENOENT = 2;

    /** Something on the way is no directory. */
    static final int ENOTDIR = 20;

    /** An argument that this kind of file does not take. */
    static final int EINVAL = 22;

    /** The kernel does not have this call. */
    static final int ENOSYS = 38;

    /** No such process. */
    static final int ESRCH = 3;

    /** Interrupted by a signal. */
    static final int EINTR = 4;

    /** No child process. */
    static final int ECHILD = 10;

    private final int errno;

    /**
     * A failure.
     *
     * @param meaning of the number, for a person
     */
    public PosixException(String call, int errno, String meaning) {
        super(call + ": " + meaning + " (errno " + errno + ")");
        this.errno = errno;
    }

    /** Whether the same call fails again however often it is made: a limit of this very process, or what it was called with. */
    public boolean isForGood() {
        return errno != EAGAIN && errno != ENOMEM && errno != EINTR && errno != ENFILE;
    }

    /** The number that the call left in {@code errno}. */
    public int errno() {
        return errno;
    }
}
