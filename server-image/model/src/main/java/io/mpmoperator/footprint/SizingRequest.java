package io.mpmoperator.footprint;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.Workload;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.site.TlsHosts;

/** One of the three questions that {@link Sizing} answers. */
public sealed interface SizingRequest {

    /** What the footprint must know beside the MPM's numbers. */
    Workload workload();

    /** Whether the listening port speaks TLS. */
    boolean tls();

    /**
     * What do these numbers cost?
     *
     * @param serverLimitDerived false: a number that is not written has Apache's default. true: ServerLimit,
     *     ThreadLimit and AsyncRequestWorkerFactor that are not written follow from the numbers that are, so that
     *     16 processes are not paid for by default
     */
    record OfDirectives(MpmDirectives directives, Workload workload, boolean tls, boolean serverLimitDerived)
            implements SizingRequest {}

    /**
     * What do that many requests in progress need, beside the workload's idle connections?
     *
     * @param base the directives that are no numbers of size: MaxConnectionsPerChild, ListenBacklog,
     *     GracefulShutdownTimeout
     */
    record OfConcurrency(Mode mode, int concurrency, MpmDirectives base, Workload workload, boolean tls)
            implements SizingRequest {}

    /**
     * How many requests in progress fit into that much memory, beside the workload's idle connections?
     *
     * @param base as in {@link OfConcurrency}
     */
    record OfBudget(Mode mode, long budgetBytes, MpmDirectives base, Workload workload, boolean tls)
            implements SizingRequest {}

    /** The question that a {@code webserver.conf} asks: Apache's defaults hold. */
    static SizingRequest forConf(WebServerConf conf) {
        return new OfDirectives(
                conf.mpm(), conf.workload(), !TlsHosts.certificates(conf).isEmpty(), false);
    }
}
