package io.mpmoperator.server.scoreboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/** One worker in the scoreboard: what it does, what it has done. Written by that worker alone. */
public final class WorkerSlot {

    /** Upper bounds of the latency histogram's buckets in nanoseconds; one more bucket holds what is slower. */
    private static final long[] LATENCY_BOUNDS_NANOS = {
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        500_000_000,
        1_000_000_000,
        2_500_000_000L,
        10_000_000_000L
    };

    private static final int STATE = 0;
    private static final int ACCESSES = 8;
    private static final int BYTES = 16;
    private static final int DURATION = 24;
    private static final int LAST_USED = 32;
    private static final int BUCKETS = 40;
    private static final int CLIENT = 168;
    private static final int CLIENT_BYTES = 47;
    private static final int REQUEST = 216;
    private static final int REQUEST_BYTES = 103;

    private final ByteBuffer memory;
    private final LongBuffer counters;
    private final int offset;
    private String lastClient = "";
    private String lastRequest = "";

    /**
     * The place at an offset of the scoreboard, a multiple of 8.
     *
     * @param counters the same memory, in words of 8 bytes: a call for each of them, and not three
     */
    WorkerSlot(ByteBuffer memory, LongBuffer counters, int offset) {
        this.memory = memory;
        this.counters = counters;
        this.offset = offset;
    }

    /** A place in no scoreboard, for work that is not to be seen or counted. */
    public static WorkerSlot apart() {
        ByteBuffer memory = ByteBuffer.allocate(Scoreboard.WORKER_BYTES).order(ByteOrder.nativeOrder());
        return new WorkerSlot(memory, memory.asLongBuffer(), 0);
    }

    /** What the worker does now. */
    public WorkerState state() {
        return WorkerState.ofSymbol(memory.get(offset + STATE));
    }

    /** Says what the worker does now. */
    public void state(WorkerState state) {
        memory.put(offset + STATE, (byte) state.symbol());
    }

    /** Says what the worker does now and for whom, for people who look at server-status. */
    @SuppressWarnings(
            "ReferenceEquality") // the same string comes again and again, and an equal one makes no difference
    public void request(String client, String requestLine) {
        tellClient(client);
        if (requestLine != lastRequest) {
            text(REQUEST, REQUEST_BYTES, requestLine);
            lastRequest = requestLine;
        }
    }

    /** The same with the request line as bytes of an array, which are printable ASCII. */
    public void request(String client, byte[] bytes, int lineFrom, int lineTo) {
        tellClient(client);
        int length = Math.min(lineTo - lineFrom, REQUEST_BYTES);
        memory.put(offset + REQUEST, (byte) length);
        memory.put(offset + REQUEST + 1, bytes, lineFrom, length);
        lastRequest = "";
    }

    @SuppressWarnings(
            "ReferenceEquality") // the same string comes again and again, and an equal one makes no difference
    private void tellClient(String client) {
        if (client != lastClient) {
            text(CLIENT, CLIENT_BYTES, client);
            lastClient = client;
        }
    }

    /**
     * Counts an answered request.
     *
     * @param nowMillis of the clock that never jumps
     */
    public void count(long bytes, long nanos, long nowMillis) {
        counters.put(index(LAST_USED), nowMillis);
        add(index(ACCESSES), 1);
        add(index(BYTES), bytes);
        add(index(DURATION), nanos);
        add(index(BUCKETS) + bucket(nanos), 1);
    }

    private int index(int field) {
        return (offset + field) / Long.BYTES;
    }

    private void add(int index, long amount) {
        counters.put(index, counters.get(index) + amount);
    }

    private static int bucket(long nanos) {
        int bucket = 0;
        while (bucket < LATENCY_BOUNDS_NANOS.length && nanos > LATENCY_BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Upper bounds of the latency buckets, in microseconds. */
    public static long[] latencyBoundsMicros() {
        return LongStream.of(LATENCY_BOUNDS_NANOS).map(nanos -> nanos / 1000).toArray();
    }

    /** How many answers fell into a bucket; the last index counts those above every bound. */
    public long latencyBucket(int index) {
        return counters.get(index(BUCKETS) + index);
    }

    /** Requests answered. */
    public long accesses() {
        return counters.get(index(ACCESSES));
    }

    /** Bytes of bodies sent. */
    public long bytes() {
        return counters.get(index(BYTES));
    }

    /** Time spent on requests, in microseconds. */
    public long durationMicros() {
        return counters.get(index(DURATION)) / 1000;
    }

    /** When the last request ended, in milliseconds of the clock that never jumps; 0 before the first. */
    public long lastUsedMillis() {
        return counters.get(index(LAST_USED));
    }

    /** The client of the current or last request. */
    public String client() {
        return text(CLIENT, CLIENT_BYTES);
    }

    /** The current or last request line. */
    public String requestLine() {
        return text(REQUEST, REQUEST_BYTES);
    }

    private void text(int field, int bytes, String value) {
        int length = Math.min(value.length(), bytes);
        memory.put(offset + field, (byte) length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            memory.put(offset + field + 1 + i, (byte) (c < ' ' || c > '~' ? '?' : c));
        }
    }

    private String text(int field, int bytes) {
        int length = Math.min(Byte.toUnsignedInt(memory.get(offset + field)), bytes);
        byte[] value = new byte[length];
        memory.get(offset + field + 1, value);
        return new String(value, StandardCharsets.US_ASCII);
    }
}
