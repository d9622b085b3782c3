package io.mpmoperator.server.control;

import io.mpmoperator.server.log.Log;
import java.time.Duration;
import java.util.Map;

/**
 * Stopping: children take no more connections and finish those in hand, for as long as GracefulShutdownTimeout allows (0:
 * no end); a second signal, or the end of that time, ends them by {@link HardStop}.
 */
final class GracefulStop {

    private final Log log;
    private final Signals signals;
    private final HardStop hardStop;
    private final Duration timeout;

    GracefulStop(Log log, Signals signals, HardStop hardStop, Duration timeout) {
        this.log = log;
        this.signals = signals;
        this.hardStop = hardStop;
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
                hardStop.end(reap, children);
            }
        }
        log.info(
                "stopped", "millis", Duration.ofNanos(System.nanoTime() - began).toMillis());
        return 0;
    }
}
