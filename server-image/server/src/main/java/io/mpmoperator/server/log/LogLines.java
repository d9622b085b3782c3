package io.mpmoperator.server.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to a target. One that never blocks is written to by whoever has a line. For one that may, lines wait in
 * a queue of {@value #MOST_BYTES} bytes for a thread that is there only as long as there are any: no other thread waits for
 * the target.
 */
final class LogLines {

    /** A thousand lines or so. */
    static final int MOST_BYTES = 64 << 10;

    private static final long THREAD_STAYS = TimeUnit.SECONDS.toNanos(1);

    private final LogTarget target;
    private final Consumer<IOException> lost;
    private final Runnable caughtUp;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> waiting = new ArrayDeque<>(4);
    private int bytes;
    private boolean threadRuns;
    private byte @Nullable [] current;

    /** Whether the thread is at a line, or says what became of it. */
    private boolean busy;

    private boolean closed;

    /** Whether the thread is to close the target. */
    private boolean targetIsLeft;

    /**
     * Lines of one log.
     *
     * @param lost told of each line that could not be written after it had waited
     * @param caughtUp called whenever no line waits any more
     */
    LogLines(LogTarget target, Consumer<IOException> lost, Runnable caughtUp) {
        this.target = target;
        this.lost = lost;
        this.caughtUp = caughtUp;
    }

    /**
     * Takes a line.
     *
     * @throws IOException when it was not taken
     */
    void write(byte[] line) throws IOException {
        if (!target.mayBlock()) {
            target.out().write(line);
            target.out().flush();
            return;
        }
        lock.lock();
        try {
            if (closed || bytes + line.length > MOST_BYTES) {
                throw new IOException("the target takes no lines");
            }
            waiting.add(line);
            bytes += line.length;
            changed.signalAll();
            if (!threadRuns) {
                startThread();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Where there can be no further thread just now, the next line tries again. */
    private void startThread() {
        try {
            Thread.ofPlatform().name("log").daemon().start(this::writeWaiting);
            threadRuns = true;
        } catch (OutOfMemoryError noThread) {
            threadRuns = false;
        }
    }

    private void writeWaiting() {
        for (byte[] line = next(); line != null; line = next()) {
            IOException failure = null;
            try {
                target.out().write(line);
                target.out().flush();
            } catch (IOException e) {
                failure = e;
            }
            boolean last = written(line);
            if (failure != null) {
                lost.accept(failure);
            } else if (last) {
                caughtUp.run();
            }
        }
    }

    /**
     * The next line, which still counts among those that wait; null when there was none for a while. Whoever waits for the end
     * hears of the last one only now, when it has been said what became of it.
     */
    private byte @Nullable [] next() {
        lock.lock();
        try {
            busy = false;
            changed.signalAll();
            long left = THREAD_STAYS;
            while (waiting.isEmpty() && left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            current = waiting.poll();
            busy = current != null;
            threadRuns = busy;
            if (targetIsLeft) {
                closeTarget();
            }
            return current;
        } catch (InterruptedException e) {
            throw new IllegalStateException("this thread is never interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void closeTarget() {
        try {
            target.close();
        } catch (IOException e) {
            // every line has been written or counted
        }
    }

    /** Whether it was the last. */
    private boolean written(byte[] line) {
        lock.lock();
        try {
            current = null;
            bytes -= line.length;
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no line waits any more and it has been said what became of each, and no longer than a time.
     *
     * @return how many still wait
     */
    int await(Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while ((busy || !waiting.isEmpty()) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return waiting();
    }

    private int waiting() {
        lock.lock();
        try {
            return waiting.size() + (current == null ? 0 : 1);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more lines, and drops those that wait. A thread that is in the middle of one keeps the target until it has
     * written that.
     *
     * @return how many were dropped
     */
    int close() throws IOException {
        lock.lock();
        try {
            closed = true;
            int dropped = waiting.size();
            waiting.clear();
            changed.signalAll();
            targetIsLeft = busy;
            if (!busy) {
                target.close();
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
