package io.mpmoperator.operator.resize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.operator.resize.UpdateOrder.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateOrderTest {

    private static final PodStep TELL = new PodStep.Announce();
    private static final PodStep GIVE = new PodStep.GiveMemory();
    private static final PodStep BUSY = new PodStep.Restarting();
    private static final PodStep DONE = new PodStep.Done();

    private static Member pod(String name, PodStep step) {
        return new Member(name, step, step.equals(BUSY) || step.equals(DONE), true);
    }

    private static List<String> next(Member... members) {
        return new UpdateOrder(List.of(members))
                .next().stream().map(Member::name).toList();
    }

    @Test
    void onePodAloneIsToldFirst() {
        assertEquals(List.of("a"), next(pod("b", TELL), pod("a", TELL), pod("c", TELL), pod("d", TELL)));
    }

    @Test
    void nobodyElseIsToldBeforeItRunsTheConfiguration() {
        assertEquals(List.of(), next(pod("a", TELL), pod("b", BUSY), pod("c", TELL), pod("d", TELL)));
        assertEquals(List.of(), next(pod("a", TELL), new Member("b", BUSY, true, false), pod("c", GIVE)));
    }

    @Test
    void theOthersFollowAQuarterAtATime() {
        assertEquals(
                List.of("b", "c"),
                next(pod("a", DONE), pod("b", TELL), pod("c", TELL), pod("d", TELL), pod("e", TELL)));
        assertEquals(
                List.of("c"), next(pod("a", DONE), pod("b", BUSY), pod("c", TELL), pod("d", TELL), pod("e", TELL)));
    }

    @Test
    void memoryIsGivenToOnePodFirstAndThenToAllTheOthers() {
        assertEquals(List.of("a"), next(pod("a", GIVE), pod("b", GIVE), pod("c", GIVE)));
        assertEquals(List.of("b", "c"), next(pod("a", DONE), pod("b", GIVE), pod("c", GIVE)));
    }

    @Test
    void aPodThatServesIsAskedBeforeOneThatDoesNot() {
        assertEquals(List.of("b"), next(new Member("a", TELL, false, false), new Member("b", TELL, false, true)));
    }

    @Test
    void whatTheyHadIsGivenBackToAllAtOnceWithoutATrial() {
        UpdateOrder order = new UpdateOrder(List.of(pod("a", TELL), pod("b", GIVE)));

        assertEquals(List.of("b", "a"), order.all().stream().map(Member::name).toList());
    }
}
