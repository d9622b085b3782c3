package io.mpmoperator.mpm;

import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.THREADS_PER_CHILD;
import static io.mpmoperator.mpm.MpmDirective.THREAD_LIMIT;

import java.time.Duration;

/**
 * Settings of worker: a thread for each connection.
 *
 * @param minSpare MinSpareThreads: idle threads over all children below which a child is started, at least 1
 * @param maxSpare MaxSpareThreads: idle threads above which a child is ended, at least minSpare + threadsPerChild
 * @param threadLimit what threadsPerChild may be raised to by a graceful restart
 */
public record Worker(
        int startServers,
        int minSpare,
        int maxSpare,
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
        Invariants.spareThreads(minSpare, maxSpare, threadsPerChild);
        Invariants.common(
                Mode.WORKER, startServers, MpmSettings.processes(maxRequestWorkers, threadsPerChild), serverLimit);
        Invariants.lifetime(maxConnectionsPerChild, listenBacklog, gracefulShutdownTimeout);
    }

    @Override
    public Mode mode() {
        return Mode.WORKER;
    }

    @Override
    public MpmDirectives toDirectives() {
        return Invariants.written(this)
                .with(MIN_SPARE_THREADS, minSpare)
                .with(MAX_SPARE_THREADS, maxSpare)
                .with(THREAD_LIMIT, threadLimit)
                .with(THREADS_PER_CHILD, threadsPerChild);
    }
}
