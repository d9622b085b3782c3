package io.mpmoperator.server.scoreboard;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The scoreboard: one slot for each process that ServerLimit allows, in each slot one place for each worker that
 * ThreadLimit allows. It lies in memory that all processes of a server map; each place is written by its owner alone, so
 * that no process waits for another. A process that dies leaves its last words behind until the control process clears them.
 *
 * <pre>
 * header       512 bytes   magic, slots, workers per slot, {@link ControlSlot}
 * per slot     512 bytes   {@link ProcessSlot}, its listener's {@link WorkerSlot} at the end
 *   per worker 320 bytes   {@link WorkerSlot}
 * </pre>
 */
public final class Scoreboard {

    static final int HEADER_BYTES = 512;
    private static final int CONTROL = 64;
    static final int PROCESS_BYTES = 512;
    static final int WORKER_BYTES = 320;
    private static final long MAGIC = 0x6d706d2d73623031L;

    private final MappedByteBuffer memory;
    private final ProcessSlot[] processes;
    private final ControlSlot control;
    private final int workersPerProcess;

    private Scoreboard(MappedByteBuffer memory, int slots, int workersPerProcess) {
        this.memory = memory;
        this.workersPerProcess = workersPerProcess;
        this.processes = new ProcessSlot[slots];
        LongBuffer counters = memory.asLongBuffer();
        this.control = new ControlSlot(counters, CONTROL / Long.BYTES, (HEADER_BYTES - CONTROL) / Long.BYTES);
        for (int slot = 0; slot < slots; slot++) {
            processes[slot] = new ProcessSlot(
                    memory, counters, HEADER_BYTES + slot * slotBytes(workersPerProcess), workersPerProcess);
        }
    }

    private static int slotBytes(int workersPerProcess) {
        return PROCESS_BYTES + workersPerProcess * WORKER_BYTES;
    }

    /**
     * The size of a scoreboard.
     *
     * @return bytes
     * @throws IllegalArgumentException beyond 2 GiB, naming the two limits
     */
    public static long bytes(int slots, int workersPerProcess) {
        requireMappable(slots, workersPerProcess);
        return unbounded(slots, workersPerProcess);
    }

    /**
     * Makes sure that a scoreboard could be mapped in one piece.
     *
     * @throws IllegalArgumentException beyond 2 GiB, naming the two limits
     */
    public static void requireMappable(int slots, int workersPerProcess) {
        if (unbounded(slots, workersPerProcess) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("ServerLimit " + slots + " times ThreadLimit " + workersPerProcess
                    + " needs a scoreboard of more than 2 GiB");
        }
    }

    private static long unbounded(int slots, int workersPerProcess) {
        return HEADER_BYTES + (long) slots * slotBytes(workersPerProcess);
    }

    /**
     * Lays out a new scoreboard in memory that holds zeros.
     *
     * @param file a path to the shared memory, at least {@link #bytes} long
     */
    public static Scoreboard create(Path file, int slots, int workersPerProcess) throws IOException {
        MappedByteBuffer memory = map(file, bytes(slots, workersPerProcess));
        memory.putLong(0, MAGIC).putInt(8, slots).putInt(12, workersPerProcess);
        return new Scoreboard(memory, slots, workersPerProcess);
    }

    /** Maps the scoreboard that the control process made. */
    public static Scoreboard open(Path file) throws IOException {
        MappedByteBuffer header = map(file, HEADER_BYTES);
        if (header.getLong(0) != MAGIC) {
            throw new IOException(file + " is not a scoreboard");
        }
        int slots = header.getInt(8);
        int workersPerProcess = header.getInt(12);
        return new Scoreboard(map(file, bytes(slots, workersPerProcess)), slots, workersPerProcess);
    }

    private static MappedByteBuffer map(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer memory = channel.map(MapMode.READ_WRITE, 0, bytes);
            memory.order(ByteOrder.nativeOrder());
            return memory;
        }
    }

    /** How many processes there may be (ServerLimit). */
    public int slots() {
        return processes.length;
    }

    /** How many workers a process may have (ThreadLimit). */
    public int workersPerProcess() {
        return workersPerProcess;
    }

    /** What the control process says of itself. */
    public ControlSlot control() {
        return control;
    }

    /** A process's slot, from 0. */
    public ProcessSlot process(int slot) {
        return processes[slot];
    }

    @Override
    public String toString() {
        return "Scoreboard[slots=" + slots() + ", workersPerProcess=" + workersPerProcess + ", bytes="
                + memory.capacity() + "]";
    }
}
