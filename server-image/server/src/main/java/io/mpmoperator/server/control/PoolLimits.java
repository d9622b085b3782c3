package io.mpmoperator.server.control;

import io.mpmoperator.mpm.MpmSettings;

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
        return new PoolLimits(
                settings.minSpare(),
                settings.maxSpare(),
                settings.processes(),
                settings.serverLimit(),
                settings.threadsPerChild());
    }
}
