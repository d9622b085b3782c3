package io.mpmoperator.server.control;

import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.nativecalls.Posix;
import java.time.Duration;
import java.util.Map;

/**
 * Stopping: children take no more connections and finish those in hand, for as long as GracefulShutdownTimeout allows (0:
 * for ever); a second signal, or the end of that time, ends them by TERM at 0, 3, 5 and 7 seconds and KILL at 9, as Apache
 * does.
 */
final class GracefulStop {

    private static final long[] TERM_AT_MILLIS = {0, 3_000, 5_000, 7_000};
    private static final long KILL_AT_MILLIS = 9_000;

    private final Posix posix;
    private final Log log;
    private final Signals signals;
    private final Duration timeout;

    GracefulStop(Posix posix, Log log, Signals signals, Duration timeout) {
        this.posix = posix;
        this.log = log;
        this.signals = signals;
        this.timeout = timeout;
    }

    /**
     * Stops all children.
     *
     * @param children those that run; {@code reap} takes out those that have ended
     * @return the exit code
     */
    int stop(Runnable quiesce, Runnable reap, Map<Integer, Child> children) {
        log.info("stopping", "children", children.size(), "timeoutSeconds", timeout.toSeconds());
        long began = System.nanoTime();
        quiesce.run();
        while (!children.isEmpty()) {
            Signals.Event event = signals.next(100);
            reap.run();
            boolean over = !timeout.isZero() && System.nanoTime() - began >= timeout.toNanos();
            if (event == Signals.Event.STOP || (over && !children.isEmpty())) {
                log.warn(
                        "stopping-now",
                        "children",
                        children.size(),
                        "reason",
                        over ? "GracefulShutdownTimeout" : "signal");
                end(reap, children);
            }
        }
        log.info(
                "stopped", "millis", Duration.ofNanos(System.nanoTime() - began).toMillis());
        return 0;
    }

    private void end(Runnable reap, Map<Integer, Child> children) {
        long began = System.nanoTime();
        int sent = 0;
        boolean killed = false;
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
            signals.next(20);
            reap.run();
        }
    }
}
