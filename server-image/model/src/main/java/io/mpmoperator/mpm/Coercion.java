package io.mpmoperator.mpm;

import static io.mpmoperator.mpm.MpmDirective.ASYNC_REQUEST_WORKER_FACTOR;
import static io.mpmoperator.mpm.MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT;
import static io.mpmoperator.mpm.MpmDirective.LISTEN_BACKLOG;
import static io.mpmoperator.mpm.MpmDirective.MAX_CONNECTIONS_PER_CHILD;
import static io.mpmoperator.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.SERVER_LIMIT;
import static io.mpmoperator.mpm.MpmDirective.START_SERVERS;
import static io.mpmoperator.mpm.MpmDirective.THREADS_PER_CHILD;
import static io.mpmoperator.mpm.MpmDirective.THREAD_LIMIT;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes settings of directives as Apache 2.4 does at start-up, in its order: ServerLimit, ThreadLimit,
 * ThreadsPerChild, MaxRequestWorkers, the number of processes, StartServers and the spare bounds. Two things differ:
 * MaxRequestWorkers is lowered together with the number of processes, and AsyncRequestWorkerFactor keeps its fraction.
 */
public final class Coercion {

    private static final int MOST_DECIMALS = 9;

    private final MpmDirectives written;
    private final List<Adjustment> adjustments = new ArrayList<>();

    private Coercion(MpmDirectives written) {
        this.written = written;
    }

    /**
     * The settings in force for the directives written, with every adjustment.
     *
     * @throws DirectiveException for what {@link #check} refuses
     */
    public static Coerced coerce(MpmDirectives written) throws DirectiveException {
        for (Map.Entry<MpmDirective, BigDecimal> entry : written.values().entrySet()) {
            check(written.mode(), entry.getKey(), entry.getValue());
        }
        var coercion = new Coercion(written);
        MpmSettings settings = switch (written.mode()) {
            case PREFORK -> coercion.prefork();
            case WORKER, EVENT -> coercion.threaded();
        };
        return new Coerced(settings, coercion.adjustments);
    }

    /**
     * Refuses a number that Apache has no coercion for: a directive of another mode, a fraction where a whole number is
     * meant, an AsyncRequestWorkerFactor that is not above 0, a negative time or count, a ListenBacklog below 1.
     */
    public static void check(Mode mode, MpmDirective directive, BigDecimal value) throws DirectiveException {
        if (!directive.modes().contains(mode)) {
            throw refused(directive, value, "it is no directive of %s".formatted(mode.directiveValue()));
        }
        if (value.abs().compareTo(BigDecimal.valueOf(MpmDirective.LARGEST_NUMBER)) > 0) {
            throw refused(directive, value, "at most %d is accepted".formatted(MpmDirective.LARGEST_NUMBER));
        }
        int decimals = value.stripTrailingZeros().scale();
        if (directive.isIntegral() && decimals > 0) {
            throw refused(directive, value, "a whole number is accepted");
        }
        if (decimals > MOST_DECIMALS) {
            throw refused(directive, value, "at most %d decimals are accepted".formatted(MOST_DECIMALS));
        }
        switch (directive) {
            case ASYNC_REQUEST_WORKER_FACTOR ->
                refuseUnless(value.signum() > 0, directive, value, "a number above 0 is accepted");
            case LISTEN_BACKLOG -> refuseUnless(value.signum() > 0, directive, value, "1 or more is accepted");
            case MAX_CONNECTIONS_PER_CHILD ->
                refuseUnless(value.signum() >= 0, directive, value, "0 (no limit) or more is accepted");
            case GRACEFUL_SHUTDOWN_TIMEOUT ->
                refuseUnless(
                        value.signum() >= 0, directive, value, "0 (wait without an end) or more seconds are accepted");
            default -> {}
        }
    }

    private static void refuseUnless(boolean accepted, MpmDirective directive, BigDecimal value, String what)
            throws DirectiveException {
        if (!accepted) {
            throw refused(directive, value, what);
        }
    }

    private static DirectiveException refused(MpmDirective directive, BigDecimal value, String accepted) {
        return new DirectiveException(directive, "%s %s: %s".formatted(directive.directiveName(), value, accepted));
    }

    private Prefork prefork() {
        int serverLimit = clampedToCap(SERVER_LIMIT, "server-limit-clamped");
        int startServers = atLeastOne(START_SERVERS, "start-servers-raised-to-one");
        int minSpareServers = atLeastOne(MIN_SPARE_SERVERS, "min-spare-servers-raised-to-one");
        int maxSpareServers = maxSpareServers(minSpareServers);
        int maxRequestWorkers = lowered(
                MAX_REQUEST_WORKERS,
                atLeastOne(MAX_REQUEST_WORKERS, "max-request-workers-raised-to-one"),
                serverLimit,
                "max-request-workers-lowered-to-server-limit",
                "ServerLimit");
        return new Prefork(
                startServers(startServers, MpmSettings.processes(maxRequestWorkers, 1)),
                minSpareServers,
                maxSpareServers,
                serverLimit,
                maxRequestWorkers,
                valueOf(MAX_CONNECTIONS_PER_CHILD),
                valueOf(LISTEN_BACKLOG),
                gracefulShutdownTimeout());
    }

    private MpmSettings threaded() {
        int serverLimit = clampedToCap(SERVER_LIMIT, "server-limit-clamped");
        int threadLimit = clampedToCap(THREAD_LIMIT, "thread-limit-clamped");
        int threadsPerChild = lowered(
                THREADS_PER_CHILD,
                atLeastOne(THREADS_PER_CHILD, "threads-per-child-raised-to-one"),
                threadLimit,
                "threads-per-child-lowered-to-thread-limit",
                "ThreadLimit");
        int maxRequestWorkers = withinServerLimit(multipleOf(threadsPerChild), threadsPerChild, serverLimit);
        int startServers = atLeastOne(START_SERVERS, "start-servers-raised-to-one");
        int minSpareThreads = atLeastOne(MIN_SPARE_THREADS, "min-spare-threads-raised-to-one");
        int maxSpareThreads = maxSpareThreads(minSpareThreads, threadsPerChild);
        int started = startServers(startServers, MpmSettings.processes(maxRequestWorkers, threadsPerChild));
        if (written.mode() == Mode.WORKER) {
            return new Worker(
                    started,
                    minSpareThreads,
                    maxSpareThreads,
                    serverLimit,
                    threadLimit,
                    threadsPerChild,
                    maxRequestWorkers,
                    valueOf(MAX_CONNECTIONS_PER_CHILD),
                    valueOf(LISTEN_BACKLOG),
                    gracefulShutdownTimeout());
        }
        return new Event(
                started,
                minSpareThreads,
                maxSpareThreads,
                serverLimit,
                threadLimit,
                threadsPerChild,
                maxRequestWorkers,
                written.get(ASYNC_REQUEST_WORKER_FACTOR)
                        .orElse(BigDecimal.valueOf(ASYNC_REQUEST_WORKER_FACTOR.defaultIn(Mode.EVENT))),
                valueOf(MAX_CONNECTIONS_PER_CHILD),
                valueOf(LISTEN_BACKLOG),
                gracefulShutdownTimeout());
    }

    private int valueOf(MpmDirective directive) {
        return written.get(directive)
                .map(BigDecimal::intValueExact)
                .orElseGet(() -> directive.defaultIn(written.mode()));
    }

    private Duration gracefulShutdownTimeout() {
        return Duration.ofSeconds(valueOf(GRACEFUL_SHUTDOWN_TIMEOUT));
    }

    private int clampedToCap(MpmDirective directive, String code) {
        int value = valueOf(directive);
        int cap = directive.capIn(written.mode());
        int clamped = Math.clamp(value, 1, cap);
        if (clamped != value) {
            adjust(code, "%s is outside 1 to %d: %d is used".formatted(named(directive, value), cap, clamped));
        }
        return clamped;
    }

    private int atLeastOne(MpmDirective directive, String code) {
        int value = valueOf(directive);
        if (value < 1) {
            adjust(code, "%s is below 1: 1 is used".formatted(named(directive, value)));
        }
        return Math.max(1, value);
    }

    private int lowered(MpmDirective directive, int value, int most, String code, String bound) {
        if (value > most) {
            adjust(code, "%s is above %s %d: %d is used".formatted(named(directive, value), bound, most, most));
        }
        return Math.min(value, most);
    }

    private int multipleOf(int threadsPerChild) {
        int value = valueOf(MAX_REQUEST_WORKERS);
        if (value < threadsPerChild) {
            adjust(
                    "max-request-workers-raised-to-threads-per-child",
                    "%s is below ThreadsPerChild %d: %d is used"
                            .formatted(named(MAX_REQUEST_WORKERS, value), threadsPerChild, threadsPerChild));
            return threadsPerChild;
        }
        int rounded = value - value % threadsPerChild;
        if (rounded != value) {
            adjust(
                    "max-request-workers-rounded-down",
                    "%s is no multiple of ThreadsPerChild %d: %d is used"
                            .formatted(named(MAX_REQUEST_WORKERS, value), threadsPerChild, rounded));
        }
        return rounded;
    }

    private int withinServerLimit(int maxRequestWorkers, int threadsPerChild, int serverLimit) {
        int processes = maxRequestWorkers / threadsPerChild;
        if (processes <= serverLimit) {
            return maxRequestWorkers;
        }
        int lowered = serverLimit * threadsPerChild;
        adjust(
                "max-request-workers-lowered-to-server-limit",
                "MaxRequestWorkers %d with ThreadsPerChild %d makes %d processes, above ServerLimit %d: %d is used"
                        .formatted(maxRequestWorkers, threadsPerChild, processes, serverLimit, lowered));
        return lowered;
    }

    private int maxSpareServers(int minSpareServers) {
        int value = valueOf(MAX_SPARE_SERVERS);
        int least = minSpareServers + 1;
        if (value < least) {
            adjust(
                    "max-spare-servers-raised",
                    "%s is not above MinSpareServers %d: %d is used"
                            .formatted(named(MAX_SPARE_SERVERS, value), minSpareServers, least));
        }
        return Math.max(value, least);
    }

    private int maxSpareThreads(int minSpareThreads, int threadsPerChild) {
        int value = valueOf(MAX_SPARE_THREADS);
        int least = minSpareThreads + threadsPerChild;
        if (value < least) {
            adjust(
                    "max-spare-threads-raised",
                    "%s is below MinSpareThreads %d + ThreadsPerChild %d: %d is used"
                            .formatted(named(MAX_SPARE_THREADS, value), minSpareThreads, threadsPerChild, least));
        }
        return Math.max(value, least);
    }

    private int startServers(int startServers, int processes) {
        return lowered(
                START_SERVERS,
                startServers,
                processes,
                "start-servers-lowered-to-process-limit",
                "the number of processes,");
    }

    private String named(MpmDirective directive, int value) {
        String origin = written.has(directive) ? "" : " (the default)";
        return "%s %d%s".formatted(directive.directiveName(), value, origin);
    }

    private void adjust(String code, String message) {
        adjustments.add(new Adjustment(code, message));
    }
}
