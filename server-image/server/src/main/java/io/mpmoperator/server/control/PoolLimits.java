package io.mpmoperator.server.control;

import io.mpmoperator.mpm.Event;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.mpm.Prefork;
import io.mpmoperator.mpm.Worker;

/**
 * What idle maintenance keeps to, in workers: under prefork a worker is a process.
 *
 * @param minIdle MinSpareServers or MinSpareThreads
 * @param maxIdle MaxSpareServers or MaxSpareThreads
 * @param processes how many active processes MaxRequestWorkers allows
 * @param serverLimit how many processes there may be in all, draining ones included
 * @param threadsPerChild workers of a process
 */
record PoolLimits(int minIdle, int maxIdle, int processes, int serverLimit, int threadsPerChild) {

    static PoolLimits of(MpmSettings settings) {
        int min = switch (settings) {
            case Prefork prefork -> prefork.minSpareServers();
            case Worker worker -> worker.minSpareThreads();
            case Event event -> event.minSpareThreads();
        };
        int max = switch (settings) {
            case Prefork prefork -> prefork.maxSpareServers();
            case Worker worker -> worker.maxSpareThreads();
            case Event event -> event.maxSpareThreads();
        };
        return new PoolLimits(min, max, settings.processes(), settings.serverLimit(), settings.threadsPerChild());
    }
}
