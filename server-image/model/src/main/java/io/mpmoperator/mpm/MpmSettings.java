package io.mpmoperator.mpm;

import java.time.Duration;

/**
 * The numbers of a mode that are in force: complete, and valid by construction. The constructors throw
 * {@link IllegalArgumentException} for numbers that {@link Coercion} would have changed.
 */
public sealed interface MpmSettings permits Prefork, Worker, Event {

    /** The multi-processing module. */
    Mode mode();

    /** Child processes that are started at once. */
    int startServers();

    /** Child processes that may exist at the same time, those that drain after a graceful restart included. */
    int serverLimit();

    /** Worker threads of a child process; 1 under prefork. */
    int threadsPerChild();

    /** What threadsPerChild may be raised to by a graceful restart; 1 under prefork. */
    int threadLimit();

    /** MinSpareServers or MinSpareThreads: idle workers over all children below which a child is started. */
    int minSpare();

    /** MaxSpareServers or MaxSpareThreads: idle workers over all children above which a child is ended. */
    int maxSpare();

    /** Requests that may be in progress at the same time. */
    int maxRequestWorkers();

    /** Connections after which a child ends and is replaced; 0 is never. */
    int maxConnectionsPerChild();

    /** Length of the queue of connections that wait to be accepted. */
    int listenBacklog();

    /** How long a graceful stop waits for its connections; zero is without an end. */
    Duration gracefulShutdownTimeout();

    /** Child processes that serve at the same time. */
    default int processes() {
        return processes(maxRequestWorkers(), threadsPerChild());
    }

    /**
     * Child processes that serve at the same time, which StartServers cannot exceed: MaxRequestWorkers / ThreadsPerChild,
     * rounded down, and never less than one.
     *
     * @param threadsPerChild 1 under prefork
     */
    static int processes(int maxRequestWorkers, int threadsPerChild) {
        return Math.max(1, maxRequestWorkers / threadsPerChild);
    }

    /** Worker threads over all serving processes. */
    default int threads() {
        return maxRequestWorkers();
    }

    /**
     * Connections that may be open at the same time: MaxRequestWorkers, under event
     * (AsyncRequestWorkerFactor + 1) times as many.
     */
    default int connections() {
        return maxRequestWorkers();
    }

    /** Connections that one process may hold open: its share of {@link #connections()}, rounded up. */
    default int connectionsPerProcess() {
        return threadsPerChild();
    }

    /** The settings written out in full; coercing them changes nothing. */
    MpmDirectives toDirectives();
}
