package io.mpmoperator.server.event;

import io.mpmoperator.conf.SlowClients;
import io.mpmoperator.server.engine.ChildSettings;

/**
 * How many connections a process takes: Apache's ThreadsPerChild + AsyncRequestWorkerFactor × idle workers, and none while
 * no worker is idle; MaxConnectionsPerChild in its whole life.
 */
final class AcceptLimit {

    private final int threadsPerChild;
    private final double factor;
    private final int maxConnectionsPerChild;

    AcceptLimit(ChildSettings settings) {
        this.threadsPerChild = settings.threadsPerChild();
        this.factor = settings.asyncRequestWorkerFactor();
        this.maxConnectionsPerChild = settings.maxConnectionsPerChild();
    }

    /** Whether one more may be accepted beside so many that are not in lingering close. */
    boolean allows(int connections, int idleWorkers) {
        return idleWorkers > 0 && connections < threadsPerChild + factor * idleWorkers;
    }

    /** Whether so many connections, those in lingering close included, are all that the process was planned for. */
    boolean reachedBy(int connections) {
        return connections >= threadsPerChild + factor * threadsPerChild;
    }

    /** Clients that may keep the process waiting with a response, as it was planned. */
    SlowClients slowClients() {
        return SlowClients.of(threadsPerChild);
    }

    /** Whether the process has accepted as many as it may in its life. */
    boolean worn(long accepted) {
        return maxConnectionsPerChild > 0 && accepted >= maxConnectionsPerChild;
    }
}
