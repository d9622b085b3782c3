package io.mpmoperator.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerStatus;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.pods.PodHealth;
import io.mpmoperator.operator.pods.PodMetrics.Ended;
import io.mpmoperator.operator.status.Observation.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(60);

    private final WebServer webServer = TestWebServers.event();
    private final Decision accepted = TestPlanner.create().decide(webServer);

    @Test
    void keepsTransitionTimesWhileNothingChanges() {
        WebServerStatus first = next(null, seen(deployment(1, 1, 1, 1)), START);
        WebServerStatus second = next(first, seen(deployment(1, 1, 1, 1)), LATER);

        assertEquals(first, second);
    }

    @Test
    void movesTheTransitionTimeOfTheConditionThatChangedAlone() {
        WebServerStatus first = next(null, seen(deployment(1, 1, 1, 0)), START);
        WebServerStatus second = next(first, seen(deployment(1, 1, 1, 1)), LATER);

        assertEquals(LATER.toString(), condition(second, "Available").lastTransitionTime());
        assertEquals(START.toString(), condition(second, "Accepted").lastTransitionTime());
    }

    @Test
    void isAvailableWhenAllPodsAreReady() {
        Condition available = condition(next(null, seen(deployment(2, 2, 2, 2)), START), "Available");

        assertEquals("True", available.status());
        assertEquals("2 of 2 pods are ready", available.message());
    }

    @Test
    void hasNothingToRollOutWhereNoPodIsAskedForAndNoneExists() {
        Deployment justCreated = new DeploymentBuilder(deployment(0, 0, 0, 0))
                .editMetadata()
                .withGeneration(9L)
                .endMetadata()
                .build();

        assertEquals(
                "RolledOut",
                condition(next(null, seen(justCreated), START), "Progressing").reason());
        assertEquals(
                "RollingOut",
                condition(next(null, seen(deployment(0, 1, 0, 0)), START), "Progressing")
                        .reason());
    }

    @Test
    void saysThatNobodyIsServedWhileAllPodsAreReplacedAtOnce() {
        Condition leaving = condition(next(null, seen(recreated(2, 2, 0, 2)), START), "Progressing");
        Condition starting = condition(next(null, seen(recreated(2, 2, 2, 0)), START), "Progressing");
        Condition started = condition(next(null, seen(recreated(3, 3, 3, 2)), START), "Progressing");

        assertEquals("Recreating", leaving.reason());
        assertTrue(starting.message().endsWith("no request is served meanwhile"), starting.message());
        assertEquals("RollingOut", started.reason());
        assertEquals(
                "RolledOut",
                condition(next(null, seen(recreated(2, 2, 2, 2)), START), "Progressing")
                        .reason());
    }

    private static Deployment recreated(int desired, int pods, int updated, int ready) {
        return new DeploymentBuilder(deployment(desired, pods, updated, ready))
                .editSpec()
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .endSpec()
                .build();
    }

    @Test
    void isProgressingWhileOldPodsRemain() {
        Condition progressing = condition(next(null, seen(deployment(2, 3, 2, 2)), START), "Progressing");

        assertEquals("True", progressing.status());
        assertEquals("2 of 2 pods are up to date, 3 pods exist, 2 are ready", progressing.message());
    }

    @Test
    void isProgressingWhilePodsAreChangedInPlaceAndSaysSoOnce() {
        WebServerStatus before = next(null, seen(deployment(2, 2, 2, 2)), START);
        WebServerStatus resizing = next(before, resizing("1 of 2 pods"), LATER);

        assertEquals("ResizingInPlace", condition(resizing, "Progressing").reason());
        assertEquals(List.of("ResizingInPlace"), reasons(before, resizing));
        assertEquals(List.of(), reasons(resizing, next(resizing, resizing("2 of 2 pods"), LATER)));
    }

    private Observation resizing(String message) {
        return new Observation(
                1,
                accepted,
                false,
                List.of(),
                Optional.of(message),
                List.of(),
                PodHealth.NONE,
                Optional.of(deployment(2, 2, 2, 2)),
                List.of());
    }

    private static List<String> reasons(WebServerStatus before, WebServerStatus after) {
        return WebServerEvent.of(before, after).stream()
                .map(WebServerEvent::reason)
                .toList();
    }

    @Test
    void isProgressingUntilTheControllerSawTheNewestSpec() {
        Deployment deployment = new DeploymentBuilder(deployment(1, 1, 1, 1))
                .editMetadata()
                .withGeneration(8L)
                .endMetadata()
                .build();

        assertEquals(
                "True",
                condition(next(null, seen(deployment), START), "Progressing").status());
    }

    @Test
    void isDegradedWhenPodsAreSaturatedOrLoseProcessesAndSaysSoOnce() {
        WebServerStatus before = next(null, seen(deployment(1, 1, 1, 1)), START);
        WebServerStatus saturated = next(before, withHealth(new PodHealth(List.of("shop-1"), Map.of())), LATER);
        WebServerStatus killed =
                next(saturated, withHealth(new PodHealth(List.of("shop-1"), Map.of("shop-1", new Ended(2, 0)))), LATER);
        WebServerStatus more =
                next(killed, withHealth(new PodHealth(List.of(), Map.of("shop-1", new Ended(3, 0)))), LATER);

        assertEquals(List.of("Saturated"), reasons(before, saturated));
        assertEquals(List.of("ChildrenKilled"), reasons(saturated, killed));
        assertEquals(
                "child processes of pod shop-1 that a signal ended within 10 minutes: 2; a signal that was not sent by hand is the"
                        + " kernel's, when memory ran out; all request workers of pod shop-1 are busy and further requests"
                        + " wait: allow more of them, or more pods",
                condition(killed, "Degraded").message());
        assertEquals(List.of(), reasons(killed, more));
        assertEquals("True", condition(more, "Degraded").status());
    }

    @Test
    void isDegradedWhenChildrenFail() {
        PodHealth failures = new PodHealth(List.of(), Map.of("shop-1", new Ended(0, 4)));

        Condition degraded = condition(next(null, withHealth(failures), START), "Degraded");

        assertEquals("ChildrenFailed", degraded.reason());
        assertEquals(
                "child processes of pod shop-1 that ended with a failure within 10 minutes: 4; their pod's log says why, an"
                        + " OutOfMemoryError first",
                degraded.message());
    }

    @Test
    void isDegradedWhenPodsCannotBeCreated() {
        Deployment failing = new DeploymentBuilder(deployment(1, 0, 0, 0))
                .editStatus()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withReason("FailedCreate")
                .withMessage("pods \"shop-1\" is forbidden: exceeded quota: small")
                .endCondition()
                .endStatus()
                .build();
        WebServerStatus status = next(null, seen(failing), START);

        assertEquals("ReplicaFailure", condition(status, "Degraded").reason());
        assertEquals(
                "pods \"shop-1\" is forbidden: exceeded quota: small",
                condition(status, "Degraded").message());
        assertEquals("ReplicaFailure", condition(status, "Available").reason());
    }

    @Test
    void saysThatSomebodyPausedTheDeploymentAndNotThatTheOperatorDid() {
        Deployment paused = new DeploymentBuilder(deployment(2, 2, 0, 2))
                .editSpec()
                .withPaused(true)
                .endSpec()
                .build();
        Deployment pausedHere = new DeploymentBuilder(paused)
                .editMetadata()
                .addToAnnotations("mpm-operator.io/resizing-paused", "true")
                .endMetadata()
                .build();
        WebServerStatus status = next(null, seen(paused), START);

        assertEquals("DeploymentPaused", condition(status, "Progressing").reason());
        assertEquals("False", condition(status, "Progressing").status());
        assertEquals("DeploymentPaused", condition(status, "Degraded").reason());
        assertEquals(
                "AsExpected",
                condition(next(null, seen(pausedHere), START), "Degraded").reason());
    }

    private Observation withHealth(PodHealth health) {
        return new Observation(
                1,
                accepted,
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                health,
                Optional.of(deployment(1, 1, 1, 1)),
                List.of());
    }

    @Test
    void isDegradedWhenTheRolloutIsStuck() {
        Deployment stuck = new DeploymentBuilder(deployment(1, 2, 1, 1))
                .editStatus()
                .addNewCondition()
                .withType("Progressing")
                .withStatus("False")
                .withReason("ProgressDeadlineExceeded")
                .withMessage("ReplicaSet \"shop-1\" has timed out progressing.")
                .endCondition()
                .endStatus()
                .build();
        WebServerStatus status = next(null, seen(stuck), START);

        assertEquals("RolloutStuck", condition(status, "Degraded").reason());
        assertEquals("False", condition(status, "Progressing").status());
    }

    @Test
    void isDegradedWhenAnObjectCouldNotBeApplied() {
        Observation observation = new Observation(
                1,
                accepted,
                false,
                List.of(new Problem("NameTaken", "Service shop is another's")),
                Optional.empty(),
                List.of(),
                PodHealth.NONE,
                Optional.empty(),
                List.of());

        assertEquals(
                "Service shop is another's",
                condition(next(null, observation, START), "Degraded").message());
    }

    @Test
    void keepsTheFootprintOfWhatRunsWhenANewSpecIsRefused() {
        WebServerStatus running = next(null, seen(deployment(1, 1, 1, 1)), START);
        Observation refused = new Observation(
                2,
                new Decision.Refused("AboveMaxMemory", "too much"),
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                PodHealth.NONE,
                Optional.of(deployment(1, 1, 1, 1)),
                List.of());
        WebServerStatus status = next(running, refused, LATER);

        assertNotNull(running.footprint());
        assertEquals(running.footprint(), status.footprint());
        assertEquals("False", condition(status, "Accepted").status());
        assertEquals("True", condition(status, "Available").status());
        assertEquals(2, status.observedGeneration());
    }

    @Test
    void saysThatItIsPaused() {
        Observation paused = new Observation(
                1,
                accepted,
                true,
                List.of(),
                Optional.empty(),
                List.of(),
                PodHealth.NONE,
                Optional.of(deployment(1, 1, 1, 1)),
                List.of());

        assertEquals(
                "Paused", condition(next(null, paused, START), "Progressing").reason());
    }

    @Test
    void announcesAPlanOnceAndAgainWhenItChanges() {
        WebServerStatus first = next(null, seen(deployment(1, 0, 0, 0)), START);
        WebServerStatus same = next(first, seen(deployment(1, 0, 0, 0)), LATER);
        Observation refused = new Observation(
                2,
                new Decision.Refused("NothingFits", "too small"),
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                PodHealth.NONE,
                Optional.empty(),
                List.of());

        assertEquals(
                List.of("Planned"),
                WebServerEvent.of(null, first).stream()
                        .map(WebServerEvent::reason)
                        .toList());
        assertEquals(List.of(), WebServerEvent.of(first, same));
        assertEquals(
                new WebServerEvent(true, "NothingFits", "too small"),
                WebServerEvent.of(first, next(first, refused, LATER)).getFirst());
    }

    private WebServerStatus next(@Nullable WebServerStatus previous, Observation observation, Instant now) {
        return Statuses.next(Identity.of(webServer), previous, observation, now);
    }

    private Observation seen(Deployment deployment) {
        return new Observation(
                1,
                accepted,
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                PodHealth.NONE,
                Optional.of(deployment),
                List.of());
    }

    private static Condition condition(WebServerStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Deployment deployment(int desired, int pods, int updated, int ready) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("shop")
                .withGeneration(7L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(desired)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(7L)
                .withReplicas(pods)
                .withUpdatedReplicas(updated)
                .withReadyReplicas(ready)
                .endStatus()
                .build();
    }
}
