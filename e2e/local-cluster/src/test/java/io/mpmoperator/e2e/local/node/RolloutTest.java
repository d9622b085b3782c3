package io.mpmoperator.e2e.local.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.e2e.local.node.Rollout.PodView;
import io.mpmoperator.e2e.local.node.Rollout.Step;
import io.mpmoperator.e2e.local.node.Rollout.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static PodView pod(String name, String template, boolean ready) {
        return new PodView(name, template, ready, false, START);
    }

    private static PodView leaving(String name, String template) {
        return new PodView(name, template, true, true, START);
    }

    private static PodView younger(String name, String template) {
        return new PodView(name, template, true, false, START.plusSeconds(1));
    }

    private static Rollout rolling(int replicas, int surge, int unavailable) {
        return new Rollout(replicas, "new", new Strategy.RollingUpdate(surge, unavailable));
    }

    @Test
    void createsWhatIsMissing() {
        assertEquals(List.of(new Step.Create(3)), rolling(3, 1, 0).next(List.of()));
    }

    @Test
    void doesNothingWhenAllIsAsItShallBe() {
        assertEquals(List.of(), rolling(2, 1, 0).next(List.of(pod("a", "new", true), pod("b", "new", false))));
    }

    @Test
    void replacesAPodThatIsLeaving() {
        assertEquals(
                List.of(new Step.Create(1)),
                rolling(2, 1, 0).next(List.of(pod("a", "new", true), leaving("b", "new"))));
    }

    @Test
    void startsANewPodBeforeAnOldOneGoes() {
        assertEquals(
                List.of(new Step.Create(1)),
                rolling(2, 1, 0).next(List.of(pod("a", "old", true), pod("b", "old", true))));
    }

    @Test
    void waitsUntilTheNewPodIsReady() {
        assertEquals(
                List.of(),
                rolling(2, 1, 0).next(List.of(pod("a", "old", true), pod("b", "old", true), pod("c", "new", false))));
    }

    @Test
    void letsAnOldPodGoForEachNewOneThatIsReady() {
        assertEquals(
                List.of(new Step.Delete("b")),
                rolling(2, 1, 0).next(List.of(pod("a", "old", true), younger("b", "old"), pod("c", "new", true))));
    }

    @Test
    void makesRoomFirstWhereNoSurgeIsAllowed() {
        assertEquals(
                List.of(new Step.Delete("b")),
                rolling(2, 0, 1).next(List.of(pod("a", "old", true), younger("b", "old"))));
    }

    @Test
    void removesOldPodsThatNeverBecameReadyFirst() {
        assertEquals(
                List.of(new Step.Delete("broken")),
                rolling(2, 1, 0)
                        .next(List.of(pod("a", "new", true), pod("b", "old", true), pod("broken", "old", false))));
    }

    @Test
    void scalesDownThoseThatAreMissedLeast() {
        assertEquals(
                List.of(new Step.Delete("broken"), new Step.Delete("young")),
                rolling(1, 1, 0)
                        .next(List.of(pod("a", "new", true), younger("young", "new"), pod("broken", "new", false))));
    }

    @Test
    void recreatesOnlyAfterTheLastOldPodIsGone() {
        Rollout recreate = new Rollout(2, "new", new Strategy.Recreate());

        assertEquals(List.of(new Step.Delete("a")), recreate.next(List.of(pod("a", "old", true))));
        assertEquals(List.of(), recreate.next(List.of(leaving("a", "old"))));
        assertEquals(List.of(new Step.Create(2)), recreate.next(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"1,1,0", "2,1,0", "3,0,1", "5,2,1", "4,4,4"})
    void reachesTheNewTemplateWithoutEverHavingTooFewOrTooManyPods(int replicas, int surge, int unavailable) {
        Rollout rollout = rolling(replicas, surge, unavailable);
        List<PodView> pods = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            pods.add(pod("old" + i, "old", true));
        }
        int rounds = 0;
        while (!(pods.size() == replicas
                && pods.stream().allMatch(pod -> pod.template().equals("new") && pod.ready()))) {
            List<Step> steps = rollout.next(pods);
            for (Step step : steps) {
                switch (step) {
                    case Step.Create(int count) -> {
                        for (int i = 0; i < count; i++) {
                            pods.add(pod("new" + rounds + "-" + i, "new", false));
                        }
                    }
                    case Step.Delete(String name) ->
                        pods.removeIf(pod -> pod.name().equals(name));
                }
            }
            assertTrue(pods.size() <= replicas + surge, () -> "too many: " + pods);
            assertTrue(
                    pods.stream().filter(PodView::ready).count() >= replicas - unavailable, () -> "too few: " + pods);
            if (steps.isEmpty()) {
                pods.replaceAll(pod -> pod(pod.name(), pod.template(), true));
            }
            assertTrue(++rounds < 50, () -> "does not end: " + pods);
        }
    }
}
