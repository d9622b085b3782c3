package io.mpmoperator.server.control;

import io.mpmoperator.server.jdk.ProcessSignals;
import io.mpmoperator.server.nativecalls.Posix;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The signals that Apache's control process knows, as events in a queue that the control loop reads. */
final class Signals {

    /** What is asked of the server. */
    enum Event {
        /**
         * {@code TERM}, {@code INT}, {@code WINCH}: graceful stop. Where there is a controlling terminal, WINCH says that it
         * was resized, and nothing happens.
         */
        STOP,
        /** {@code HUP}: restart. */
        RESTART,
        /** {@code USR1}: graceful restart. */
        GRACEFUL_RESTART,
        /** {@code CHLD}: a child has ended. */
        CHILD_ENDED
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /**
     * Begins to listen for signals, also for those that were ignored until now, as HUP is under nohup: Apache hears them too.
     *
     * @return a sentence where signals need a thread each, which a limit may deny them
     */
    Optional<String> install(Posix posix) {
        ProcessSignals signals = ProcessSignals.ofThisProcess();
        posix.heed(Posix.SIGHUP);
        posix.heed(Posix.SIGTERM);
        on(signals, "TERM", Event.STOP);
        on(signals, "INT", Event.STOP);
        signals.on("WINCH", () -> {
            if (!ControllingTerminal.isThere()) {
                events.add(Event.STOP);
            }
        });
        on(signals, "HUP", Event.RESTART);
        on(signals, "USR1", Event.GRACEFUL_RESTART);
        on(signals, "CHLD", Event.CHILD_ENDED);
        return signals.missing();
    }

    private void on(ProcessSignals signals, String name, Event event) {
        signals.on(name, () -> events.add(event));
    }

    /** Puts an event back into the queue. */
    void again(Event event) {
        events.add(event);
    }

    /** Waits for the next event; null when none comes in time. */
    @Nullable
    Event next(long millis) {
        try {
            return events.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the control loop is never interrupted", e);
        }
    }
}
