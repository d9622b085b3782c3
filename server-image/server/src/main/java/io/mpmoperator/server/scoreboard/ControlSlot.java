package io.mpmoperator.server.scoreboard;

import java.nio.LongBuffer;

/** The control process's place in the scoreboard: numbers that it alone writes, and whose meaning is not known here. */
public final class ControlSlot {

    private final LongBuffer memory;
    private final int first;
    private final int most;

    ControlSlot(LongBuffer memory, int first, int most) {
        this.memory = memory;
        this.first = first;
        this.most = most;
    }

    /**
     * Writes numbers over those from before.
     *
     * @throws IllegalArgumentException where there is no room for so many
     */
    public void write(long... numbers) {
        if (numbers.length > most) {
            throw new IllegalArgumentException(numbers.length + " numbers: there is room for " + most);
        }
        memory.put(first, numbers);
    }

    /** All numbers, zeros where none were written. */
    public long[] read() {
        long[] numbers = new long[most];
        memory.get(first, numbers);
        return numbers;
    }
}
