package io.mpmoperator.footprint;

import io.mpmoperator.footprint.Ladder.Step;
import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.DirectiveException;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Writes the numbers of a {@link Step} out as a mode's directives. */
final class StepSettings {

    private static final Set<MpmDirective> NO_NUMBERS_OF_SIZE = EnumSet.of(
            MpmDirective.MAX_CONNECTIONS_PER_CHILD,
            MpmDirective.LISTEN_BACKLOG,
            MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT);
    private static final int LEAST_SPARE_SERVERS = 5;
    private static final int USUAL_START_SERVERS = 3;

    private StepSettings() {}

    /** Refuses a base of another mode, or one that sets a number which the question is about. */
    static void requireNoSize(Mode mode, MpmDirectives base) throws SizingException {
        if (base.mode() != mode) {
            throw new SizingException("the directives are those of %s and the size is asked for %s"
                    .formatted(base.mode().directiveValue(), mode.directiveValue()));
        }
        for (Map.Entry<MpmDirective, BigDecimal> entry : base.values().entrySet()) {
            if (!NO_NUMBERS_OF_SIZE.contains(entry.getKey())) {
                throw new SizingException(
                        ("%s %s is given beside a concurrency or a memory budget, from which it follows:"
                                        + " leave one of them out")
                                .formatted(entry.getKey().directiveName(), entry.getValue()));
            }
        }
    }

    /** The settings of a step in a mode, with room for the idle connections under event. */
    static MpmSettings of(Mode mode, Step step, int idleConnections, MpmDirectives base) throws SizingException {
        var values = new EnumMap<MpmDirective, BigDecimal>(MpmDirective.class);
        values.putAll(base.values());
        put(values, MpmDirective.MAX_REQUEST_WORKERS, step.workers());
        put(values, MpmDirective.SERVER_LIMIT, step.serverLimit());
        switch (mode) {
            case PREFORK -> spareServers(values, step);
            case WORKER -> threads(values, step);
            case EVENT -> {
                threads(values, step);
                values.put(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, factor(step.workers(), idleConnections));
            }
        }
        try {
            return Coercion.coerce(new MpmDirectives(mode, values)).settings();
        } catch (DirectiveException e) {
            throw new SizingException(String.valueOf(e.getMessage()));
        }
    }

    /** The least factor, in hundredths and not below Apache's default, that parks so many beside all workers busy. */
    static BigDecimal factor(long maxRequestWorkers, int idleConnections) {
        long usual = MpmDirective.ASYNC_REQUEST_WORKER_FACTOR.defaultIn(Mode.EVENT);
        long hundredths = Math.ceilDiv(100L * idleConnections, maxRequestWorkers);
        return BigDecimal.valueOf(Math.max(100 * usual, hundredths), 2);
    }

    /** Apache's proportions of 5 and 10 to 256 for large pools, its absolute numbers for small ones. */
    private static void spareServers(Map<MpmDirective, BigDecimal> values, Step step) {
        int fewest = Math.min(LEAST_SPARE_SERVERS, step.processes());
        int minSpareServers = Math.max(fewest, step.processes() / 50);
        put(values, MpmDirective.MIN_SPARE_SERVERS, minSpareServers);
        put(values, MpmDirective.MAX_SPARE_SERVERS, 2L * minSpareServers);
        put(values, MpmDirective.START_SERVERS, minSpareServers);
    }

    /** Apache's proportions of 75 and 250 to 400. */
    private static void threads(Map<MpmDirective, BigDecimal> values, Step step) {
        long minSpareThreads = Math.max(1, step.workers() * 3 / 16);
        long maxSpareThreads = Math.max(minSpareThreads + step.threadsPerChild(), step.workers() * 5 / 8);
        int startServers = Math.min(step.processes(), Math.max(USUAL_START_SERVERS, step.processes() / 4));
        put(values, MpmDirective.START_SERVERS, startServers);
        put(values, MpmDirective.MIN_SPARE_THREADS, minSpareThreads);
        put(values, MpmDirective.MAX_SPARE_THREADS, maxSpareThreads);
        put(values, MpmDirective.THREADS_PER_CHILD, step.threadsPerChild());
        put(values, MpmDirective.THREAD_LIMIT, Math.max(64, step.threadsPerChild()));
    }

    private static void put(Map<MpmDirective, BigDecimal> values, MpmDirective directive, long value) {
        values.put(directive, BigDecimal.valueOf(value));
    }
}
