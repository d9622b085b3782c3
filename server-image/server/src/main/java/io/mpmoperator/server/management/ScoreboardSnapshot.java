package io.mpmoperator.server.management;

import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.util.ArrayList;
import java.util.List;

/**
 * The scoreboard at one moment. Its owners go on writing while it is read, so that each number is right and their sum
 * is as right as in Apache's.
 *
 * @param slots all of them, free ones included
 * @param totals of all that the slots' processes have counted, those that have ended included
 */
public record ScoreboardSnapshot(List<Slot> slots, Totals totals) {

    /**
     * A slot.
     *
     * @param number from 0
     * @param pid 0 when it is free
     * @param ready whether the process has finished its start-up
     * @param accesses requests answered by the slot's processes
     * @param bytes bytes sent by them
     * @param workers one for each thread that ThreadLimit allows
     * @see ProcessSlot
     */
    public record Slot(
            int number,
            int pid,
            int generation,
            long startedMillis,
            boolean quiescing,
            boolean ready,
            boolean notAccepting,
            Connections connections,
            long accesses,
            long bytes,
            List<Worker> workers) {

        /** Whether there is no process. */
        public boolean free() {
            return pid == 0;
        }
    }

    /**
     * Connections by what they wait for.
     *
     * @param all every connection
     * @param waitIo those whose request head is not complete
     * @param writing those whose answer waits for the client to read
     * @param keepAlive idle ones
     * @param closing those in lingering close
     */
    public record Connections(int all, int waitIo, int writing, int keepAlive, int closing) {

        /** None. */
        public static final Connections NONE = new Connections(0, 0, 0, 0, 0);

        /** Those that a worker thread holds. */
        public int processing() {
            return Math.max(0, all - waitIo - writing - keepAlive - closing);
        }

        /** Both. */
        public Connections plus(Connections other) {
            return new Connections(
                    all + other.all,
                    waitIo + other.waitIo,
                    writing + other.writing,
                    keepAlive + other.keepAlive,
                    closing + other.closing);
        }
    }

    /**
     * A worker.
     *
     * @param client of the current or last request, empty before the first
     * @param requestLine the current or last one
     * @param lastUsedMillis when the last request ended, milliseconds since 1970; 0 before the first
     * @see WorkerSlot
     */
    public record Worker(
            WorkerState state,
            long accesses,
            long bytes,
            long durationMicros,
            long lastUsedMillis,
            String client,
            String requestLine) {}

    /**
     * Sums over all slots.
     *
     * @param latencyBuckets answers by duration, as {@link WorkerSlot#latencyBoundsMicros} divides them
     * @param accepted connections accepted
     * @param saturated moments in which a process had no free worker for a request
     */
    public record Totals(
            long accesses, long bytes, long durationMicros, List<Long> latencyBuckets, long accepted, long saturated) {}

    /** Reads the scoreboard. */
    public static ScoreboardSnapshot of(Scoreboard scoreboard) {
        Sums sums = new Sums();
        List<Slot> slots = new ArrayList<>(scoreboard.slots());
        for (int number = 0; number < scoreboard.slots(); number++) {
            slots.add(slot(number, scoreboard.process(number), sums));
        }
        return new ScoreboardSnapshot(List.copyOf(slots), sums.totals());
    }

    /** How many processes serve: ready, and not told to end. */
    public static int serving(Scoreboard scoreboard) {
        int serving = 0;
        for (int slot = 0; slot < scoreboard.slots(); slot++) {
            ProcessSlot process = scoreboard.process(slot);
            if (process.pid() != 0 && process.ready() && !process.quiescing()) {
                serving++;
            }
        }
        return serving;
    }

    private static Slot slot(int number, ProcessSlot process, Sums sums) {
        int pid = process.pid();
        long accessesBefore = sums.accesses;
        long bytesBefore = sums.bytes;
        List<Worker> workers = new ArrayList<>(process.workers());
        for (int i = 0; i < process.workers(); i++) {
            Worker worker = worker(process.worker(i), pid != 0);
            sums.add(worker, process.worker(i));
            workers.add(worker);
        }
        sums.accepted += process.accepted();
        sums.saturated += process.saturated();
        return new Slot(
                number,
                pid,
                process.generation(),
                process.startedMillis(),
                process.quiescing(),
                process.ready(),
                process.notAccepting(),
                connections(process),
                sums.accesses - accessesBefore,
                sums.bytes - bytesBefore,
                workers);
    }

    private static Connections connections(ProcessSlot slot) {
        return new Connections(
                slot.connections(), slot.waitIo(), slot.writeCompletion(), slot.keepAlive(), slot.lingering());
    }

    private static Worker worker(WorkerSlot slot, boolean alive) {
        return new Worker(
                slot.state(),
                slot.accesses(),
                slot.bytes(),
                slot.durationMicros(),
                slot.lastUsedMillis(),
                alive ? slot.client() : "",
                alive ? slot.requestLine() : "");
    }

    private static final class Sums {

        private final long[] buckets = new long[WorkerSlot.latencyBoundsMicros().length + 1];
        private long accesses;
        private long bytes;
        private long durationMicros;
        private long accepted;
        private long saturated;

        private void add(Worker worker, WorkerSlot slot) {
            accesses += worker.accesses();
            bytes += worker.bytes();
            durationMicros += worker.durationMicros();
            if (worker.accesses() > 0) {
                for (int i = 0; i < buckets.length; i++) {
                    buckets[i] += slot.latencyBucket(i);
                }
            }
        }

        private Totals totals() {
            List<Long> latency = new ArrayList<>(buckets.length);
            for (long bucket : buckets) {
                latency.add(bucket);
            }
            return new Totals(accesses, bytes, durationMicros, List.copyOf(latency), accepted, saturated);
        }
    }
}
