package io.mpmoperator.server.scoreboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One worker in the scoreboard: what it does, what it has done. Written by that worker alone. */
public final class WorkerSlot {

    /** Upper bounds of the latency histogram's buckets in microseconds; one more bucket holds what is slower. */
    private static final long[] LATENCY_BOUNDS_MICROS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        10_000_000
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
    private final int offset;
    private String lastClient = "";
    private String lastRequest = "";

    WorkerSlot(ByteBuffer memory, int offset) {
        this.memory = memory;
        this.offset = offset;
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
    @SuppressWarnings("ReferenceEquality") // the same strings come again and again, and equal ones make no difference
    public void request(String client, String requestLine) {
        if (client != lastClient) {
            text(CLIENT, CLIENT_BYTES, client);
            lastClient = client;
        }
        if (requestLine != lastRequest) {
            text(REQUEST, REQUEST_BYTES, requestLine);
            lastRequest = requestLine;
        }
    }

    /** Counts an answered request. */
    public void count(long bytes, long micros, long nowMillis) {
        add(ACCESSES, 1);
        add(BYTES, bytes);
        add(DURATION, micros);
        memory.putLong(offset + LAST_USED, nowMillis);
        add(BUCKETS + 8 * bucket(micros), 1);
    }

    private void add(int field, long amount) {
        memory.putLong(offset + field, memory.getLong(offset + field) + amount);
    }

    private static int bucket(long micros) {
        int bucket = 0;
        while (bucket < LATENCY_BOUNDS_MICROS.length && micros > LATENCY_BOUNDS_MICROS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Upper bounds of the latency buckets, in microseconds. */
    public static long[] latencyBoundsMicros() {
        return LATENCY_BOUNDS_MICROS.clone();
    }

    /** How many answers fell into a bucket; the last index counts those above every bound. */
    public long latencyBucket(int index) {
        return memory.getLong(offset + BUCKETS + 8 * index);
    }

    /** Requests answered. */
    public long accesses() {
        return memory.getLong(offset + ACCESSES);
    }

    /** Bytes of bodies sent. */
    public long bytes() {
        return memory.getLong(offset + BYTES);
    }

    /** Time spent on requests, in microseconds. */
    public long durationMicros() {
        return memory.getLong(offset + DURATION);
    }

    /** When the last request ended, milliseconds since 1970; 0 before the first. */
    public long lastUsedMillis() {
        return memory.getLong(offset + LAST_USED);
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
