package io.mpmoperator.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.server.interleaving.Interleavings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Threads that have lines and the thread that writes them, which comes and goes: no line is left lying, none is forgotten. */
class LogLinesInterleavingTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final byte[] LINE = {'l', '\n'};

    /** A target that takes lines or refuses them. */
    private static final class Target extends OutputStream {

        private final boolean takes;
        private int lines;
        private boolean closed;

        Target(boolean takes) {
            this.takes = takes;
        }

        @Override
        public void write(int value) {
            throw new IllegalStateException("lines are written whole");
        }

        @Override
        public void write(byte[] line) throws IOException {
            if (!takes || closed) {
                throw new IOException("takes nothing");
            }
            lines++;
        }

        @Override
        public void close() {
            closed = true;
        }

        private LogTarget asLog() {
            return new LogTarget(this, "pipe", false, true, true);
        }
    }

    private static void write(LogLines lines) {
        try {
            lines.write(LINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(LogLines lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyLineIsWrittenByTheEnd() {
        Interleavings.checkOrders(() -> {
            Target target = new Target(true);
            LogLines lines = new LogLines(target.asLog(), lost -> {}, () -> {});
            Thread other = Thread.ofPlatform().start(() -> write(lines));
            write(lines);
            join(other);
            assertEquals(0, lines.await(LONG));
            assertEquals(2, target.lines);
            close(lines);
        });
    }

    @Test
    void whatIsSaidOfALineIsSaidByTheEnd() {
        Interleavings.checkOrders(() -> {
            int[] told = new int[2];
            LogLines lines = new LogLines(new Target(false).asLog(), lost -> told[0]++, () -> told[1]++);
            write(lines);
            lines.await(LONG);
            assertEquals(1, told[0], "lost lines");
            close(lines);
        });
    }
}
