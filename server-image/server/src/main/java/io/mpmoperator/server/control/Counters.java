package io.mpmoperator.server.control;

import io.mpmoperator.server.management.ServerView;
import io.mpmoperator.server.nativecalls.Posix;
import java.util.concurrent.atomic.AtomicLong;

/** What the control process counts over its life. Written by the control loop, read by the management port. */
final class Counters {

    private final AtomicLong started = new AtomicLong();
    private final AtomicLong endedClean = new AtomicLong();
    private final AtomicLong endedWithError = new AtomicLong();
    private final AtomicLong killed = new AtomicLong();
    private final AtomicLong restarts = new AtomicLong();
    private final AtomicLong gracefulRestarts = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong saturations = new AtomicLong();
    private final AtomicLong scoreboardFull = new AtomicLong();

    void started() {
        started.incrementAndGet();
    }

    void ended(Posix.Reaped how) {
        if (how.signal() != 0) {
            killed.incrementAndGet();
        } else if (how.exitCode() != 0) {
            endedWithError.incrementAndGet();
        } else {
            endedClean.incrementAndGet();
        }
    }

    void restarted(boolean graceful) {
        if (graceful) {
            gracefulRestarts.incrementAndGet();
        } else {
            restarts.incrementAndGet();
        }
    }

    void refused() {
        refused.incrementAndGet();
    }

    void shortage(IdleMaintenance.Shortage shortage) {
        switch (shortage) {
            case NONE -> {}
            case MAX_REQUEST_WORKERS -> saturations.incrementAndGet();
            case SCOREBOARD_FULL -> scoreboardFull.incrementAndGet();
        }
    }

    ServerView.Restarts restartsView() {
        return new ServerView.Restarts(restarts.get(), gracefulRestarts.get(), refused.get());
    }

    ServerView.Children childrenView() {
        return new ServerView.Children(started.get(), endedClean.get(), endedWithError.get(), killed.get());
    }

    ServerView.Maintenance maintenanceView(int rate, IdleMaintenance.Shortage now) {
        return new ServerView.Maintenance(
                rate,
                new ServerView.Saturation(now == IdleMaintenance.Shortage.MAX_REQUEST_WORKERS, saturations.get()),
                new ServerView.Saturation(now == IdleMaintenance.Shortage.SCOREBOARD_FULL, scoreboardFull.get()));
    }
}
