package io.mpmoperator.server.management;

import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.DirectiveException;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.management.ServerView.Children;
import io.mpmoperator.server.management.ServerView.Maintenance;
import io.mpmoperator.server.management.ServerView.Restarts;
import io.mpmoperator.server.management.ServerView.Saturation;
import io.mpmoperator.server.time.Timestamp;
import io.mpmoperator.server.tls.KnownCertificates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the control process knows of itself as numbers, which children read in the scoreboard. Its sentences are left out: why a
 * configuration is refused, and why children cannot be started, the management port alone tells.
 */
public final class SharedView {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final long[] numbers;
    private int at;

    private SharedView(long[] numbers) {
        this.numbers = numbers;
    }

    /** The numbers of a view. */
    public static long[] words(ServerView view, Timestamp now) {
        Maintenance maintenance = view.maintenance();
        return new SharedView(new long[20 + MpmDirective.values().length])
                .add(number(view.settings().mode()))
                .add(view.controlPid())
                .add(view.started().toEpochMilli())
                .add(view.restarted().toEpochMilli())
                .add(view.generation())
                .add(view.draining() ? 1 : 0)
                .add(Timestamp.millis(now.nanos() - view.sinceHeartbeat().toNanos()))
                .add(view.restarts().full())
                .add(view.restarts().graceful())
                .add(view.restarts().refused())
                .add(view.children().started())
                .add(view.children().exited())
                .add(view.children().failed())
                .add(view.children().killed())
                .add(maintenance.spawnRate())
                .add(maintenance.maxRequestWorkers())
                .add(maintenance.scoreboardFull())
                .add(view.logLinesDropped())
                .add(view.settings().toDirectives())
                .numbers;
    }

    private static long number(Mode mode) {
        return switch (mode) {
            case PREFORK -> 1;
            case WORKER -> 2;
            case EVENT -> 3;
        };
    }

    private static Mode mode(long number) {
        return number == 1 ? Mode.PREFORK : number == 2 ? Mode.WORKER : Mode.EVENT;
    }

    private SharedView add(long number) {
        numbers[at++] = number;
        return this;
    }

    private SharedView add(Saturation saturation) {
        return add(saturation.reached() ? 1 : 0).add(saturation.times());
    }

    private SharedView add(MpmDirectives directives) {
        for (MpmDirective directive : MpmDirective.values()) {
            add(directives
                    .get(directive)
                    .map(value -> value.multiply(MILLION).longValue())
                    .orElse(-1L));
        }
        return this;
    }

    /** The view that numbers were made of. */
    static ServerView read(long[] numbers, Timestamp now) {
        return new SharedView(numbers).view(now);
    }

    private ServerView view(Timestamp now) {
        Mode mode = mode(next());
        long pid = next();
        Instant started = Instant.ofEpochMilli(next());
        Instant restarted = Instant.ofEpochMilli(next());
        int generation = (int) next();
        boolean draining = next() != 0;
        Duration heartbeat = Duration.ofMillis(Timestamp.millis(now.nanos()) - next());
        Restarts restarts = new Restarts(next(), next(), next());
        Children children = new Children(next(), next(), next(), next());
        Maintenance maintenance = new Maintenance((int) next(), saturation(), saturation());
        long dropped = next();
        return new ServerView(
                Build.software(),
                pid,
                settings(mode),
                started,
                restarted,
                generation,
                "",
                draining,
                heartbeat,
                restarts,
                children,
                maintenance,
                Optional.empty(),
                Optional.empty(),
                KnownCertificates.NONE,
                dropped,
                Optional.empty());
    }

    private long next() {
        return numbers[at++];
    }

    private Saturation saturation() {
        return new Saturation(next() != 0, next());
    }

    private MpmSettings settings(Mode mode) {
        try {
            return Coercion.coerce(directives(mode)).settings();
        } catch (DirectiveException e) {
            throw new IllegalStateException("the numbers in force are refused", e);
        }
    }

    private MpmDirectives directives(Mode mode) {
        MpmDirectives directives = MpmDirectives.of(mode);
        for (MpmDirective directive : MpmDirective.values()) {
            long value = next();
            if (value >= 0) {
                directives = directives.with(directive, BigDecimal.valueOf(value, 6));
            }
        }
        return directives;
    }
}
