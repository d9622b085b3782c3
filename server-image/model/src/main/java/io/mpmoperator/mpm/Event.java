package io.mpmoperator.mpm;

import static io.mpmoperator.mpm.MpmDirective.ASYNC_REQUEST_WORKER_FACTOR;
import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.THREADS_PER_CHILD;
import static io.mpmoperator.mpm.MpmDirective.THREAD_LIMIT;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Settings of event: a thread for each request in progress, idle connections parked in the listener.
 *
 * @param minSpare MinSpareThreads: idle threads over all children below which a child is started, at least 1
 * @param maxSpare MaxSpareThreads: idle threads above which a child is ended, at least minSpare + threadsPerChild
 * @param threadLimit what threadsPerChild may be raised to by a graceful restart
 * @param asyncRequestWorkerFactor connections that may be parked for each worker thread, above 0
 */
public record Event(
        int startServers,
        int minSpare,
        int maxSpare,
        int serverLimit,
        int threadLimit,
        int threadsPerChild,
        int maxRequestWorkers,
        BigDecimal asyncRequestWorkerFactor,
        int maxConnectionsPerChild,
        int listenBacklog,
        Duration gracefulShutdownTimeout)
        implements MpmSettings {

    public Event {
        Invariants.threads(Mode.EVENT, threadLimit, threadsPerChild, maxRequestWorkers);
        Invariants.spareThreads(minSpare, maxSpare, threadsPerChild);
        Invariants.common(
                Mode.EVENT, startServers, MpmSettings.processes(maxRequestWorkers, threadsPerChild), serverLimit);
        Invariants.lifetime(maxConnectionsPerChild, listenBacklog, gracefulShutdownTimeout);
        Invariants.factor(asyncRequestWorkerFactor);
    }

    @Override
    public Mode mode() {
        return Mode.EVENT;
    }

    @Override
    public int connections() {
        return timesFactorPlusOne(maxRequestWorkers, RoundingMode.FLOOR);
    }

    @Override
    public int connectionsPerProcess() {
        return timesFactorPlusOne(threadsPerChild, RoundingMode.CEILING);
    }

    @Override
    public MpmDirectives toDirectives() {
        return Invariants.written(this)
                .with(MIN_SPARE_THREADS, minSpare)
                .with(MAX_SPARE_THREADS, maxSpare)
                .with(THREAD_LIMIT, threadLimit)
                .with(THREADS_PER_CHILD, threadsPerChild)
                .with(ASYNC_REQUEST_WORKER_FACTOR, asyncRequestWorkerFactor);
    }

    private int timesFactorPlusOne(int workers, RoundingMode rounding) {
        BigDecimal connections = asyncRequestWorkerFactor
                .add(BigDecimal.ONE)
                .multiply(BigDecimal.valueOf(workers))
                .setScale(0, rounding);
        return connections.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValueExact();
    }
}
