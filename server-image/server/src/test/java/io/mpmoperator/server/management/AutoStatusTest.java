package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutoStatusTest {

    private static final List<String> KEYS = List.of(
            "ServerVersion",
            "ServerMPM",
            "Server Built",
            "CurrentTime",
            "RestartTime",
            "ParentServerConfigGeneration",
            "ParentServerMPMGeneration",
            "ServerUptimeSeconds",
            "ServerUptime",
            "Load1",
            "Load5",
            "Load15",
            "Total Accesses",
            "Total kBytes",
            "Total Duration",
            "CPUUser",
            "CPUSystem",
            "CPUChildrenUser",
            "CPUChildrenSystem",
            "CPULoad",
            "Uptime",
            "ReqPerSec",
            "BytesPerSec",
            "BytesPerReq",
            "DurationPerReq",
            "BusyWorkers",
            "GracefulWorkers",
            "IdleWorkers");
    private static final List<String> EVENT_KEYS = List.of(
            "Processes",
            "Stopping",
            "ConnsTotal",
            "ConnsAsyncWaitIO",
            "ConnsAsyncWriting",
            "ConnsAsyncKeepAlive",
            "ConnsAsyncClosing");

    private static List<String> keys(Mode mode) {
        List<String> keys = new ArrayList<>(KEYS);
        if (mode == Mode.EVENT) {
            keys.addAll(EVENT_KEYS);
        }
        keys.add("Scoreboard");
        return keys;
    }

    private static List<String> keysOf(String text) {
        return text.lines().map(line -> line.substring(0, line.indexOf(": "))).toList();
    }

    private static String value(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + ": "))
                .findFirst()
                .orElseThrow()
                .substring(key.length() + 2);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsExpected(Mode mode) throws IOException {
        GoldenFile.assertSame("auto-" + mode.directiveValue() + ".txt", AutoStatus.render(Fakes.status(mode)));
    }

    @ParameterizedTest
    @EnumSource
    void hasApachesKeysInApachesOrder(Mode mode) {
        assertEquals(keys(mode), keysOf(AutoStatus.render(Fakes.status(mode))));
    }

    /** Apache leaves out some of them before the first request and in the first second. */
    @ParameterizedTest
    @EnumSource
    void hasAllKeysFromTheFirstMoment(Mode mode) {
        ServerView view = Fakes.view(Fakes.small(mode));
        Scoreboard empty = Scoreboards.empty(4, 4);
        Status first = new Status(view, ScoreboardSnapshot.of(empty, Fakes.MOMENT), HostFacts.UNKNOWN, view.started());
        String text = AutoStatus.render(first);
        assertEquals(keys(mode), keysOf(text));
        assertEquals("0", value(text, "ReqPerSec"));
        assertEquals("0", value(text, "DurationPerReq"));
    }

    @Test
    void saysBeforeTheScoreboardWhichConfigurationIsRefusedAndWhy() {
        ServerView view = Fakes.refusing(Fakes.small(Mode.EVENT), "Handler /x a.B: no such handler");
        ScoreboardSnapshot scoreboard = ScoreboardSnapshot.of(Fakes.busyScoreboard(Mode.EVENT), Fakes.MOMENT);
        String text = AutoStatus.render(new Status(view, scoreboard, Fakes.HOST, Fakes.NOW));
        assertEquals("c0ffee", value(text, "ConfigurationRefused"));
        assertEquals("Handler /x a.B: no such handler", value(text, "ConfigurationRefusedReason"));
        List<String> keys = new ArrayList<>(keys(Mode.EVENT));
        keys.addAll(keys.size() - 1, List.of("ConfigurationRefused", "ConfigurationRefusedReason"));
        assertEquals(keys, keysOf(text));
    }

    @Test
    void saysWhyACertificateIsRefused() {
        ServerView view = Fakes.refusingCertificate(Fakes.small(Mode.EVENT), "tls.key is not the key of tls.crt");
        ScoreboardSnapshot scoreboard = ScoreboardSnapshot.of(Fakes.busyScoreboard(Mode.EVENT), Fakes.MOMENT);
        Status status = new Status(view, scoreboard, Fakes.HOST, Fakes.NOW);

        assertEquals("tls.key is not the key of tls.crt", value(AutoStatus.render(status), "CertificateRefusedReason"));
    }

    @Test
    void aClockThatWasSetBackGivesNoNegativeUptime() {
        ServerView view = Fakes.view(Fakes.small(Mode.EVENT));
        ScoreboardSnapshot scoreboard = ScoreboardSnapshot.of(Fakes.busyScoreboard(Mode.EVENT), Fakes.MOMENT);
        Status early = new Status(view, scoreboard, Fakes.HOST, view.started().minusSeconds(100));
        assertEquals("0", value(AutoStatus.render(early), "Uptime"));
    }

    @Test
    void countsWhatAListenerAnsweredToo() {
        Scoreboard scoreboard = Scoreboards.empty(2, 3);
        scoreboard.process(0).assign(4711, 2, 3, Fakes.NOW.toEpochMilli());
        scoreboard.process(0).worker(1).count(1000, 400_000, Fakes.NOW.toEpochMilli());
        scoreboard.process(0).listener().count(1048, 600_000, Fakes.NOW.toEpochMilli());
        ServerView view = Fakes.view(Fakes.small(Mode.EVENT));
        String text = AutoStatus.render(
                new Status(view, ScoreboardSnapshot.of(scoreboard, Fakes.MOMENT), Fakes.HOST, Fakes.NOW));
        assertEquals("2", value(text, "Total Accesses"));
        assertEquals("2", value(text, "Total kBytes"));
        assertEquals("1", value(text, "Total Duration"));
    }

    @Test
    void drawsOnlyPlacesThatTheSettingsUseOrSomeoneTakes() {
        Status status = Fakes.status(Mode.WORKER);
        assertEquals("W_R_GW..SSSS", value(AutoStatus.render(status), "Scoreboard"));
    }

    @Test
    void anOlderGenerationThatStillServesIsIdleAndNotStopping() {
        Scoreboard scoreboard = Scoreboards.empty(4, 6);
        scoreboard.process(0).assign(4711, 1, 4, Fakes.NOW.toEpochMilli());
        scoreboard.process(0).markReady();
        for (int i = 0; i < 4; i++) {
            scoreboard.process(0).worker(i).state(WorkerState.READY);
        }
        ServerView view = Fakes.view(Fakes.small(Mode.EVENT));
        Status status = new Status(view, ScoreboardSnapshot.of(scoreboard, Fakes.MOMENT), Fakes.HOST, Fakes.NOW);
        String text = AutoStatus.render(status);
        assertEquals("4", value(text, "IdleWorkers"));
        assertEquals("0", value(text, "Stopping"));
        assertEquals(1, status.count(Status.Phase.READY));
    }

    @Test
    void workersOfAProcessThatEndsAreGracefulAndNotBusy() {
        String text = AutoStatus.render(Fakes.status(Mode.EVENT));
        assertEquals("2", value(text, "BusyWorkers"));
        assertEquals("2", value(text, "GracefulWorkers"));
        assertEquals("2", value(text, "IdleWorkers"));
        assertEquals("1", value(text, "Stopping"));
    }
}
