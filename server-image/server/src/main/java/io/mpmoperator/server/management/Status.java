package io.mpmoperator.server.management;

import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.management.ScoreboardSnapshot.Connections;
import io.mpmoperator.server.management.ScoreboardSnapshot.Slot;
import io.mpmoperator.server.management.ScoreboardSnapshot.Worker;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** All that the management port tells, at one moment. */
record Status(ServerView view, ScoreboardSnapshot scoreboard, HostFacts host, Instant now) {

    /** What a process is about. */
    enum Phase {
        /** It has not finished its start-up. */
        STARTING,
        /** It serves. */
        READY,
        /** It was told to end, and finishes what it has in hand. */
        STOPPING,
        /** The same, because it belongs to a generation before the last restart. */
        DRAINING
    }

    /**
     * Workers as Apache counts them.
     *
     * @param busy those with something in hand, in processes that stay
     * @param graceful those with something in hand, in processes that end when it is done
     * @param idle those that wait for work, in processes that stay
     */
    record Workers(int busy, int graceful, int idle) {}

    Phase phase(Slot slot) {
        if (slot.quiescing()) {
            return slot.generation() == view.generation() ? Phase.STOPPING : Phase.DRAINING;
        }
        return slot.ready() ? Phase.READY : Phase.STARTING;
    }

    List<Slot> alive() {
        return scoreboard.slots().stream().filter(slot -> !slot.free()).toList();
    }

    int count(Phase phase) {
        return (int) alive().stream().filter(slot -> phase(slot) == phase).count();
    }

    Workers workers() {
        int busy = 0;
        int graceful = 0;
        int idle = 0;
        for (Slot slot : alive()) {
            Workers workers = workers(slot);
            busy += workers.busy();
            graceful += workers.graceful();
            idle += workers.idle();
        }
        return new Workers(busy, graceful, idle);
    }

    /**
     * Idle ones of an older generation count as long as their process takes connections, which it does here until its
     * replacement is ready; in Apache it never does.
     */
    Workers workers(Slot slot) {
        int busy = 0;
        int graceful = 0;
        int idle = 0;
        boolean ends = slot.quiescing();
        for (Worker worker : slot.workers()) {
            switch (worker.state()) {
                case DEAD, STARTING, IDLE_KILL -> {}
                case READY -> idle += ends ? 0 : 1;
                case GRACEFUL -> graceful++;
                case READING, WRITING, KEEP_ALIVE, LOGGING, DNS, CLOSING -> {
                    graceful += ends ? 1 : 0;
                    busy += ends ? 0 : 1;
                }
            }
        }
        return new Workers(busy, graceful, idle);
    }

    /** Whether a worker in that state has a connection in hand: Apache's busy, or graceful. */
    static boolean inHand(WorkerState state) {
        return switch (state) {
            case DEAD, STARTING, READY, IDLE_KILL -> false;
            case READING, WRITING, KEEP_ALIVE, LOGGING, DNS, CLOSING, GRACEFUL -> true;
        };
    }

    int count(WorkerState state) {
        return (int) alive().stream()
                .flatMap(slot -> slot.workers().stream())
                .filter(worker -> worker.state() == state)
                .count();
    }

    Connections connections() {
        return alive().stream().map(this::connections).reduce(Connections.NONE, Connections::plus);
    }

    /** Under event, what the listener says; otherwise a busy worker is a connection. */
    Connections connections(Slot slot) {
        if (view.settings().mode() == Mode.EVENT) {
            return slot.connections();
        }
        int all = 0;
        int reading = 0;
        int keepAlive = 0;
        int closing = 0;
        for (Worker worker : slot.workers()) {
            switch (worker.state()) {
                case DEAD, STARTING, READY, IDLE_KILL -> {}
                case WRITING, LOGGING, DNS, GRACEFUL -> all++;
                case READING -> {
                    all++;
                    reading++;
                }
                case KEEP_ALIVE -> {
                    all++;
                    keepAlive++;
                }
                case CLOSING -> {
                    all++;
                    closing++;
                }
            }
        }
        return new Connections(all, reading, 0, keepAlive, closing);
    }

    /** Since the start or the last restart that was not graceful, as Apache's uptime; never negative. */
    Duration uptime() {
        return notNegative(Duration.between(view.restarted(), now));
    }

    /** How long the totals have been counted. */
    Duration counting() {
        return notNegative(Duration.between(view.started(), now));
    }

    /** A total per second. */
    double perSecond(double total) {
        long seconds = counting().toSeconds();
        return seconds == 0 ? 0 : total / seconds;
    }

    /** A total per request. */
    double perRequest(double total) {
        long accesses = scoreboard.totals().accesses();
        return accesses == 0 ? 0 : total / accesses;
    }

    /**
     * The character of a worker's place; blank for places that the settings do not use, unless someone is there.
     */
    char symbol(Slot slot, int worker) {
        WorkerState state = slot.workers().get(worker).state();
        boolean used = slot.number() < view.settings().processes()
                && worker < view.settings().threadsPerChild();
        return state == WorkerState.DEAD && !used ? ' ' : state.symbol();
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
