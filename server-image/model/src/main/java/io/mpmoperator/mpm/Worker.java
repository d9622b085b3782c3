package io.mpmoperator.mpm;

import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.THREADS_PER_CHILD;
import static io.mpmoperator.mpm.MpmDirective.THREAD_LIMIT;

import java.time.Duration;

/**
 * Settings of worker: a thread for each connection.
 *
 * @param minSpareThreads idle threads over all children below which a child is started, at least 1
 * @param maxSpareThreads idle threads above which a child is ended, at least minSpareThreads + threadsPerChild
 * @param threadLimit what threadsPerChild may be raised to by a graceful restart
 */
public record Worker(
        int startServers,
        int minSpareThreads,
        int maxSpareThreads,
        int serverLimit,
        int threadLimit,
        int threadsPerChild,
        int maxRequestWorkers,
        int maxConnectionsPerChild,
        int listenBacklog,
        Duration gracefulShutdownTimeout)
        implements MpmSettings {

    public Worker {
        Invariants.threads(Mode.WORKER, threadLimit, threadsPerChild, maxRequestWorkers);
        Invariants.spareThreads(minSpareThreads, maxSpareThreads, threadsPerChild);
        Invariants.common(Mode.WORKER, startServers, maxRequestWorkers / threadsPerChild, serverLimit);
        Invariants.lifetime(maxConnectionsPerChild, listenBacklog, gracefulShutdownTimeout);
    }

    @Override
    public Mode mode() {
        return Mode.WORKER;
    }

    @Override
    public int minSpare() {
        return minSpareThreads;
    }

    @Override
    public int maxSpare() {
        return maxSpareThreads;
    }

    @Override
    public MpmDirectives toDirectives() {
        return Invariants.written(this)
                .with(MIN_SPARE_THREADS, minSpareThreads)
                .with(MAX_SPARE_THREADS, maxSpareThreads)
                .with(THREAD_LIMIT, threadLimit)
                .with(THREADS_PER_CHILD, threadsPerChild);
    }
}
