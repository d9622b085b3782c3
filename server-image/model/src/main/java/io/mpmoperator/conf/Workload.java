package io.mpmoperator.conf;

import io.mpmoperator.mpm.Mode;

/**
 * What the footprint must know of the work and Apache has no directive for: directives {@code IdleConnections},
 * {@code HandlerHeap}, {@code HandlerHeapPerRequest} and {@code RequestMemoryLimit}; and the one of Apache's that decides what
 * the kernel keeps for a connection, {@code ReceiveBufferSize}.
 *
 * @param idleConnections keep-alive connections to hold open beside the requests in progress
 * @param handlerHeapBytes heap that the handlers hold in each process
 * @param heapPerRequestBytes heap that a handler holds while it answers one request
 * @param requestMemoryLimitBytes what clients may make a process hold in all, see {@link #requestMemoryBytes}; 0 where it is
 *     derived
 * @param receiveBufferBytes what a client may send at most before the server reads it, see {@link #receivedBytes}; 0 leaves it to
 *     the kernel
 * @param handlers whether handlers respond: a thread that streams waits for its client, where a file is sent on by the listener
 *     of event
 * @param compression whether responses are compressed on the way
 * @param accessLogs how many files and streams the logs of requests are written to
 * @param siteDirectives how many directives say what is done with requests, sections and what folders may say themselves counted
 *     with them; 0 where files are sent as they are
 */
public record Workload(
        int idleConnections,
        long handlerHeapBytes,
        long heapPerRequestBytes,
        long requestMemoryLimitBytes,
        int receiveBufferBytes,
        boolean handlers,
        boolean compression,
        int accessLogs,
        int siteDirectives) {

    /** No size is accepted above this one, an exbibyte. */
    public static final long LARGEST_SIZE = 1L << 60;

    /** A RequestMemoryLimit below this one would refuse browsers. */
    public static final long LEAST_REQUEST_MEMORY = 64 << 10;

    /** One head as large as Apache's LimitRequestLine, LimitRequestFields and LimitRequestFieldSize allow, with its objects. */
    private static final long LARGEST_HEAD = 896 << 10;

    private static final long REQUEST_MEMORY_PER_THREAD = 4 << 10;

    /** ReceiveBufferSize where it is not written: the window that Linux begins with. */
    private static final int RECEIVE_BUFFER = 64 << 10;

    /** The least ReceiveBufferSize that Apache accepts. */
    private static final int LEAST_RECEIVE_BUFFER = 512;

    /** How far Linux lets a receive buffer grow where it is not bounded: the usual net.ipv4.tcp_rmem. */
    private static final long KERNEL_RECEIVE_BUFFER = 6 << 20;

    public Workload {
        requireWithin("IdleConnections", idleConnections, Integer.MAX_VALUE);
        requireWithin("HandlerHeap", handlerHeapBytes, LARGEST_SIZE);
        requireWithin("HandlerHeapPerRequest", heapPerRequestBytes, LARGEST_SIZE);
        if (requestMemoryLimitBytes != 0
                && (requestMemoryLimitBytes < LEAST_REQUEST_MEMORY || requestMemoryLimitBytes > LARGEST_SIZE)) {
            throw new IllegalArgumentException("RequestMemoryLimit %d is outside %d to %d"
                    .formatted(requestMemoryLimitBytes, LEAST_REQUEST_MEMORY, LARGEST_SIZE));
        }
        if (receiveBufferBytes != 0 && receiveBufferBytes < LEAST_RECEIVE_BUFFER) {
            throw new IllegalArgumentException("ReceiveBufferSize %d is neither 0 nor %d to %d"
                    .formatted(receiveBufferBytes, LEAST_RECEIVE_BUFFER, Integer.MAX_VALUE));
        }
    }

    /** With what clients may make a process hold derived, and the receive buffer that Linux begins with. */
    public Workload(int idleConnections, long handlerHeapBytes, long heapPerRequestBytes) {
        this(idleConnections, handlerHeapBytes, heapPerRequestBytes, 0, RECEIVE_BUFFER, false, false, 0, 0);
    }

    /** No idle connections to hold and no handlers that need heap. */
    public static Workload none() {
        return new Workload(0, 0, 0);
    }

    /**
     * What clients may make a process hold in all beside that which its connections are counted with: heads that are large or
     * not complete, and what parked connections keep. Where it is not written, one head as large as Apache's default limits
     * allow, and 4 KiB for each thread.
     */
    public long requestMemoryBytes(long threads) {
        return requestMemoryLimitBytes > 0
                ? requestMemoryLimitBytes
                : Math.addExact(LARGEST_HEAD, Math.multiplyExact(threads, REQUEST_MEMORY_PER_THREAD));
    }

    public Workload withIdleConnections(int idleConnections) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    public Workload withHandlerHeapBytes(long handlerHeapBytes) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    public Workload withHeapPerRequestBytes(long heapPerRequestBytes) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    public Workload withRequestMemoryLimitBytes(long requestMemoryLimitBytes) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    public Workload withReceiveBufferBytes(int receiveBufferBytes) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    public Workload withHandlers(boolean handlers) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    public Workload withCompression(boolean compression) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    public Workload withAccessLogs(int accessLogs) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    public Workload withSiteDirectives(int siteDirectives) {
        return new Workload(
                idleConnections,
                handlerHeapBytes,
                heapPerRequestBytes,
                requestMemoryLimitBytes,
                receiveBufferBytes,
                handlers,
                compression,
                accessLogs,
                siteDirectives);
    }

    /** Bytes outside the heap that a process needs for its compressors. */
    public long compressorBytes(long threads) {
        return compression ? Math.multiplyExact(Compression.compressors(threads), Compression.COMPRESSOR_BYTES) : 0;
    }

    /** Heap that a process needs for the compressed forms of files that it keeps. */
    public long formsBytes(Mode mode) {
        return compression ? Compression.formsBytes(mode) : 0;
    }

    /**
     * What the kernel keeps at most for a client that sends and is not read. It doubles what is asked for, for its own
     * structures ({@code SO_RCVBUF}, socket(7)).
     */
    public long receivedBytes() {
        return receiveBufferBytes == 0 ? KERNEL_RECEIVE_BUFFER : 2L * receiveBufferBytes;
    }

    private static void requireWithin(String what, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("%s %d is outside 0 to %d".formatted(what, value, most));
        }
    }
}
