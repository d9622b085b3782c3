package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.control.Change.Action;
import io.mpmoperator.server.control.Change.Happening;
import io.mpmoperator.server.control.Change.Stage;
import io.mpmoperator.server.nativecalls.Posix.Reaped;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final RestartRequest GRACEFUL = RestartRequest.signalled(true);
    private static final RestartRequest HARD = RestartRequest.signalled(false);
    private static final Reaped FATAL = new Reaped(7, 78, 0);
    private static final Reaped KILLED = new Reaped(7, 0, 9);

    private Change change = Change.NONE;
    private long now;

    private Action on(Happening happening) {
        Change.Step step = change.on(happening, now);
        change = step.after();
        return step.action();
    }

    private Action passes(Duration time) {
        now += time.toNanos();
        return on(new Happening.Passed());
    }

    private void tries(RestartRequest request) {
        on(new Happening.Requested(request));
        assertEquals(new Action.Try(request), passes(Duration.ZERO));
    }

    private void proves(RestartRequest request) {
        tries(request);
        assertEquals(new Action.TakeUp(request), on(new Happening.TrialEnded(true, "")));
    }

    @Test
    void doesNothingWhereNobodyWantsAnything() {
        assertEquals(new Action.Wait(), passes(Duration.ofDays(1)));
        assertFalse(change.underWay());
    }

    @Test
    void takesUpWhatATrialWasReadyWithAndKeepsItWhenAChildIsReady() {
        proves(GRACEFUL);
        assertTrue(change.underWay());
        assertEquals(new Action.Keep(), on(new Happening.ChildReady()));
        assertEquals(Change.NONE, change);
    }

    @Test
    void refusesWhatATrialWasNotReadyWithInItsWords() {
        tries(GRACEFUL);
        assertEquals(
                new Action.Refuse(GRACEFUL, "no such handler"), on(new Happening.TrialEnded(false, "no such handler")));
        assertEquals(Change.NONE, change);
    }

    @Test
    void refusesWhatCannotBeReadOrBound() {
        tries(HARD);
        assertEquals(new Action.Refuse(HARD, "the port is in use"), on(new Happening.Unreadable("the port is in use")));
        assertEquals(Change.NONE, change);
    }

    @Test
    void refusesATrialThatTakesTooLong() {
        tries(GRACEFUL);
        assertEquals(new Action.Wait(), passes(Change.LIMIT.minusNanos(1)));
        assertEquals(
                new Action.Refuse(GRACEFUL, "the trial was not ready within 60 seconds"), passes(Duration.ofNanos(1)));
    }

    @Test
    void goesBackWhenTheFirstChildFailsAlthoughTheTrialWasReady() {
        proves(GRACEFUL);
        assertEquals(new Action.GoBack(GRACEFUL, "main threw"), on(new Happening.ChildFailed(FATAL, "main threw")));
        assertEquals(Change.NONE, change);
    }

    @Test
    void goesBackWhenNoChildIsReadyInTime() {
        proves(HARD);
        assertEquals(new Action.GoBack(HARD, "no child was ready within 60 seconds"), passes(Change.LIMIT));
    }

    @Test
    void takesAChildThatASignalHasEndedForAnAccidentTwice() {
        proves(GRACEFUL);
        assertEquals(new Action.Wait(), on(new Happening.ChildFailed(KILLED, "killed")));
        assertEquals(new Action.Wait(), on(new Happening.ChildFailed(KILLED, "killed")));
        assertEquals(new Action.GoBack(GRACEFUL, "killed"), on(new Happening.ChildFailed(KILLED, "killed")));
    }

    @Test
    void losesNoRequestThatComesDuringATrial() {
        tries(GRACEFUL);
        assertEquals(new Action.Wait(), on(new Happening.Requested(GRACEFUL)));
        assertEquals(new Action.Wait(), on(new Happening.Requested(HARD)));
        on(new Happening.TrialEnded(true, ""));
        assertEquals(new Action.Wait(), passes(Duration.ZERO));
        on(new Happening.ChildReady());
        assertTrue(change.underWay());
        assertEquals(new Action.Try(HARD), passes(Duration.ZERO));
        on(new Happening.TrialEnded(false, "no"));
        assertEquals(Change.NONE, change);
    }

    @Test
    void triesTheNextRequestAfterARefusal() {
        tries(GRACEFUL);
        on(new Happening.Requested(GRACEFUL));
        on(new Happening.TrialEnded(false, "no"));
        assertEquals(new Action.Try(GRACEFUL), passes(Duration.ZERO));
    }

    @Test
    void dropsATrialWhoseAnnouncementIsWithdrawnWithoutAReproach() {
        tries(RestartRequest.announced("c0ffee", new Configuration.Offer.Unusable("of no matter")));
        assertEquals(new Action.Drop(), on(new Happening.Withdrawn()));
        assertEquals(new Stage.None(), change.stage());
    }

    @Test
    void ignoresChildrenOfBeforeWhileATrialRuns() {
        tries(GRACEFUL);
        assertEquals(new Action.Wait(), on(new Happening.ChildReady()));
        assertEquals(new Action.Wait(), on(new Happening.ChildFailed(FATAL, "no")));
        assertTrue(change.stage() instanceof Stage.Trying);
    }

    @Test
    void saysWhatAChildSaidOrElseHowItEnded() {
        assertEquals("no such handler", Change.reason(FATAL, "no such handler"));
        assertEquals("the child ended with exit code 78 before it was ready", Change.reason(FATAL, ""));
        assertEquals("the child was ended by signal 9 before it was ready", Change.reason(KILLED, ""));
        assertTrue(Change.reason(new Reaped(7, 3, 0), "").contains("OutOfMemoryError"));
        assertEquals(
                "the child's heap cannot be reserved: HandlerHeap and HandlerHeapPerRequest say how much handlers keep"
                        + " (Fatal error: Failed to create the main Isolate. (code 801))",
                Change.reason(FATAL, "Fatal error: Failed to create the main Isolate. (code 801)"));
    }

    @Test
    void aRefusalIsOneLineOfBoundedLength() {
        assertEquals("a b c", Refusal.oneLine("a\nb\tc\n"));
        assertEquals(1003, Refusal.oneLine("x".repeat(5000)).length());
    }
}
