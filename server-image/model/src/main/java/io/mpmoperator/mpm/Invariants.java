package io.mpmoperator.mpm;

import static io.mpmoperator.mpm.MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT;
import static io.mpmoperator.mpm.MpmDirective.LISTEN_BACKLOG;
import static io.mpmoperator.mpm.MpmDirective.MAX_CONNECTIONS_PER_CHILD;
import static io.mpmoperator.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.SERVER_LIMIT;
import static io.mpmoperator.mpm.MpmDirective.START_SERVERS;
import static io.mpmoperator.mpm.MpmDirective.THREADS_PER_CHILD;
import static io.mpmoperator.mpm.MpmDirective.THREAD_LIMIT;

import java.math.BigDecimal;
import java.time.Duration;

/** What holds between the numbers of any {@link MpmSettings}. */
final class Invariants {

    private Invariants() {}

    static void within(MpmDirective directive, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s %d is outside %d to %d".formatted(directive.directiveName(), value, least, most));
        }
    }

    static void common(Mode mode, int startServers, int processes, int serverLimit) {
        within(SERVER_LIMIT, serverLimit, processes, SERVER_LIMIT.capIn(mode));
        within(START_SERVERS, startServers, 1, processes);
    }

    static void threads(Mode mode, int threadLimit, int threadsPerChild, int maxRequestWorkers) {
        within(THREAD_LIMIT, threadLimit, 1, THREAD_LIMIT.capIn(mode));
        within(THREADS_PER_CHILD, threadsPerChild, 1, threadLimit);
        within(MAX_REQUEST_WORKERS, maxRequestWorkers, threadsPerChild, MpmDirective.LARGEST_NUMBER);
        if (maxRequestWorkers % threadsPerChild != 0) {
            throw new IllegalArgumentException("MaxRequestWorkers %d is no multiple of ThreadsPerChild %d"
                    .formatted(maxRequestWorkers, threadsPerChild));
        }
    }

    static void spareThreads(int minSpareThreads, int maxSpareThreads, int threadsPerChild) {
        within(MIN_SPARE_THREADS, minSpareThreads, 1, MpmDirective.LARGEST_NUMBER);
        within(MAX_SPARE_THREADS, maxSpareThreads, (long) minSpareThreads + threadsPerChild, Integer.MAX_VALUE);
    }

    static void lifetime(int maxConnectionsPerChild, int listenBacklog, Duration gracefulShutdownTimeout) {
        within(MAX_CONNECTIONS_PER_CHILD, maxConnectionsPerChild, 0, MpmDirective.LARGEST_NUMBER);
        within(LISTEN_BACKLOG, listenBacklog, 1, MpmDirective.LARGEST_NUMBER);
        within(GRACEFUL_SHUTDOWN_TIMEOUT, gracefulShutdownTimeout.toSeconds(), 0, MpmDirective.LARGEST_NUMBER);
        if (!gracefulShutdownTimeout.equals(Duration.ofSeconds(gracefulShutdownTimeout.toSeconds()))) {
            throw new IllegalArgumentException(
                    "GracefulShutdownTimeout %s is not in whole seconds".formatted(gracefulShutdownTimeout));
        }
    }

    static void factor(BigDecimal factor) {
        if (factor.signum() <= 0) {
            throw new IllegalArgumentException("AsyncRequestWorkerFactor %s is not above 0".formatted(factor));
        }
    }

    /** The directives that every mode has. */
    static MpmDirectives written(MpmSettings settings) {
        return MpmDirectives.of(settings.mode())
                .with(START_SERVERS, settings.startServers())
                .with(SERVER_LIMIT, settings.serverLimit())
                .with(MAX_REQUEST_WORKERS, settings.maxRequestWorkers())
                .with(MAX_CONNECTIONS_PER_CHILD, settings.maxConnectionsPerChild())
                .with(LISTEN_BACKLOG, settings.listenBacklog())
                .with(
                        GRACEFUL_SHUTDOWN_TIMEOUT,
                        settings.gracefulShutdownTimeout().toSeconds());
    }
}
