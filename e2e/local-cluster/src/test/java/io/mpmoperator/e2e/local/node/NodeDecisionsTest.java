package io.mpmoperator.e2e.local.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.local.node.Rollout.PodView;
import io.mpmoperator.e2e.local.node.Rollout.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeDecisionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

    private static final ContainerPaths PATHS = new ContainerPaths(
            Map.of(
                    Path.of("/etc/webserver"), Path.of("/pod/volumes/config"),
                    Path.of("/srv/www"), Path.of("/pod/volumes/content"),
                    Path.of("/srv/www/private"), Path.of("/pod/volumes/private"),
                    Path.of("/opt/webserver/handlers"), Path.of("/pod/volumes/jars")),
            Path.of("/repo/webserver"),
            Path.of("/pod/scratch"));

    @ParameterizedTest
    @CsvSource({
        "/etc/webserver/webserver.conf, /pod/volumes/config/webserver.conf",
        "/srv/www, /pod/volumes/content",
        "/srv/www/private/a, /pod/volumes/private/a",
        "/srv/www/../www/b, /pod/volumes/content/b",
        "/opt/webserver/bin/webserver, /repo/webserver/bin/webserver",
        "/opt/webserver/handlers/a.jar, /pod/volumes/jars/a.jar",
        "/var/log/access.log, /pod/scratch/var/log/access.log"
    })
    void findsThePathsOfAContainerHere(String inContainer, String here) {
        assertEquals(here, PATHS.argument(inContainer));
    }

    @Test
    void leavesArgumentsThatAreNoPaths() {
        assertEquals("run", PATHS.argument("run"));
        assertEquals("-c", PATHS.argument("-c"));
    }

    @Test
    void rewritesAConfForThisMachineAndNothingElse() throws ConfException {
        WebServerConf inContainer = ConfReader.read("webserver.conf", """
                Listen 8080
                ManagementListen 9000
                DocumentRoot /srv/www
                HandlerPath /opt/webserver/handlers
                ServerMPM worker
                MaxRequestWorkers 50
                """);

        String here = ConfWriter.write(ConfOnThisMachine.of(inContainer, "127.9.8.7", PATHS));

        WebServerConf expected = ConfReader.read("webserver.conf", """
                Listen 127.9.8.7:8080
                ManagementListen 127.9.8.7:9000
                DocumentRoot /pod/volumes/content
                HandlerPath /pod/volumes/jars
                ServerMPM worker
                MaxRequestWorkers 50
                """);
        assertEquals(expected, ConfReader.read("here", here));
    }

    @Test
    void doublesThePauseOfAPodThatKeepsFailing() {
        Backoff backoff = Backoff.initial();
        assertEquals(Duration.ofSeconds(1), backoff.next());
        for (int i = 0; i < 10; i++) {
            backoff = backoff.after(Duration.ofSeconds(3));
        }
        assertEquals(Duration.ofMinutes(1), backoff.next());
        assertEquals(Backoff.initial(), backoff.after(Duration.ofMinutes(5)));
    }

    @Test
    void changesAProbesVerdictOnlyAfterEnoughAnswersInARow() {
        ProbeState state = ProbeState.initially(false).after(true, 1, 3);
        assertTrue(state.passing());
        state = state.after(false, 1, 3).after(false, 1, 3);
        assertTrue(state.passing());
        state = state.after(true, 1, 3).after(false, 1, 3).after(false, 1, 3).after(false, 1, 3);
        assertFalse(state.passing());
    }

    private static PodTemplateSpec template(String... labels) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (String label : labels) {
            ordered.put(label, "x");
        }
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(ordered)
                .endMetadata()
                .build();
    }

    @Test
    void hashesATemplateByWhatItSays() {
        assertEquals(DeploymentController.hash(template("a", "b")), DeploymentController.hash(template("b", "a")));
        assertNotEquals(DeploymentController.hash(template("a")), DeploymentController.hash(template("b")));
    }

    private static Deployment deployment(int replicas, String surge, String unavailable) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("shop")
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(surge))
                .withMaxUnavailable(new IntOrString(unavailable))
                .endRollingUpdate()
                .endStrategy()
                .withTemplate(template("a"))
                .endSpec()
                .build();
    }

    @ParameterizedTest
    @CsvSource({"1,25%,25%,1,0", "4,25%,25%,1,1", "5,25%,25%,2,1", "3,0%,0%,0,1"})
    void roundsPercentagesAsKubernetesDoes(
            int replicas, String surge, String unavailable, int expectedSurge, int expectedUnavailable) {
        assertEquals(
                new Strategy.RollingUpdate(expectedSurge, expectedUnavailable),
                DeploymentController.rollout(deployment(replicas, surge, unavailable))
                        .strategy());
    }

    @Test
    void saysHowFarADeploymentIsAndKeepsTheTimeOfTheLastTransition() {
        Deployment deployment = deployment(2, "1", "0");
        Rollout rollout = DeploymentController.rollout(deployment);
        PodView ready = new PodView("a", rollout.template(), true, false, NOW);
        PodView starting = new PodView("b", rollout.template(), false, false, NOW);

        DeploymentStatus first = DeploymentStatuses.of(deployment, rollout, List.of(ready, starting), NOW);
        assertEquals(3, first.getObservedGeneration());
        assertEquals(2, first.getReplicas());
        assertEquals(1, first.getAvailableReplicas());
        assertEquals(
                "MinimumReplicasUnavailable", first.getConditions().getFirst().getReason());

        deployment.setStatus(first);
        DeploymentStatus second =
                DeploymentStatuses.of(deployment, rollout, List.of(ready, starting), NOW.plusSeconds(60));
        assertEquals(first, second);

        PodView alsoReady = new PodView("b", rollout.template(), true, false, NOW);
        DeploymentStatus third =
                DeploymentStatuses.of(deployment, rollout, List.of(ready, alsoReady), NOW.plusSeconds(60));
        assertEquals("True", third.getConditions().getFirst().getStatus());
        assertEquals("2026-01-01T00:01:10Z", third.getConditions().getFirst().getLastTransitionTime());
        assertEquals("NewReplicaSetAvailable", third.getConditions().get(1).getReason());
        assertEquals("2026-01-01T00:00:10Z", third.getConditions().get(1).getLastTransitionTime());
    }

    @Test
    void saysWhenARolloutIsStuck() {
        Deployment deployment = deployment(1, "1", "0");
        deployment.getSpec().setProgressDeadlineSeconds(30);
        Rollout rollout = DeploymentController.rollout(deployment);
        List<PodView> pods = List.of(new PodView("a", rollout.template(), false, false, NOW));
        deployment.setStatus(DeploymentStatuses.of(deployment, rollout, pods, NOW));

        DeploymentStatus late = DeploymentStatuses.of(deployment, rollout, pods, NOW.plusSeconds(31));

        assertEquals("ProgressDeadlineExceeded", late.getConditions().get(1).getReason());
    }

    @Test
    void saysHowAPodEndedAndThatItWillBeStartedAgain() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("shop-1")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("webserver")
                .endContainer()
                .endSpec()
                .build();
        PodState crashed = PodState.pending(NOW)
                .withIp("127.1.2.3")
                .running(NOW)
                .withReady(true)
                .afterEnd(new PodState.Ended(137, "OOMKilled", NOW, NOW.plusSeconds(2)), "back-off");

        pod.setStatus(PodStatuses.of(pod, crashed, NOW));

        var container = pod.getStatus().getContainerStatuses().getFirst();
        assertEquals("OOMKilled", container.getLastState().getTerminated().getReason());
        assertEquals("CrashLoopBackOff", container.getState().getWaiting().getReason());
        assertEquals(1, container.getRestartCount());
        assertEquals("127.1.2.3", pod.getStatus().getPodIP());
        assertFalse(PodStatuses.isReady(pod));
    }

    @Test
    void readsTheSessionOfAProcessWhateverItsNameIs() {
        assertEquals(OptionalLong.of(4711), ProcessSession.session("12 (a) b) S 1 12 4711 0 -1"));
        assertEquals(OptionalLong.empty(), ProcessSession.session("12 (sh) Z 1 12 4711 0 -1"));
    }
}
