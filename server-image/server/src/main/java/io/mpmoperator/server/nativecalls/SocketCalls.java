package io.mpmoperator.server.nativecalls;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The calls by which a connection's bytes come and go, where Java has none like them or makes detours. A descriptor is used here
 * by those alone who also close it. A call that a signal has interrupted is made again.
 */
public final class SocketCalls {

    private static final int MSG_MORE = 0x8000;
    private static final int MSG_NOSIGNAL = 0x4000;

    private static final MemorySegment RECV = CLibrary.function("recv");
    private static final MemorySegment SEND = CLibrary.function("send");
    private static final MemorySegment SENDFILE = CLibrary.function("sendfile");

    private SocketCalls() {}

    /**
     * Receives what is there.
     *
     * @param target a direct buffer
     * @return how many bytes, -1 at the end, 0 where a socket that does not wait has none
     * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>
     */
    public static int receive(int socket, ByteBuffer target) throws IOException {
        Scratch scratch = Scratch.ofThisThread();
        long address = MemorySegment.ofBuffer(target).address();
        int room = target.remaining();
        while (true) {
            int n = (int) CLibrary.call(RECV, scratch.memory, socket, address, room, 0, 0, 0);
            if (n != -1) {
                target.position(target.position() + n);
                return n == 0 && room > 0 ? -1 : n;
            }
            if (isOver(scratch)) {
                return 0;
            }
        }
    }

    /**
     * Sends bytes from memory.
     *
     * @param source a direct buffer
     * @param more whether others follow at once: the kernel then waits for them and sends all together (MSG_MORE)
     * @return how many were taken, 0 where a socket that does not wait takes none
     * @see <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>
     */
    public static int send(int socket, ByteBuffer source, boolean more) throws IOException {
        Scratch scratch = Scratch.ofThisThread();
        long address = MemorySegment.ofBuffer(source).address();
        long flags = more ? MSG_NOSIGNAL | MSG_MORE : MSG_NOSIGNAL;
        while (true) {
            int n = (int) CLibrary.call(SEND, scratch.memory, socket, address, source.remaining(), flags, 0, 0);
            if (n != -1) {
                source.position(source.position() + n);
                return n;
            }
            if (isOver(scratch)) {
                return 0;
            }
        }
    }

    /**
     * Sends a part of a file from the kernel's pages.
     *
     * @return how many bytes, 0 at the end of the file or where a socket that does not wait takes none; -1 where this kind of
     *     file cannot be sent so
     * @see <a href="https://man7.org/linux/man-pages/man2/sendfile.2.html">sendfile(2)</a>
     */
    public static long sendFile(int socket, int file, long position, long bytes) throws IOException {
        Scratch scratch = Scratch.ofThisThread();
        while (true) {
            scratch.setLong(0, position);
            long n = CLibrary.call(SENDFILE, scratch.memory, socket, file, scratch.structure(), bytes, 0, 0);
            if (n != -1) {
                return n;
            }
            if (scratch.errno() == PosixException.EINVAL || scratch.errno() == PosixException.ENOSYS) {
                return -1;
            }
            if (isOver(scratch)) {
                return 0;
            }
        }
    }

    /** Whether a call that failed is over, because the socket does not wait; false where it is to be made again. */
    private static boolean isOver(Scratch scratch) throws IOException {
        return switch (scratch.errno()) {
            case PosixException.EAGAIN -> true;
            case PosixException.EINTR -> false;
            default -> throw CLibrary.failure(scratch.errno());
        };
    }
}
