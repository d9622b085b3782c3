package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.mpm.Mode;
import java.time.Duration;

/**
 * How large a server's pool of workers is, the same for every contender that has one.
 *
 * @param processes children, all there from the start and no more
 * @param threadsPerProcess 1 under prefork
 * @param connectionsPerThread event's AsyncRequestWorkerFactor
 * @param keepAliveTimeout how long an idle connection is kept
 */
public record Pool(int processes, int threadsPerProcess, int connectionsPerThread, Duration keepAliveTimeout) {

    private static final Duration KEEP_ALIVE = Duration.ofMinutes(10);
    private static final int ASYNC_REQUEST_WORKER_FACTOR = 2;

    /** Workers for so many busy connections: a process each under prefork, else threads of two processes. */
    public static Pool busy(Mode mode, int connections) {
        return mode == Mode.PREFORK
                ? processes(connections)
                : new Pool(2, connections * 5 / 8, ASYNC_REQUEST_WORKER_FACTOR, KEEP_ALIVE);
    }

    /** So many processes of one thread. */
    public static Pool processes(int processes) {
        return new Pool(processes, 1, ASYNC_REQUEST_WORKER_FACTOR, KEEP_ALIVE);
    }

    /** One process that may hold so many idle connections beside 64 busy ones. */
    public static Pool idle(int connections) {
        int threads = 64;
        return new Pool(1, threads, Math.ceilDiv(connections, threads) + ASYNC_REQUEST_WORKER_FACTOR, KEEP_ALIVE);
    }

    /** Requests that are worked on at once. */
    public int workers() {
        return processes * threadsPerProcess;
    }

    /** Connections that event may hold. */
    public int connections() {
        return workers() * (connectionsPerThread + 1);
    }
}
