package io.mpmoperator.server.log;

import java.util.function.LongConsumer;

/** How many lines of a process's logs were not written, for whoever wants to be told. */
public final class DroppedLines {

    private long total;
    private LongConsumer told = lines -> {};

    /** From now on somebody is told of them, of those until now at once. */
    public synchronized void tell(LongConsumer somebody) {
        told = somebody;
        if (total > 0) {
            somebody.accept(total);
        }
    }

    synchronized void add(long lines) {
        total += lines;
        told.accept(lines);
    }

    /** All until now. */
    public synchronized long total() {
        return total;
    }
}
