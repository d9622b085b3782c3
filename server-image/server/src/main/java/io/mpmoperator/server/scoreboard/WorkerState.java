package io.mpmoperator.server.scoreboard;

import java.util.Arrays;

/** What a worker is doing, as Apache's scoreboard writes it. */
public enum WorkerState {
    /** No process. */
    DEAD('.', false),
    /** Starting up. */
    STARTING('S', false),
    /** Waiting for a connection. */
    READY('_', false),
    /** Reading a request. */
    READING('R', true),
    /** Sending a reply. */
    WRITING('W', true),
    /** Waiting for the next request on a connection. */
    KEEP_ALIVE('K', true),
    /** Writing the access log. */
    LOGGING('L', true),
    /** Looking up a name. */
    DNS('D', true),
    /** Closing a connection. */
    CLOSING('C', true),
    /** Finishing what it has in hand, then ending. */
    GRACEFUL('G', true),
    /** Ending because it was idle. */
    IDLE_KILL('I', false);

    private static final WorkerState[] BY_SYMBOL = new WorkerState[128];

    static {
        Arrays.fill(BY_SYMBOL, DEAD);
        for (WorkerState state : values()) {
            BY_SYMBOL[state.symbol] = state;
        }
    }

    private final char symbol;
    private final boolean busy;

    WorkerState(char symbol, boolean busy) {
        this.symbol = symbol;
        this.busy = busy;
    }

    /** The character in the scoreboard. */
    public char symbol() {
        return symbol;
    }

    /** Whether Apache counts it among BusyWorkers. */
    public boolean busy() {
        return busy;
    }

    /** Whether it can take a request now or in a moment: what idle maintenance counts as idle. */
    public boolean idle() {
        return this == READY || this == STARTING;
    }

    /** The state of a symbol; memory that was never written is {@link #DEAD}. */
    public static WorkerState ofSymbol(byte symbol) {
        return symbol < 0 ? DEAD : BY_SYMBOL[symbol];
    }
}
