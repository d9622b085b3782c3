package io.mpmoperator.mpm;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds numbers that were both written and cannot both hold. Apache coerces them and logs it; who uses a
 * declarative API does not read that log, so they are refused. MaxRequestWorkers that is no multiple of ThreadsPerChild is none of
 * them: a maximum still holds when it is rounded down.
 */
public final class Contradictions {

    private final MpmDirectives written;
    private final List<String> found = new ArrayList<>();

    private Contradictions(MpmDirectives written) {
        this.written = written;
    }

    /** A sentence for each contradiction, with field names and numbers; empty when all numbers can hold. */
    public static List<String> of(MpmDirectives written) {
        var contradictions = new Contradictions(written);
        contradictions.find();
        return List.copyOf(contradictions.found);
    }

    private void find() {
        above(THREADS_PER_CHILD, THREAD_LIMIT, "no child may have that many threads");
        below(MAX_REQUEST_WORKERS, THREADS_PER_CHILD, "not even one child process could have all its threads");
        serverLimitTooSmall();
        startServersTooMany();
        below(MAX_SPARE_SERVERS, MIN_SPARE_SERVERS, "children would be started and ended at the same time");
        below(MAX_SPARE_THREADS, MIN_SPARE_THREADS, "children would be started and ended at the same time");
        above(MIN_SPARE_SERVERS, MAX_REQUEST_WORKERS, "there are never that many children");
        above(MIN_SPARE_THREADS, MAX_REQUEST_WORKERS, "there are never that many threads");
    }

    private void serverLimitTooSmall() {
        number(MAX_REQUEST_WORKERS)
                .ifPresent(workers -> number(SERVER_LIMIT).ifPresent(limit -> {
                    BigDecimal carried = limit.multiply(threadsPerChild());
                    if (workers.compareTo(carried) > 0) {
                        found.add("%s is above %s%s: at most %s requests could be in progress"
                                .formatted(
                                        named(MAX_REQUEST_WORKERS, workers),
                                        named(SERVER_LIMIT, limit),
                                        perChild(),
                                        carried.toPlainString()));
                    }
                }));
    }

    private void startServersTooMany() {
        number(START_SERVERS).ifPresent(start -> {
            number(MAX_REQUEST_WORKERS).ifPresent(workers -> {
                int processes = MpmSettings.processes(
                        workers.intValue(), threadsPerChild().intValue());
                if (start.compareTo(BigDecimal.valueOf(processes)) > 0) {
                    found.add("%s is above the %d processes that %s makes%s"
                            .formatted(
                                    named(START_SERVERS, start),
                                    processes,
                                    named(MAX_REQUEST_WORKERS, workers),
                                    perChild().replace(" ×", " with")));
                }
            });
        });
        above(START_SERVERS, SERVER_LIMIT, "there are never that many processes");
    }

    private void above(MpmDirective one, MpmDirective other, String consequence) {
        compare(one, other, 1, "above", consequence);
    }

    private void below(MpmDirective one, MpmDirective other, String consequence) {
        compare(one, other, -1, "below", consequence);
    }

    private void compare(MpmDirective one, MpmDirective other, int sign, String relation, String consequence) {
        number(one)
                .ifPresent(left -> number(other).ifPresent(right -> {
                    if (left.compareTo(right) == sign) {
                        found.add("%s is %s %s: %s"
                                .formatted(named(one, left), relation, named(other, right), consequence));
                    }
                }));
    }

    /** A number that makes sense by itself; what does not is refused or coerced alone, not as half of a pair. */
    private Optional<BigDecimal> number(MpmDirective directive) {
        BigDecimal most = BigDecimal.valueOf(MpmDirective.LARGEST_NUMBER);
        return written.get(directive)
                .filter(value -> directive.modes().contains(written.mode()))
                .filter(value -> value.compareTo(BigDecimal.ONE) >= 0 && value.compareTo(most) <= 0);
    }

    private BigDecimal threadsPerChild() {
        if (written.mode() == Mode.PREFORK) {
            return BigDecimal.ONE;
        }
        return number(THREADS_PER_CHILD).orElse(BigDecimal.valueOf(THREADS_PER_CHILD.defaultIn(written.mode())));
    }

    private String perChild() {
        if (written.mode() == Mode.PREFORK) {
            return "";
        }
        String origin = written.has(THREADS_PER_CHILD) ? "" : " (the default)";
        return " × %s%s".formatted(named(THREADS_PER_CHILD, threadsPerChild()), origin);
    }

    private static String named(MpmDirective directive, BigDecimal value) {
        return "%s %s".formatted(directive.fieldName(), value.toPlainString());
    }
}
