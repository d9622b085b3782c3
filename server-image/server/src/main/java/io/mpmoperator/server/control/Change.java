package io.mpmoperator.server.control;

import io.mpmoperator.server.child.ChildMain;
import io.mpmoperator.server.nativecalls.Posix.Reaped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the server is with taking up another configuration, as a pure function of what happens. A configuration is tried by
 * a process of its own before any child hears of it; when it is in force, the one before stays at hand until a child has
 * become ready with it.
 *
 * <pre>
 * NONE ---request---> TRYING ---ready---> PROVING ---a child is ready---> NONE
 *   ^                    |                   |
 *   +------refused-------+------refused------+ children fail: the configuration before is in force again
 * </pre>
 *
 * @param stage how far it is
 * @param next what was asked for meanwhile, and waits
 */
record Change(Stage stage, @Nullable RestartRequest next) {

    /** How long the trial may take until it is ready, and then the first child of the new generation. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** A child that a signal ends may be somebody's accident; so many are the configuration's fault. */
    static final int KILLED_AT_MOST = 3;

    /** How an executable of native-image begins when it ends before any code of its own runs. */
    private static final String EXECUTABLE_WITHOUT_MEMORY = "Fatal error: Failed to create the main Isolate.";

    /** At the start, and whenever all that was asked for was taken up or refused. */
    static final Change NONE = new Change(new Stage.None(), null);

    /** How far it is. */
    sealed interface Stage {

        /** Nothing is being changed. */
        record None() implements Stage {}

        /** A process tries the configuration. */
        record Trying(RestartRequest request, long untilNanos) implements Stage {}

        /**
         * The configuration is in force, and none of its children has been ready.
         *
         * @param killed how many of them were ended by a signal
         */
        record Proving(RestartRequest request, long untilNanos, int killed) implements Stage {}
    }

    /** What happens. */
    sealed interface Happening {

        /** Another configuration is asked for. */
        record Requested(RestartRequest request) implements Happening {}

        /** The configuration cannot even be tried. */
        record Unreadable(String reason) implements Happening {}

        /** The trial is over. */
        record TrialEnded(boolean ready, String said) implements Happening {}

        /** The announcement that is being tried is there no longer. */
        record Withdrawn() implements Happening {}

        /** There is a child of the generation in force that is ready. */
        record ChildReady() implements Happening {}

        /** A child of the generation in force has ended without having been ready. */
        record ChildFailed(Reaped how, String said) implements Happening {}

        /** Time has passed. */
        record Passed() implements Happening {}
    }

    /** What is to be done. */
    sealed interface Action {

        /** Nothing. */
        record Wait() implements Action {}

        /** Read the configuration and start a trial with it. */
        record Try(RestartRequest request) implements Action {}

        /** Serve with what was tried; keep what is in force until now at hand. */
        record TakeUp(RestartRequest request) implements Action {}

        /** Drop what is at hand: a child is ready with what is in force. */
        record Keep() implements Action {}

        /** Drop what was tried, without a reproach. */
        record Drop() implements Action {}

        /** Drop what was tried and say why. */
        record Refuse(RestartRequest request, String reason) implements Action {}

        /** Serve with what was in force before, and say why. */
        record GoBack(RestartRequest request, String reason) implements Action {}
    }

    /** What it becomes, and what is to be done for that. */
    record Step(Change after, Action action) {}

    /** Whether something is under way, so that the loop looks more often than once a second. */
    boolean underWay() {
        return next != null || !(stage instanceof Stage.None);
    }

    /** What follows from what happens. */
    Step on(Happening happening, long nowNanos) {
        if (happening instanceof Happening.Requested(RestartRequest request)) {
            Change waiting = new Change(stage, next == null ? request : next.and(request));
            return new Step(waiting, new Action.Wait());
        }
        return switch (stage) {
            case Stage.None() -> begin(nowNanos);
            case Stage.Trying trying -> trying(trying, happening, nowNanos);
            case Stage.Proving proving -> proving(proving, happening, nowNanos);
        };
    }

    private Step begin(long nowNanos) {
        return next == null
                ? new Step(this, new Action.Wait())
                : new Step(new Change(new Stage.Trying(next, until(nowNanos)), null), new Action.Try(next));
    }

    private Step trying(Stage.Trying trying, Happening happening, long nowNanos) {
        return switch (happening) {
            case Happening.Unreadable(String reason) -> over(new Action.Refuse(trying.request(), reason));
            case Happening.TrialEnded(boolean ready, String said) ->
                ready
                        ? new Step(
                                new Change(new Stage.Proving(trying.request(), until(nowNanos), 0), next),
                                new Action.TakeUp(trying.request()))
                        : over(new Action.Refuse(trying.request(), said));
            case Happening.Withdrawn() -> over(new Action.Drop());
            case Happening.Passed() ->
                nowNanos - trying.untilNanos() < 0
                        ? new Step(this, new Action.Wait())
                        : over(new Action.Refuse(
                                trying.request(), "the trial was not ready within " + LIMIT.toSeconds() + " seconds"));
            case Happening.Requested _, Happening.ChildReady _, Happening.ChildFailed _ ->
                new Step(this, new Action.Wait());
        };
    }

    private Step proving(Stage.Proving proving, Happening happening, long nowNanos) {
        return switch (happening) {
            case Happening.Unreadable(String reason) -> over(new Action.GoBack(proving.request(), reason));
            case Happening.ChildReady() -> over(new Action.Keep());
            case Happening.ChildFailed(Reaped how, String said) -> childFailed(proving, how, said);
            case Happening.Passed() ->
                nowNanos - proving.untilNanos() < 0
                        ? new Step(this, new Action.Wait())
                        : over(new Action.GoBack(
                                proving.request(), "no child was ready within " + LIMIT.toSeconds() + " seconds"));
            case Happening.Requested _, Happening.TrialEnded _, Happening.Withdrawn _ ->
                new Step(this, new Action.Wait());
        };
    }

    private Step childFailed(Stage.Proving proving, Reaped how, String said) {
        int killed = proving.killed() + 1;
        return how.signal() != 0 && killed < KILLED_AT_MOST
                ? new Step(
                        new Change(new Stage.Proving(proving.request(), proving.untilNanos(), killed), next),
                        new Action.Wait())
                : over(new Action.GoBack(proving.request(), said));
    }

    private Step over(Action action) {
        return new Step(new Change(new Stage.None(), next), action);
    }

    private static long until(long nowNanos) {
        return nowNanos + LIMIT.toNanos();
    }

    /** The announcement that is being tried or proved. */
    Optional<String> announced() {
        return switch (stage) {
            case Stage.None() -> Optional.empty();
            case Stage.Trying trying -> trying.request().announced();
            case Stage.Proving proving -> proving.request().announced();
        };
    }

    /** What a process that was not ready has said, or what its end says. */
    static String reason(Reaped how, String said) {
        if (said.startsWith(EXECUTABLE_WITHOUT_MEMORY)) {
            return "the child's heap cannot be reserved: HandlerHeap and HandlerHeapPerRequest say how much handlers keep ("
                    + said + ")";
        }
        if (!said.isEmpty()) {
            return said;
        }
        if (how.signal() != 0) {
            return "the child was ended by signal " + how.signal() + " before it was ready";
        }
        return switch (how.exitCode()) {
            case ChildMain.OUT_OF_MEMORY ->
                "the child had not enough memory to become ready (OutOfMemoryError): HandlerHeap says how much handlers keep";
            default -> "the child ended with exit code " + how.exitCode() + " before it was ready";
        };
    }
}
