package io.mpmoperator.server.control;

import io.mpmoperator.server.nativecalls.Posix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ending children at once, whatever they are at: TERM at 0, 3, 5 and 7 seconds and KILL at 9, as Apache does for TERM and
 * for HUP.
 */
final class HardStop {

    private static final long[] TERM_AT_MILLIS = {0, 3_000, 5_000, 7_000};
    private static final long KILL_AT_MILLIS = 9_000;
    private static final long TICK_MILLIS = 20;

    private final Posix posix;
    private final Signals signals;

    HardStop(Posix posix, Signals signals) {
        this.posix = posix;
        this.signals = signals;
    }

    /**
     * Returns when the last child has ended.
     *
     * @param children those that run; {@code reap} takes out those that have ended
     * @return whether a signal to stop has arrived in the meantime
     */
    boolean end(Runnable reap, Map<Integer, Child> children) {
        long began = System.nanoTime();
        int sent = 0;
        boolean killed = false;
        boolean stop = false;
        List<Signals.Event> missed = new ArrayList<>();
        while (!children.isEmpty()) {
            long passed = Duration.ofNanos(System.nanoTime() - began).toMillis();
            if (sent < TERM_AT_MILLIS.length && passed >= TERM_AT_MILLIS[sent]) {
                sent++;
                children.values().forEach(child -> posix.kill(child.pid(), Posix.SIGTERM));
            }
            if (!killed && passed >= KILL_AT_MILLIS) {
                killed = true;
                children.values().forEach(child -> posix.kill(child.pid(), Posix.SIGKILL));
            }
            Signals.Event event = signals.next(TICK_MILLIS);
            stop |= event == Signals.Event.STOP;
            if (event == Signals.Event.RESTART || event == Signals.Event.GRACEFUL_RESTART) {
                missed.add(event);
            }
            reap.run();
        }
        missed.forEach(signals::again);
        return stop;
    }
}
