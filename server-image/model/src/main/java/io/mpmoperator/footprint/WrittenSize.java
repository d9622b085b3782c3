package io.mpmoperator.footprint;

import io.mpmoperator.footprint.SizingRequest.OfDirectives;
import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.Coerced;
import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.DirectiveException;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Sizes numbers that somebody wrote: completes them where asked, coerces them, sees that they carry the work. */
final class WrittenSize {

    private final Mode mode;
    private final int idleConnections;
    private final List<Adjustment> adjustments = new ArrayList<>();
    private MpmDirectives directives;

    private WrittenSize(OfDirectives request) {
        this.mode = request.directives().mode();
        this.idleConnections = request.workload().idleConnections();
        this.directives = request.directives();
    }

    static Sized of(OfDirectives request) throws SizingException {
        try {
            var size = new WrittenSize(request);
            if (request.serverLimitDerived()) {
                size.complete();
            }
            return size.coerced();
        } catch (DirectiveException e) {
            throw new SizingException(String.valueOf(e.getMessage()));
        }
    }

    private Sized coerced() throws DirectiveException, SizingException {
        Coerced coerced = Coercion.coerce(directives);
        adjustments.addAll(coerced.adjustments());
        return new Sized(coerced.settings(), List.copyOf(adjustments), concurrency(coerced.settings()));
    }

    private void complete() throws DirectiveException {
        if (mode != Mode.PREFORK) {
            completeThreadLimit();
        }
        if (!directives.has(MpmDirective.SERVER_LIMIT)) {
            completeServerLimit();
        }
        if (mode == Mode.EVENT && !directives.has(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR)) {
            completeFactor();
        }
    }

    private void completeThreadLimit() {
        int usual = MpmDirective.THREAD_LIMIT.defaultIn(mode);
        BigDecimal most = BigDecimal.valueOf(MpmDirective.THREAD_LIMIT.capIn(mode));
        directives
                .get(MpmDirective.THREADS_PER_CHILD)
                .map(threads -> threads.min(most))
                .filter(threads -> threads.compareTo(BigDecimal.valueOf(usual)) > 0)
                .filter(threads -> !directives.has(MpmDirective.THREAD_LIMIT))
                .ifPresent(threads -> {
                    directives = directives.with(MpmDirective.THREAD_LIMIT, threads);
                    adjustments.add(new Adjustment(
                            "thread-limit-derived",
                            "ThreadLimit is %s, as ThreadsPerChild is above its default %d".formatted(threads, usual)));
                });
    }

    private void completeServerLimit() throws DirectiveException {
        int cap = MpmDirective.SERVER_LIMIT.capIn(mode);
        int processes = Coercion.coerce(directives.with(MpmDirective.SERVER_LIMIT, cap))
                .settings()
                .processes();
        int serverLimit = Math.min(cap, processes + Ladder.drainRoom(processes));
        directives = directives.with(MpmDirective.SERVER_LIMIT, serverLimit);
        adjustments.add(new Adjustment(
                "server-limit-derived",
                "ServerLimit is %d: %d that serve and room for %d that drain after a graceful restart"
                        .formatted(serverLimit, processes, serverLimit - processes)));
    }

    private void completeFactor() throws DirectiveException {
        MpmSettings settings = Coercion.coerce(directives).settings();
        int usual = MpmDirective.ASYNC_REQUEST_WORKER_FACTOR.defaultIn(mode);
        BigDecimal factor = StepSettings.factor(settings.maxRequestWorkers(), idleConnections);
        if (factor.compareTo(BigDecimal.valueOf(usual)) > 0) {
            directives = directives.with(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, factor);
            adjustments.add(new Adjustment(
                    "async-request-worker-factor-derived",
                    "AsyncRequestWorkerFactor is %s: IdleConnections %d are parked beside MaxRequestWorkers %d"
                            .formatted(factor, idleConnections, settings.maxRequestWorkers())));
        }
    }

    private int concurrency(MpmSettings settings) throws SizingException {
        int workers = settings.maxRequestWorkers();
        return switch (mode) {
            case EVENT -> {
                requireParked(settings);
                yield workers;
            }
            case PREFORK, WORKER -> {
                requireWorkersLeft(workers);
                yield workers - idleConnections;
            }
        };
    }

    private void requireParked(MpmSettings settings) throws SizingException {
        int workers = settings.maxRequestWorkers();
        int parked = settings.connections() - workers;
        if (parked < idleConnections) {
            throw new SizingException(
                    ("IdleConnections %d were asked and %d connections can be parked beside MaxRequestWorkers %d:"
                                    + " an AsyncRequestWorkerFactor of %s would hold them")
                            .formatted(
                                    idleConnections,
                                    parked,
                                    workers,
                                    StepSettings.factor(workers, idleConnections)
                                            .toPlainString()));
        }
    }

    private void requireWorkersLeft(int workers) throws SizingException {
        if (idleConnections >= workers) {
            throw new SizingException(
                    ("IdleConnections %d hold a %s each under %s and MaxRequestWorkers %d leaves none to serve:"
                                    + " %d or more, or mode event, would carry them")
                            .formatted(
                                    idleConnections,
                                    mode == Mode.PREFORK ? "process" : "thread",
                                    mode.directiveValue(),
                                    workers,
                                    idleConnections + 1));
        }
    }
}
