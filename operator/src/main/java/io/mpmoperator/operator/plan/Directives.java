package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.MpmSpec;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.mpm} as the directives that it writes. */
final class Directives {

    private Directives() {}

    /** What the fields alone say. */
    static MpmDirectives written(MpmSpec spec) throws RefusedException {
        return with(MpmDirectives.of(mode(spec)), spec);
    }

    /** What the fields say over what a configuration says of the same mode, and what follows for a pod. */
    static MpmDirectives of(MpmSpec spec, MpmDirectives configured) throws RefusedException {
        return withThreads(withDrain(with(configured, spec)));
    }

    private static MpmDirectives with(MpmDirectives base, MpmSpec spec) throws RefusedException {
        MpmDirectives directives = base;
        for (MpmDirective directive : MpmDirective.values()) {
            Optional<BigDecimal> value = value(spec, directive);
            if (value.isPresent()) {
                directives = directives.with(directive, value.get());
            }
        }
        return directives;
    }

    private static Mode mode(MpmSpec spec) throws RefusedException {
        try {
            return Mode.of(spec.mode());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("InvalidSpec", "spec.mpm.mode: " + e.getMessage());
        }
    }

    /** A pod has a bounded time to end, so the drain has a bound where the spec has none. */
    private static MpmDirectives withDrain(MpmDirectives directives) {
        return directives.has(MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT)
                ? directives
                : directives.with(MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT, Lifecycle.DEFAULT_DRAIN.toSeconds());
    }

    /** Who asks for less than a process of the default size holds gets a smaller process, not more than was asked for. */
    private static MpmDirectives withThreads(MpmDirectives directives) {
        Optional<BigDecimal> workers = directives.get(MpmDirective.MAX_REQUEST_WORKERS);
        if (directives.mode() == Mode.PREFORK || workers.isEmpty() || directives.has(MpmDirective.THREADS_PER_CHILD)) {
            return directives;
        }
        BigDecimal usual = BigDecimal.valueOf(MpmDirective.THREADS_PER_CHILD.defaultIn(directives.mode()));
        return workers.get().compareTo(usual) >= 0
                ? directives
                : directives.with(MpmDirective.THREADS_PER_CHILD, workers.get());
    }

    private static Optional<BigDecimal> value(MpmSpec spec, MpmDirective directive) throws RefusedException {
        return switch (directive) {
            case START_SERVERS -> whole(spec.startServers());
            case MIN_SPARE_SERVERS -> whole(spec.minSpareServers());
            case MAX_SPARE_SERVERS -> whole(spec.maxSpareServers());
            case MIN_SPARE_THREADS -> whole(spec.minSpareThreads());
            case MAX_SPARE_THREADS -> whole(spec.maxSpareThreads());
            case SERVER_LIMIT -> whole(spec.serverLimit());
            case THREAD_LIMIT -> whole(spec.threadLimit());
            case THREADS_PER_CHILD -> whole(spec.threadsPerChild());
            case MAX_REQUEST_WORKERS -> whole(spec.maxRequestWorkers());
            case ASYNC_REQUEST_WORKER_FACTOR -> Optional.ofNullable(spec.asyncRequestWorkerFactor());
            case MAX_CONNECTIONS_PER_CHILD -> whole(spec.maxConnectionsPerChild());
            case LISTEN_BACKLOG -> whole(spec.listenBacklog());
            case GRACEFUL_SHUTDOWN_TIMEOUT ->
                SpecText.duration("spec.mpm.gracefulShutdownTimeout", spec.gracefulShutdownTimeout())
                        .map(Directives::wholeSeconds);
        };
    }

    private static BigDecimal wholeSeconds(Duration timeout) {
        return BigDecimal.valueOf(timeout.toMillis(), 3).setScale(0, RoundingMode.CEILING);
    }

    private static Optional<BigDecimal> whole(@Nullable Integer value) {
        return Optional.ofNullable(value).map(BigDecimal::valueOf);
    }
}
