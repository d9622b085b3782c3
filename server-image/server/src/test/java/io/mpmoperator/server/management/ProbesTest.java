package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.management.ServerView.Children;
import io.mpmoperator.server.scoreboard.Scoreboard;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbesTest {

    private static final Duration UP = Duration.ofMinutes(1);

    private static ServerView view(
            int generation, boolean draining, Duration sinceHeartbeat, Children children, Optional<String> trouble) {
        ServerView some = Fakes.view(Fakes.small(Mode.EVENT));
        return new ServerView(
                some.software(),
                some.controlPid(),
                some.settings(),
                some.started(),
                some.restarted(),
                generation,
                some.configuration(),
                draining,
                sinceHeartbeat,
                some.restarts(),
                children,
                some.maintenance(),
                some.refused(),
                some.certificateRefused(),
                some.certificates(),
                some.logLinesDropped(),
                trouble);
    }

    private static ServerView view(Children children, Optional<String> trouble) {
        return view(0, false, Duration.ZERO, children, trouble);
    }

    @Test
    void isAliveWhileTheControlLoopGoesRound() {
        Children none = new Children(0, 0, 0, 0);
        ManagementResponse fresh = Probes.live(view(0, false, Duration.ofSeconds(10), none, Optional.empty()));
        assertEquals(ManagementResponse.text(200, "ok\n"), fresh);
        ManagementResponse stale = Probes.live(view(0, false, Duration.ofMillis(10_001), none, Optional.empty()));
        assertEquals(ManagementResponse.text(503, "the control loop has not gone round for 10 s, limit 10 s\n"), stale);
    }

    @Test
    void isReadyWhileAChildServes() {
        assertEquals(
                ManagementResponse.text(200, "ok\n"),
                Probes.ready(view(new Children(3, 0, 0, 0), Optional.empty()), 1, UP));
    }

    /** Whoever sends clients to a pod that is ready sends it as many as the pod was made for. */
    @Test
    void isReadyAfterTheStartWhenAllOfStartServersServe() {
        ServerView starting = view(new Children(3, 0, 0, 0), Optional.empty());
        int wanted = starting.settings().startServers();
        Duration soon = Duration.ofSeconds(1);
        assertEquals(200, Probes.ready(starting, wanted, soon).status());
        assertEquals(503, Probes.ready(starting, wanted - 1, soon).status());
        assertEquals(
                200, Probes.ready(starting, wanted - 1, Probes.LONGEST_START).status());
        ServerView lostOne = view(new Children(3, 0, 1, 0), Optional.empty());
        assertEquals(200, Probes.ready(lostOne, 1, soon).status());
        ServerView restarted = view(1, false, Duration.ZERO, new Children(3, 0, 0, 0), Optional.empty());
        assertEquals(200, Probes.ready(restarted, 1, soon).status());
    }

    @Test
    void saysThatItStarts() {
        assertEquals(
                ManagementResponse.text(503, "starting: 3 children started, 0 ended\n"),
                Probes.ready(view(new Children(3, 0, 0, 0), Optional.empty()), 0, UP));
    }

    @Test
    void saysThatNoChildIsReadyAndWhy() {
        assertEquals(
                ManagementResponse.text(503, "no child ready: 3 children started, 3 ended; next attempt in 4 s\n"),
                Probes.ready(view(new Children(3, 0, 3, 0), Optional.of("next attempt in 4 s")), 0, UP));
    }

    @Test
    void isNotReadyOnceItDrains() {
        Children children = new Children(3, 0, 0, 0);
        ManagementResponse answer = Probes.ready(view(1, true, Duration.ZERO, children, Optional.empty()), 3, UP);
        assertEquals(ManagementResponse.text(503, "draining: the server is stopping gracefully\n"), answer);
    }

    @Test
    void onlyProcessesThatAreReadyAndStayServe() {
        Scoreboard scoreboard = Fakes.busyScoreboard(Mode.EVENT);
        assertEquals(1, ScoreboardSnapshot.serving(scoreboard));
        scoreboard.process(2).markReady();
        assertEquals(2, ScoreboardSnapshot.serving(scoreboard));
        scoreboard.process(0).clear();
        assertEquals(1, ScoreboardSnapshot.serving(scoreboard));
    }

    @Test
    void isNotReadyWhereTheControlLoopStandsStill() {
        ServerView still = view(1, false, Duration.ofSeconds(60), new Children(3, 0, 0, 0), Optional.empty());
        assertEquals(503, Probes.ready(still, 3, UP).status());
    }
}
