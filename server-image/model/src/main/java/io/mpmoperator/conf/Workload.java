package io.mpmoperator.conf;

/**
 * What the footprint must know of the work and Apache has no directive for: directives {@code IdleConnections},
 * {@code HandlerHeap} and {@code HandlerHeapPerRequest}.
 *
 * @param idleConnections keep-alive connections to hold open beside the requests in progress
 * @param handlerHeapBytes heap that the handlers hold in each process
 * @param heapPerRequestBytes heap that a handler holds while it answers one request
 */
public record Workload(int idleConnections, long handlerHeapBytes, long heapPerRequestBytes) {

    /** No size is accepted above this one, an exbibyte. */
    public static final long LARGEST_SIZE = 1L << 60;

    public Workload {
        requireWithin("IdleConnections", idleConnections, Integer.MAX_VALUE);
        requireWithin("HandlerHeap", handlerHeapBytes, LARGEST_SIZE);
        requireWithin("HandlerHeapPerRequest", heapPerRequestBytes, LARGEST_SIZE);
    }

    /** No idle connections to hold and no handlers that need heap. */
    public static Workload none() {
        return new Workload(0, 0, 0);
    }

    public Workload withIdleConnections(int idleConnections) {
        return new Workload(idleConnections, handlerHeapBytes, heapPerRequestBytes);
    }

    public Workload withHandlerHeapBytes(long handlerHeapBytes) {
        return new Workload(idleConnections, handlerHeapBytes, heapPerRequestBytes);
    }

    public Workload withHeapPerRequestBytes(long heapPerRequestBytes) {
        return new Workload(idleConnections, handlerHeapBytes, heapPerRequestBytes);
    }

    private static void requireWithin(String what, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("%s %d is outside 0 to %d".formatted(what, value, most));
        }
    }
}
