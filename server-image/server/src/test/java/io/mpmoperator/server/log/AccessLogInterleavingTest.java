package io.mpmoperator.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.interleaving.Interleavings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads that answer and the thread that writes their lines: it never sleeps over a line, and each
 * comes out once.
 */
class AccessLogInterleavingTest {

    private static final Log ERRORS = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());

    private static final AccessLog.Entry ENTRY = new AccessLog.Entry("c", "GET", "/", "", 200, 0, 0, null, null);
    private static final int LINE_BYTES = lineBytes();

    private static int lineBytes() {
        LineBuffer line = new LineBuffer(AccessLine.LIMIT);
        new CombinedLine(true).add(ENTRY, 0, line);
        return line.length();
    }

    /** Counts lines, all of which are equally long: the checker takes a loop over their bytes for one without an end. */
    private static final class Target extends OutputStream {

        private int lines;

        @Override
        public void write(int value) {
            throw new IllegalStateException("lines are written whole");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            lines += length / LINE_BYTES;
        }
    }

    private static AccessLog log(Target target, boolean mayBlock) {
        LogTarget to = new LogTarget(target, "it", !mayBlock, mayBlock, false);
        return new AccessLog("it", new AccessTarget(to), ERRORS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theThreadThatWritesSleepsOverNoLine(boolean mayBlock) {
        Interleavings.checkOrders(() -> {
            Target target = new Target();
            AccessLog log = log(target, mayBlock);
            Thread answering = Thread.ofPlatform().start(() -> {
                AccessWriter writer = log.writer();
                writer.write(AccessLine.combined(), ENTRY, 0);
                writer.write(AccessLine.combined(), ENTRY, 0);
            });
            while (target.lines < 2 && log.awaitLines()) {
                log.flush();
            }
            join(answering);
            assertEquals(2, target.lines);
            assertEquals(0, log.dropped());
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyLineComesOutOnceThoughTheLogIsClosedMeanwhile(boolean mayBlock) {
        Interleavings.checkOrders(() -> {
            Target target = new Target();
            AccessLog log = log(target, mayBlock);
            Thread writing = Thread.ofPlatform().start(() -> {
                while (log.awaitLines()) {
                    log.writeFull(TimeUnit.SECONDS.toNanos(1));
                    log.flush();
                }
            });
            AccessWriter writer = log.writer();
            writer.write(AccessLine.combined(), ENTRY, 0);
            writer.write(AccessLine.combined(), ENTRY, 0);
            writer.write(AccessLine.combined(), ENTRY, 0);
            close(log);
            join(writing);
            assertEquals(3, target.lines + log.dropped());
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(AccessLog log) {
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
