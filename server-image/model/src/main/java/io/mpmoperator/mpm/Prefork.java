package io.mpmoperator.mpm;

import static io.mpmoperator.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_SERVERS;

import java.time.Duration;

/**
 * Settings of prefork: a process for each connection.
 *
 * @param minSpare MinSpareServers: idle children below which more are started, at least 1
 * @param maxSpare MaxSpareServers: idle children above which one is ended, above minSpare
 */
public record Prefork(
        int startServers,
        int minSpare,
        int maxSpare,
        int serverLimit,
        int maxRequestWorkers,
        int maxConnectionsPerChild,
        int listenBacklog,
        Duration gracefulShutdownTimeout)
        implements MpmSettings {

    public Prefork {
        Invariants.common(Mode.PREFORK, startServers, MpmSettings.processes(maxRequestWorkers, 1), serverLimit);
        Invariants.within(MAX_REQUEST_WORKERS, maxRequestWorkers, 1, serverLimit);
        Invariants.within(MIN_SPARE_SERVERS, minSpare, 1, MpmDirective.LARGEST_NUMBER);
        Invariants.within(MAX_SPARE_SERVERS, maxSpare, minSpare + 1, Integer.MAX_VALUE);
        Invariants.lifetime(maxConnectionsPerChild, listenBacklog, gracefulShutdownTimeout);
    }

    @Override
    public Mode mode() {
        return Mode.PREFORK;
    }

    @Override
    public int threadsPerChild() {
        return 1;
    }

    @Override
    public int threadLimit() {
        return 1;
    }

    @Override
    public MpmDirectives toDirectives() {
        return Invariants.written(this).with(MIN_SPARE_SERVERS, minSpare).with(MAX_SPARE_SERVERS, maxSpare);
    }
}
