package io.mpmoperator.mpm;

import static io.mpmoperator.mpm.Mode.EVENT;
import static io.mpmoperator.mpm.Mode.PREFORK;
import static io.mpmoperator.mpm.Mode.WORKER;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** A directive of the multi-processing modules, with Apache 2.4's name, defaults and hard caps. */
public enum MpmDirective {
    START_SERVERS("StartServers", defaults(5, 3, 3)),
    MIN_SPARE_SERVERS("MinSpareServers", Map.of(PREFORK, 5)),
    MAX_SPARE_SERVERS("MaxSpareServers", Map.of(PREFORK, 10)),
    MIN_SPARE_THREADS("MinSpareThreads", Map.of(WORKER, 75, EVENT, 75)),
    MAX_SPARE_THREADS("MaxSpareThreads", Map.of(WORKER, 250, EVENT, 250)),
    SERVER_LIMIT("ServerLimit", defaults(256, 16, 16)),
    THREAD_LIMIT("ThreadLimit", Map.of(WORKER, 64, EVENT, 64)),
    THREADS_PER_CHILD("ThreadsPerChild", Map.of(WORKER, 25, EVENT, 25)),
    MAX_REQUEST_WORKERS("MaxRequestWorkers", defaults(256, 400, 400)),
    ASYNC_REQUEST_WORKER_FACTOR("AsyncRequestWorkerFactor", Map.of(EVENT, 2)),
    MAX_CONNECTIONS_PER_CHILD("MaxConnectionsPerChild", defaults(0, 0, 0)),
    LISTEN_BACKLOG("ListenBacklog", defaults(511, 511, 511)),
    GRACEFUL_SHUTDOWN_TIMEOUT("GracefulShutdownTimeout", defaults(0, 0, 0));

    /** No directive takes a number above this, so that sums of two of them are still an {@code int}. */
    public static final int LARGEST_NUMBER = 1_000_000_000;

    private final String directiveName;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
    private final Map<Mode, Integer> defaults;

    MpmDirective(String directiveName, Map<Mode, Integer> defaults) {
        this.directiveName = directiveName;
        this.defaults = Collections.unmodifiableMap(new EnumMap<>(defaults));
    }

    /** Apache's name, {@code MaxRequestWorkers}. */
    public String directiveName() {
        return directiveName;
    }

    /** The name of the field in a {@code WebServer}, {@code maxRequestWorkers}. */
    public String fieldName() {
        return Character.toLowerCase(directiveName.charAt(0)) + directiveName.substring(1);
    }

    /** The modes in which the directive means something; it is refused in the others. */
    public Set<Mode> modes() {
        return defaults.keySet();
    }

    /** Whether the directive takes whole numbers only: all but {@code AsyncRequestWorkerFactor}. */
    public boolean isIntegral() {
        return this != ASYNC_REQUEST_WORKER_FACTOR;
    }

    /**
     * What Apache takes where the directive is not written; {@code GracefulShutdownTimeout} is in seconds.
     *
     * @throws IllegalArgumentException where the directive does not belong to the mode
     */
    public int defaultIn(Mode mode) {
        Integer value = defaults.get(mode);
        if (value == null) {
            throw new IllegalArgumentException(
                    "%s is no directive of %s".formatted(directiveName, mode.directiveValue()));
        }
        return value;
    }

    /** The hard cap that is compiled into Apache for {@code ServerLimit} and {@code ThreadLimit}. */
    public int capIn(Mode mode) {
        return switch (this) {
            case SERVER_LIMIT -> mode == PREFORK ? 200_000 : 20_000;
            case THREAD_LIMIT -> mode == EVENT ? 100_000 : 20_000;
            default -> LARGEST_NUMBER;
        };
    }

    private static Map<Mode, Integer> defaults(int prefork, int worker, int event) {
        return Map.of(PREFORK, prefork, WORKER, worker, EVENT, event);
    }
}
