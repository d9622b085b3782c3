package io.mpmoperator.operator.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigMapDataTest {

    private static final String USUAL = "webserver.conf";
    private static final ConfigMapData RUNNING = ConfigMapData.only("old");

    @Test
    void aCandidateIsOfferedBesideWhatPodsStartWith() {
        assertEquals(
                Map.of(USUAL, "old", "webserver.conf.candidate", "new"),
                RUNNING.offered(USUAL, "new").data());
        assertEquals(
                Map.of(USUAL, "old"),
                RUNNING.offered(USUAL, "new").withoutCandidate().data());
        assertEquals(
                Map.of(USUAL, "new"),
                RUNNING.offered(USUAL, "new").running(USUAL, "new").data());
    }

    @Test
    void whatAllPodsHaveAcceptedIsAllThatIsLeft() {
        assertEquals(
                Map.of(USUAL, "new"),
                RUNNING.offered(USUAL, "new").accepted(USUAL, "new").data());
    }

    @Test
    void whatAllPodsHaveIsNoCandidate() {
        assertEquals(
                Map.of(USUAL, "old"),
                RUNNING.offered(USUAL, "new").offered(USUAL, "old").data());
    }

    @Test
    void newPodsFindTheirsUnderAnotherKeyAndTheOldOnesKeepTheirs() {
        String key = RUNNING.keyFor("new", USUAL);
        ConfigMapData rolling = RUNNING.running(key, "new");

        assertNotEquals(USUAL, key);
        assertEquals(Map.of(USUAL, "old", key, "new"), rolling.data());
        assertEquals(key, rolling.keyFor("new", key));
        assertEquals(
                Map.of(USUAL, "new", key, "new"), rolling.accepted(key, "new").data());
    }

    @Test
    void anEditThatIsTakenBackMidwayFindsTheKeyOfThePodsThatAreStillThere() {
        String first = RUNNING.keyFor("new", USUAL);
        ConfigMapData settled = RUNNING.running(first, "new").accepted(first, "new");
        String second = settled.keyFor("newer", first);

        assertNotEquals(first, second);
        assertEquals(first, settled.running(second, "newer").keyFor("new", second));
    }

    @Test
    void aTemplateNamesTheKeyThatItsPodsReadFrom() {
        PlannedServer server = server();

        assertEquals(USUAL, ConfVolume.key(PodTemplates.of(server).getSpec()));
        assertEquals(
                "webserver.conf.1a",
                ConfVolume.key(
                        PodTemplates.of(server.withConfKey("webserver.conf.1a")).getSpec()));
    }

    @Test
    void whyPodsAreReplacedIsSaid() {
        PlannedServer server = server();
        String before = ConfWriter.write(server.conf()).replaceAll("ServerLimit +\\d+", "ServerLimit 9");

        assertEquals(
                "ServerLimit 9 becomes 3, which a running server cannot take up",
                RollReason.of(PodTemplates.of(server), Optional.of(before), PodTemplates.of(server), server));
        assertEquals(
                "the pod template changed",
                RollReason.of(PodTemplates.of(server), Optional.empty(), PodTemplates.of(server), server));
    }

    private static PlannedServer server() {
        return switch (TestPlanner.create().decide(TestWebServers.event())) {
            case Decision.Accepted(var server) -> server;
            case Decision.Refused(String reason, String message) -> throw new IllegalStateException(message);
        };
    }
}
