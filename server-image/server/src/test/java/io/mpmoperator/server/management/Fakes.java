package io.mpmoperator.server.management;

import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.DirectiveException;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.management.HostFacts.CpuTimes;
import io.mpmoperator.server.management.ServerView.Children;
import io.mpmoperator.server.management.ServerView.Maintenance;
import io.mpmoperator.server.management.ServerView.Refused;
import io.mpmoperator.server.management.ServerView.Restarts;
import io.mpmoperator.server.management.ServerView.Saturation;
import io.mpmoperator.server.management.ServerView.Software;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.time.Timestamp;
import io.mpmoperator.server.tls.KnownCertificates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Servers that are not there. */
final class Fakes {

    static final Instant NOW = Instant.parse("2026-11-23T03:15:20Z");

    /** The clock that never jumps has the same number as the other. */
    static final Timestamp MOMENT = new Timestamp(NOW, NOW.toEpochMilli() * 1_000_000);

    static final HostFacts HOST = new HostFacts(
            List.of("1.79", "1.41", "1.22"),
            new CpuTimes(12.5, 3.25, 1, 0.5),
            Map.of(4700, 14_680_064L, 4711, 41_943_040L, 4712, 39_845_888L));

    private Fakes() {}

    static MpmSettings settings(Mode mode, Map<MpmDirective, Integer> numbers) {
        MpmDirectives directives = MpmDirectives.of(mode);
        for (Map.Entry<MpmDirective, Integer> number : numbers.entrySet()) {
            directives = directives.with(number.getKey(), number.getValue());
        }
        try {
            return Coercion.coerce(directives).settings();
        } catch (DirectiveException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Three processes of four threads at most. */
    static MpmSettings small(Mode mode) {
        if (mode == Mode.PREFORK) {
            return settings(mode, Map.of(MpmDirective.SERVER_LIMIT, 8, MpmDirective.MAX_REQUEST_WORKERS, 6));
        }
        return settings(
                mode,
                Map.of(
                        MpmDirective.SERVER_LIMIT, 4,
                        MpmDirective.THREAD_LIMIT, 6,
                        MpmDirective.THREADS_PER_CHILD, 4,
                        MpmDirective.MAX_REQUEST_WORKERS, 12));
    }

    static ServerView view(MpmSettings settings) {
        return view(settings, Optional.empty(), Optional.empty(), KnownCertificates.NONE);
    }

    /** A server that goes on with the configuration before, because another one is refused. */
    static ServerView refusing(MpmSettings settings, String reason) {
        return view(settings, Optional.of(new Refused("c0ffee", reason)), Optional.empty(), KnownCertificates.NONE);
    }

    /** A server that goes on with the certificate before, because another one is refused. */
    static ServerView refusingCertificate(MpmSettings settings, String reason) {
        return view(settings, Optional.empty(), Optional.of(reason), KnownCertificates.NONE);
    }

    /** A server whose children may have those certificates. */
    static ServerView certified(MpmSettings settings, KnownCertificates certificates) {
        return view(settings, Optional.empty(), Optional.empty(), certificates);
    }

    private static ServerView view(
            MpmSettings settings,
            Optional<Refused> refused,
            Optional<String> certificateRefused,
            KnownCertificates certificates) {
        return new ServerView(
                new Software("1.2.3-SNAPSHOT", "2026-11-12T08:58:41"),
                4700,
                settings,
                NOW.minusSeconds(3665),
                NOW.minusSeconds(3665),
                2,
                "5f2b",
                false,
                Duration.ofMillis(312),
                new Restarts(0, 2, refused.isPresent() ? 1 : 0),
                new Children(9, 5, 1, 1),
                new Maintenance(1, new Saturation(false, 3), new Saturation(true, 1)),
                refused,
                certificateRefused,
                certificates,
                5,
                Optional.empty());
    }

    /** One process that serves, one that drains, one that starts, and a free slot. */
    static Scoreboard busyScoreboard(Mode mode) {
        int threads = mode == Mode.PREFORK ? 1 : 4;
        Scoreboard scoreboard = mode == Mode.PREFORK ? Scoreboards.empty(8, 1) : Scoreboards.empty(4, 6);
        serving(scoreboard.process(0), threads);
        draining(scoreboard.process(1), threads);
        scoreboard.process(2).assign(4713, 2, threads, NOW.minusSeconds(1).toEpochMilli());
        return scoreboard;
    }

    private static void serving(ProcessSlot process, int threads) {
        process.assign(4711, 2, threads, NOW.minusSeconds(600).toEpochMilli());
        process.markReady();
        process.connections(9, 1, 2, 3, 1);
        process.countAccepted(40);
        process.countSaturated();
        List<WorkerState> states =
                List.of(WorkerState.WRITING, WorkerState.READY, WorkerState.READING, WorkerState.READY);
        for (int i = 0; i < threads; i++) {
            process.worker(i).state(states.get(i));
            process.worker(i).request("10.0.0." + i, "GET /<script>?a=1&b=2 HTTP/1.1");
            process.worker(i).count(1_000_000, 400_000, NOW.minusSeconds(i).toEpochMilli());
        }
        process.worker(0).count(24, 20_000_000_000L, NOW.toEpochMilli());
    }

    private static void draining(ProcessSlot process, int threads) {
        process.assign(4712, 1, threads, NOW.minusSeconds(3000).toEpochMilli());
        process.markReady();
        process.markQuiescing();
        process.notAccepting(true);
        process.connections(2, 0, 0, 0, 0);
        process.worker(0).state(WorkerState.GRACEFUL);
        process.worker(0).request("2001:db8::7", "POST /upload HTTP/1.1");
        for (int i = 1; i < threads; i++) {
            process.worker(i).state(i == 1 ? WorkerState.WRITING : WorkerState.DEAD);
        }
    }

    static Status status(Mode mode) {
        return new Status(view(small(mode)), ScoreboardSnapshot.of(busyScoreboard(mode), Fakes.MOMENT), HOST, NOW);
    }
}
