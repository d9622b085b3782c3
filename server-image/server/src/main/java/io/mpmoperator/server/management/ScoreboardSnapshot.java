package io.mpmoperator.server.management;

import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.time.Timestamp;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The scoreboard at one moment. Its owners go on writing while it is read, so that each number is right and their sum
 * is as right as in Apache's. It holds the workers' states; the rest of a worker is read when it is asked for, so that a
 * snapshot takes a byte of heap for each worker, and any number of them fits the control process's heap.
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
     * @param certificate the certificate that the process has in force, by its hash; empty without TLS
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
            String certificate,
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
     * @param writing those whose response waits for the client to read
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
     * @param state at the moment of the snapshot
     * @param slot what it says now
     * @param alive whether there is a process
     * @param now when the snapshot was taken
     */
    public record Worker(WorkerState state, WorkerSlot slot, boolean alive, Timestamp now) {

        /** Requests answered. */
        public long accesses() {
            return slot.accesses();
        }

        /** Bytes sent. */
        public long bytes() {
            return slot.bytes();
        }

        /** Time spent on requests. */
        public long durationMicros() {
            return slot.durationMicros();
        }

        /** When the last request ended, milliseconds since 1970; 0 before the first. */
        public long lastUsedMillis() {
            long steady = slot.lastUsedMillis();
            return steady == 0 ? 0 : now.wallMillis(steady);
        }

        /** Of the current or last request, empty before the first. */
        public String client() {
            return alive ? slot.client() : "";
        }

        /** The current or last one, empty before the first. */
        public String requestLine() {
            return alive ? slot.requestLine() : "";
        }
    }

    /** The workers of a process with the states that they had. */
    private static final class Workers extends AbstractList<Worker> implements RandomAccess {

        private final ProcessSlot process;
        private final boolean alive;
        private final Timestamp now;
        private final byte[] states;

        private Workers(ProcessSlot process, boolean alive, Timestamp now) {
            this.now = now;
            this.process = process;
            this.alive = alive;
            this.states = new byte[process.workers()];
            for (int i = 0; i < states.length; i++) {
                states[i] = (byte) process.worker(i).state().symbol();
            }
        }

        @Override
        public Worker get(int index) {
            return new Worker(WorkerState.ofSymbol(states[index]), process.worker(index), alive, now);
        }

        @Override
        public int size() {
            return states.length;
        }
    }

    /**
     * Sums over all slots.
     *
     * @param latencyBuckets answers by duration, as {@link WorkerSlot#latencyBoundsMicros} divides them
     * @param accepted connections accepted
     * @param saturated moments in which a process had no free worker for a request
     * @param logLinesDropped lines of their logs that the processes could not write
     */
    public record Totals(
            long accesses,
            long bytes,
            long durationMicros,
            List<Long> latencyBuckets,
            long accepted,
            long saturated,
            long logLinesDropped) {}

    /**
     * Reads the scoreboard.
     *
     * @param now by which its times become those of the day
     */
    public static ScoreboardSnapshot of(Scoreboard scoreboard, Timestamp now) {
        Sums sums = new Sums();
        List<Slot> slots = new ArrayList<>(scoreboard.slots());
        for (int number = 0; number < scoreboard.slots(); number++) {
            slots.add(slot(number, scoreboard.process(number), sums, now));
        }
        return new ScoreboardSnapshot(List.copyOf(slots), sums.totals());
    }

    /** How many processes serve: ready, and not told to end. */
    public static int serving(Scoreboard scoreboard) {
        int serving = 0;
        for (int slot = 0; slot < scoreboard.slots(); slot++) {
            ProcessSlot process = scoreboard.process(slot);
            if (process.serves()) {
                serving++;
            }
        }
        return serving;
    }

    private static Slot slot(int number, ProcessSlot process, Sums sums, Timestamp now) {
        int pid = process.pid();
        long accessesBefore = sums.accesses;
        long bytesBefore = sums.bytes;
        List<Worker> workers = new Workers(process, pid != 0, now);
        workers.forEach(worker -> sums.add(worker.slot()));
        sums.add(process.listener());
        sums.accepted += process.accepted();
        sums.saturated += process.saturated();
        sums.logLinesDropped += process.logLinesDropped();
        return new Slot(
                number,
                pid,
                process.generation(),
                now.wallMillis(process.startedMillis()),
                process.quiescing(),
                process.ready(),
                process.notAccepting(),
                process.certificate(),
                connections(process),
                sums.accesses - accessesBefore,
                sums.bytes - bytesBefore,
                workers);
    }

    private static Connections connections(ProcessSlot slot) {
        return new Connections(
                slot.connections(), slot.waitIo(), slot.writeCompletion(), slot.keepAlive(), slot.lingering());
    }

    private static final class Sums {

        private final long[] buckets = new long[WorkerSlot.latencyBoundsMicros().length + 1];
        private long accesses;
        private long bytes;
        private long durationMicros;
        private long accepted;
        private long saturated;
        private long logLinesDropped;

        private void add(WorkerSlot worker) {
            accesses += worker.accesses();
            bytes += worker.bytes();
            durationMicros += worker.durationMicros();
            if (worker.accesses() > 0) {
                for (int i = 0; i < buckets.length; i++) {
                    buckets[i] += worker.latencyBucket(i);
                }
            }
        }

        private Totals totals() {
            List<Long> latency = new ArrayList<>(buckets.length);
            for (long bucket : buckets) {
                latency.add(bucket);
            }
            return new Totals(
                    accesses, bytes, durationMicros, List.copyOf(latency), accepted, saturated, logLinesDropped);
        }
    }
}
