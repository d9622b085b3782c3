package io.mpmoperator.conf;

/**
 * How many clients may keep an event child waiting with a response at once: one for each thread. For the first few of them the
 * kernel keeps what it likes to; the socket of each further one gets small buffers before a large response is begun, so that it
 * goes on and costs little. Beyond all of them the client is closed that has taken nothing for longest, once it has stalled.
 *
 * @param most all of them
 * @param unbounded those whose sockets have the usual buffers
 */
public record SlowClients(long most, long unbounded) {

    private static final long LEAST_UNBOUNDED = 4;
    private static final long THREADS_FOR_EACH_UNBOUNDED = 8;

    /** Of a child with so many threads. */
    public static SlowClients of(long threads) {
        return new SlowClients(
                threads, Math.min(threads, Math.max(LEAST_UNBOUNDED, threads / THREADS_FOR_EACH_UNBOUNDED)));
    }

    /** Those whose sockets have small buffers. */
    public long bounded() {
        return most - unbounded;
    }
}
