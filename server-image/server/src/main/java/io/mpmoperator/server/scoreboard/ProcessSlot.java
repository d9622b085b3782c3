package io.mpmoperator.server.scoreboard;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One process in the scoreboard. The control process writes the process id, the generation and the quiescing flag; the
 * child writes everything else.
 */
public final class ProcessSlot {

    private static final int PID = 0;
    private static final int GENERATION = 4;
    private static final int QUIESCING = 8;
    private static final int READY = 12;
    private static final int NOT_ACCEPTING = 16;
    private static final int CONNECTIONS = 20;
    private static final int WAIT_IO = 24;
    private static final int WRITE_COMPLETION = 28;
    private static final int KEEP_ALIVE = 32;
    private static final int LINGERING = 36;
    private static final int STARTED = 40;
    private static final int ACCEPTED = 48;
    private static final int SATURATED = 56;
    private static final int LISTENER_BEAT = 64;
    private static final int CERTIFICATE = 128;
    private static final int CERTIFICATE_BYTES = 32;
    private static final int LOG_LINES_DROPPED = 72;
    private static final int PORT_GIVEN_UP = 80;

    private final ByteBuffer memory;
    private final LongBuffer counters;
    private final int offset;
    private final int workers;
    private final WorkerSlot listener;

    ProcessSlot(ByteBuffer memory, LongBuffer counters, int offset, int workers) {
        this.memory = memory;
        this.counters = counters;
        this.offset = offset;
        this.listener = new WorkerSlot(memory, counters, offset + Scoreboard.PROCESS_BYTES - Scoreboard.WORKER_BYTES);
        this.workers = workers;
    }

    /** Whether a process is there that accepts: ready, and not told to end. */
    public boolean serves() {
        return pid() != 0 && ready() && !quiescing();
    }

    /** A worker's place, from 0. */
    public WorkerSlot worker(int index) {
        Objects.checkIndex(index, workers);
        return new WorkerSlot(memory, counters, offset + Scoreboard.PROCESS_BYTES + index * Scoreboard.WORKER_BYTES);
    }

    /**
     * The place where the listener counts what it does itself: event's listener finishes the responses that a client was slow
     * to take. No worker, but its counts belong to the totals.
     */
    public WorkerSlot listener() {
        return listener;
    }

    /** How many workers the slot has room for. */
    public int workers() {
        return workers;
    }

    /**
     * Gives the slot to a new process: its workers are {@link WorkerState#STARTING}, its connections none. What the
     * workers have counted so far stays, as in Apache, so that totals never fall.
     */
    public void assign(int pid, int generation, int threads, long startedMillis) {
        clear();
        memory.putInt(offset + GENERATION, generation).putLong(offset + STARTED, startedMillis);
        for (int i = 0; i < threads; i++) {
            worker(i).state(WorkerState.STARTING);
        }
        memory.putInt(offset + PID, pid);
    }

    /** Takes the slot back from a process that has ended. */
    public void clear() {
        memory.putInt(offset + PID, 0)
                .putInt(offset + GENERATION, 0)
                .putInt(offset + QUIESCING, 0)
                .putInt(offset + READY, 0)
                .putInt(offset + NOT_ACCEPTING, 0)
                .putInt(offset + PORT_GIVEN_UP, 0);
        connections(0, 0, 0, 0, 0);
        memory.put(offset + CERTIFICATE, new byte[CERTIFICATE_BYTES]);
        for (int i = 0; i < workers; i++) {
            worker(i).state(WorkerState.DEAD);
        }
    }

    /** The process, 0 when the slot is free. */
    public int pid() {
        return memory.getInt(offset + PID);
    }

    /** Says which process has the slot: known only after it was started. */
    public void pid(int pid) {
        memory.putInt(offset + PID, pid);
    }

    /** The generation the process belongs to: how many restarts there were before it. */
    public int generation() {
        return memory.getInt(offset + GENERATION);
    }

    /** When the process was started, in milliseconds of the clock that never jumps. */
    public long startedMillis() {
        return memory.getLong(offset + STARTED);
    }

    /** Whether the process was told to end gracefully. */
    public boolean quiescing() {
        return memory.getInt(offset + QUIESCING) != 0;
    }

    /** Marks the process as one that was told to end gracefully. */
    public void markQuiescing() {
        memory.putInt(offset + QUIESCING, 1);
    }

    /** Whether the process has finished its start-up. */
    public boolean ready() {
        return memory.getInt(offset + READY) != 0;
    }

    /** Said by the child when its workers are ready. */
    public void markReady() {
        memory.putInt(offset + READY, 1);
    }

    /** Whether the process has given up its listening socket, and has taken from it what it was to take. */
    public boolean portGivenUp() {
        return memory.getInt(offset + PORT_GIVEN_UP) != 0;
    }

    /** Said by the child when it has. */
    public void markPortGivenUp() {
        memory.putInt(offset + PORT_GIVEN_UP, 1);
    }

    /** Said by the child with TLS: which certificate it has in force, by its SHA-256 in hexadecimal digits. */
    public void certificate(String sha256) {
        memory.put(offset + CERTIFICATE, HexFormat.of().parseHex(sha256));
    }

    /** The certificate that the process has in force; empty when there is none. */
    public String certificate() {
        byte[] hash = new byte[CERTIFICATE_BYTES];
        memory.get(offset + CERTIFICATE, hash);
        return Arrays.equals(hash, new byte[CERTIFICATE_BYTES])
                ? ""
                : HexFormat.of().formatHex(hash);
    }

    /** Whether the listener has stopped taking connections for the time being. */
    public boolean notAccepting() {
        return memory.getInt(offset + NOT_ACCEPTING) != 0;
    }

    /** Said by the listener when it stops or resumes taking connections. */
    public void notAccepting(boolean value) {
        memory.putInt(offset + NOT_ACCEPTING, value ? 1 : 0);
    }

    /** The connections that the process holds now, by state; said by its listener. */
    public void connections(int all, int waitIo, int writeCompletion, int keepAlive, int lingering) {
        memory.putInt(offset + CONNECTIONS, all)
                .putInt(offset + WAIT_IO, waitIo)
                .putInt(offset + WRITE_COMPLETION, writeCompletion)
                .putInt(offset + KEEP_ALIVE, keepAlive)
                .putInt(offset + LINGERING, lingering);
    }

    /** All connections that the process holds. */
    public int connections() {
        return memory.getInt(offset + CONNECTIONS);
    }

    /** Connections whose request head has begun and is not complete. */
    public int waitIo() {
        return memory.getInt(offset + WAIT_IO);
    }

    /** Connections whose answer waits for the client to read. */
    public int writeCompletion() {
        return memory.getInt(offset + WRITE_COMPLETION);
    }

    /** Idle connections that wait for their next request. */
    public int keepAlive() {
        return memory.getInt(offset + KEEP_ALIVE);
    }

    /** Connections in lingering close. */
    public int lingering() {
        return memory.getInt(offset + LINGERING);
    }

    /** How many connections the slot's processes have accepted. */
    public long accepted() {
        return memory.getLong(offset + ACCEPTED);
    }

    /** Counts accepted connections; called by the one thread that accepts. */
    public void countAccepted(int connections) {
        memory.putLong(offset + ACCEPTED, accepted() + connections);
    }

    /** How often the process ran out of workers while a request was waiting. */
    public long saturated() {
        return memory.getLong(offset + SATURATED);
    }

    /** Counts a moment without a free worker. */
    public void countSaturated() {
        memory.putLong(offset + SATURATED, saturated() + 1);
    }

    /** How many lines of their logs the slot's processes could not write. */
    public long logLinesDropped() {
        return memory.getLong(offset + LOG_LINES_DROPPED);
    }

    /** Counts lines of a log that were not written; one thread at a time. */
    public void countLogLinesDropped(long lines) {
        memory.putLong(offset + LOG_LINES_DROPPED, logLinesDropped() + lines);
    }

    /** When the listener last went round, in milliseconds of the clock that never jumps. */
    public long listenerBeat() {
        return memory.getLong(offset + LISTENER_BEAT);
    }

    /** Said by the listener every time round. */
    public void listenerBeat(long millis) {
        memory.putLong(offset + LISTENER_BEAT, millis);
    }
}
