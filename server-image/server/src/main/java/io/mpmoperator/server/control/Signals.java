package io.mpmoperator.server.control;

import io.mpmoperator.server.jdk.ProcessSignals;
import io.mpmoperator.server.nativecalls.Posix;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The signals that Apache's control process knows, as events in a queue that the control loop reads. */
final class Signals {

    /** What somebody wants of the server. */
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

    /** Begins to listen for signals, also for those that were ignored until now, as HUP is under nohup: Apache hears them too. */
    void install(Posix posix) {
        posix.heed(Posix.SIGHUP);
        posix.heed(Posix.SIGTERM);
        on("TERM", Event.STOP);
        on("INT", Event.STOP);
        ProcessSignals.on("WINCH", () -> {
            if (!ControllingTerminal.isThere()) {
                events.add(Event.STOP);
            }
        });
        on("HUP", Event.RESTART);
        on("USR1", Event.GRACEFUL_RESTART);
        on("CHLD", Event.CHILD_ENDED);
    }

    private void on(String name, Event event) {
        ProcessSignals.on(name, () -> events.add(event));
    }

    /** Puts an event back for whoever it concerns. */
    void again(Event event) {
        events.add(event);
    }

    /** Waits for the next event; null when none comes in time. */
    @Nullable
    Event next(long millis) {
        try {
            return events.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the control loop", e);
        }
    }
}
