package io.mpmoperator.server.log;

import io.mpmoperator.server.log.AccessTarget.LinesLostException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An access log of one process (CustomLog): lines of requests that were answered. All directives that name the same target
 * share it.
 *
 * <p>Lines are collected in one of two buffers and written when the buffer has no room for another line, when
 * {@link #flush} is called, which {@link #awaitLines} says when to do, and in {@link #close}. While one thread
 * writes a buffer, the others fill the other one; they wait only when that is full as well, and no longer than a quarter of
 * a second altogether, until the target takes lines as fast again as they come. A target that may block is written to by the
 * thread alone that calls {@link #writeFull} and {@link #flush}: whoever answers requests leaves full buffers to it. A line is
 * at most 4096 bytes long (what a client sent is cut, and ends in three dots then) and is written in one piece, so that several processes
 * may share a file or a pipe.
 *
 * <p>A log that cannot be written (a full disk, a closed pipe, a reader that does not read) never stops the server:
 * lines are dropped and counted, and the error log says when that begins and when it ends.
 */
public final class AccessLog implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
    private static final int BUFFER_BYTES = 2 * AccessLine.LIMIT;

    private final String name;
    private final Log errors;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final Condition collected = lock.newCondition();
    private final Condition due = lock.newCondition();

    private AccessTarget target;

    private LineBuffer filling = new LineBuffer(BUFFER_BYTES);
    private LineBuffer spare = new LineBuffer(BUFFER_BYTES);

    /** Left to the thread that may wait for the target. */
    private @Nullable LineBuffer full;

    private boolean writing;
    private int beingWritten;
    private boolean closed;

    private boolean dropping;
    private boolean stalled;
    private long dropped;
    private long droppedBeforeThis;

    AccessLog(String name, AccessTarget target, Log errors) {
        this.name = name;
        this.target = target;
        this.errors = errors;
    }

    /**
     * An answered request.
     *
     * @param client the client's address
     * @param method empty where no request could be read
     * @param target the request target as it was received
     * @param protocol as it was received, {@code HTTP/1.1}; empty where there was none
     * @param status the response's status
     * @param bytes length of the body that was sent
     * @param micros how long the response took
     * @param referer the request's field, null where there was none
     * @param userAgent the request's field, null where there was none
     * @param user whose password was right, null where none was asked for
     */
    public record Entry(
            String client,
            String method,
            String target,
            String protocol,
            int status,
            long bytes,
            long micros,
            @Nullable String referer,
            @Nullable String userAgent,
            @Nullable String user) {

        /** One without a user. */
        Entry(
                String client,
                String method,
                String target,
                String protocol,
                int status,
                long bytes,
                long micros,
                @Nullable String referer,
                @Nullable String userAgent) {
            this(client, method, target, protocol, status, bytes, micros, referer, userAgent, null);
        }
    }

    /**
     * Makes sure that an access log can be opened, before processes are started that would all fail at it.
     *
     * @throws IOException when it cannot, naming directive, target and reason
     */
    public static void requireWritable(String name) throws IOException {
        if (name.equals(AccessTarget.STANDARD_OUTPUT)) {
            return;
        }
        try {
            AccessTarget.open(name, StandardStreams.OWN).close();
        } catch (IOException e) {
            throw new IOException("CustomLog " + name + ": cannot be opened for writing: " + e.getMessage(), e);
        }
    }

    /** Whether a log's target is a FIFO. */
    public static boolean isFifo(String target) {
        try {
            return LogTarget.isFifo(Path.of(target));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * An access log onto a file that is appended to, or onto standard output for {@code stdout}.
     *
     * @throws IOException when the target cannot be opened for writing
     */
    public static AccessLog open(String target, Log errors) throws IOException {
        return new AccessLog(target, AccessTarget.open(target, errors.streams()), errors);
    }

    /** A writer for one thread, for as long as the process runs. */
    public AccessWriter writer() {
        return writer(new LineBuffer(AccessLine.LIMIT));
    }

    /** A writer for one thread that has several, which make their lines in the same place. */
    AccessWriter writer(LineBuffer line) {
        return new AccessWriter(this, line);
    }

    /** What it is called in its directive. */
    public String name() {
        return name;
    }

    /** Takes a line. */
    void append(LineBuffer line) {
        lock.lock();
        try {
            if (closed) {
                lose(1);
            } else if (makeRoom(line.length())) {
                fill(line);
            } else {
                drop(1, "the target takes no lines");
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something to write, for a thread that flushes: one that wakes for nothing costs processor time
     * in every process of the pool.
     *
     * @return false when the log has been closed
     */
    public boolean awaitLines() {
        lock.lock();
        try {
            while (!closed && filling.lines() == 0 && full == null) {
                collected.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what has been collected. Takes as long as the target does, so not by a thread that others wait for.
     *
     * @return whether there was anything
     */
    public boolean flush() {
        lock.lock();
        try {
            boolean any = filling.lines() > 0;
            writeCollected();
            return any;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens the target anew, after someone has moved the file away. What was collected goes to the old one. Standard output
     * cannot be moved away and stays as it is.
     *
     * @throws IOException when it cannot be opened; the old one stays in use
     */
    public void reopen() throws IOException {
        if (name.equals(AccessTarget.STANDARD_OUTPUT)) {
            return;
        }
        AccessTarget fresh = AccessTarget.open(name, errors.streams());
        lock.lock();
        try {
            drain();
            AccessTarget old = target;
            target = fresh;
            if (!writing) {
                old.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lines that were dropped so far. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what has been collected and closes the target; later requests are dropped. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                drain();
                closed = true;
                collected.signalAll();
                due.signalAll();
                lose(beingWritten + filling.lines() + (full == null ? 0 : full.lines()));
                if (!writing) {
                    target.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Holding the lock, and no longer than a second: lets what was collected be written. */
    private void drain() {
        if (!target.mayBlock()) {
            writeCollected();
            return;
        }
        long left = LONGEST_CLOSE.toNanos();
        if (full == null && !writing && filling.lines() > 0) {
            handOver();
        }
        try {
            while ((full != null || writing) && left > 0) {
                left = written.awaitNanos(left);
                if (full == null && !writing && filling.lines() > 0) {
                    handOver();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes the buffers that are full, for so long: what a thread does that may wait for the target.
     *
     * @param nanos after which the rest is to be written by {@link #flush}
     */
    public void writeFull(long nanos) {
        lock.lock();
        try {
            long end = System.nanoTime() + nanos;
            long left = nanos;
            while (!closed && left > 0) {
                if (full == null) {
                    due.awaitNanos(left);
                } else {
                    writeHandedOver();
                }
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Holding the lock, with a spare buffer: leaves the other one to the thread that may wait. */
    private void handOver() {
        full = filling;
        filling = spare;
        due.signal();
        collected.signal();
    }

    /** Holding the lock, which is let go of meanwhile. */
    private void writeHandedOver() {
        if (full != null && !writing) {
            LineBuffer lines = full;
            full = null;
            write(lines);
        }
    }

    private void fill(LineBuffer line) {
        if (filling.lines() == 0) {
            collected.signal();
        }
        filling.add(line);
    }

    private boolean makeRoom(int bytes) {
        while (filling.free() < bytes) {
            if (!(target.mayBlock() ? leaveToTheOther() : writeCollected())) {
                return false;
            }
        }
        return true;
    }

    /** Holding the lock, which is let go of while there is no spare buffer; whether there was one in time. */
    private boolean leaveToTheOther() {
        if (!awaitOtherWriter()) {
            return false;
        }
        handOver();
        return true;
    }

    /** Holding the lock, which is let go of during the call to the system; whether the target took it in time. */
    private boolean writeCollected() {
        writeHandedOver();
        if (!awaitOtherWriter()) {
            return false;
        }
        if (filling.lines() > 0) {
            LineBuffer collectedLines = filling;
            filling = spare;
            write(collectedLines);
        }
        return true;
    }

    private void write(LineBuffer lines) {
        writing = true;
        beingWritten = lines.lines();
        AccessTarget to = target;
        lock.unlock();
        long began = System.nanoTime();
        LinesLostException failure = null;
        try {
            to.write(lines);
        } catch (LinesLostException e) {
            failure = e;
        } finally {
            lock.lock();
            writing = false;
            beingWritten = 0;
            stalled = System.nanoTime() - began > LONGEST_WAIT.toNanos();
            lines.clear();
            spare = lines;
            written.signalAll();
            if (closed || !to.equals(target)) {
                closeLeft(to);
            }
        }
        if (!closed && (failure != null || !stalled)) { // else they were counted as lost when it was closed
            note(failure);
        }
    }

    /** What was replaced or closed while it was being written to. */
    private static void closeLeft(AccessTarget left) {
        try {
            left.close();
        } catch (IOException e) {
            // all that was to be written was, or is counted
        }
    }

    /** Whether there is a spare buffer, or is one within the time. */
    private boolean awaitOtherWriter() {
        long left = LONGEST_WAIT.toNanos();
        while (busy() && !stalled && left > 0) {
            try {
                left = written.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        stalled |= busy();
        return !busy();
    }

    private boolean busy() {
        return writing || full != null;
    }

    private void note(@Nullable LinesLostException failure) {
        if (failure != null) {
            drop(failure.lines(), String.valueOf(failure.getMessage()));
        } else if (dropping) {
            dropping = false;
            errors.warn("access-log-resumed", "target", name, "dropped", dropped - droppedBeforeThis);
        }
    }

    private void drop(int lines, String reason) {
        if (!dropping) {
            dropping = true;
            droppedBeforeThis = dropped;
            errors.error("access-log-dropping-lines", "target", name, "reason", reason);
        }
        lose(lines);
    }

    private void lose(long lines) {
        dropped += lines;
        errors.dropped().add(lines);
    }
}
