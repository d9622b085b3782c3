package io.mpmoperator.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs whose reader has stopped. */
class UnreadLogTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    /** A pipe that is full until somebody reads. */
    private static class Pipe extends OutputStream {
        private final CountDownLatch reading = new CountDownLatch(1);
        private final CountDownLatch entered = new CountDownLatch(1);
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            entered.countDown();
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (this) {
                written.write(bytes, offset, length);
            }
        }

        private synchronized List<String> lines() {
            return written.toString(UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        private LogTarget target() {
            return new LogTarget(this, "pipe", false, true, false);
        }
    }

    private static Log log(LogTarget standardError) {
        return new Log(StandardStreams.OWN, standardError, LogLevel.INFO, Clock.systemUTC());
    }

    @Test
    void aFullStandardErrorHoldsNobodyUpAndSaysAfterwardsHowManyLinesWereLost() {
        Pipe pipe = new Pipe();
        Log log = log(pipe.target());
        assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < 5000; i++) {
                log.info("told", "number", i);
            }
        });
        long dropped = log.dropped().total();
        assertTrue(dropped > 3000 && dropped < 5000, "dropped " + dropped);

        pipe.reading.countDown();
        await(() -> pipe.lines().size() == 5000 - dropped + 1);
        assertTrue(pipe.lines().getFirst().endsWith("event=told number=0"));
        assertTrue(
                pipe.lines().getLast().endsWith("event=log-resumed dropped=" + dropped),
                pipe.lines().getLast());
        assertEquals(dropped, log.dropped().total());
    }

    @Test
    void endsThoughItsLinesAreNotWrittenAndCountsThem() {
        Log log = log(new Pipe().target());
        log.info("one");
        log.info("two");

        assertTimeoutPreemptively(SOON, log::end);

        assertEquals(2, log.dropped().total());
    }

    @Test
    void writesWhatWaitsBeforeItEnds() {
        Pipe pipe = new Pipe();
        pipe.reading.countDown();
        Log log = log(pipe.target());
        for (int i = 0; i < 100; i++) {
            log.info("told");
        }
        log.end();
        assertEquals(100, pipe.lines().size());
        assertEquals(0, log.dropped().total());
    }

    @Test
    void tellsWhoeverCountsOfLinesThatWereDroppedBeforeAndAfter() {
        DroppedLines dropped = new DroppedLines();
        AtomicLong told = new AtomicLong();
        dropped.add(3);
        dropped.tell(told::addAndGet);
        dropped.add(4);
        assertEquals(7, told.get());
        assertEquals(7, dropped.total());
    }

    @Test
    void noThreadThatAnswersWritesToATargetThatMayBlock() {
        Pipe pipe = new Pipe();
        Log errors = log(LogTarget.nowhere());
        AccessLog log = new AccessLog("pipe", new AccessTarget(pipe.target()), errors);
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            while (log.awaitLines()) {
                log.writeFull(Duration.ofMillis(10).toNanos());
                log.flush();
            }
        });
        assertTimeoutPreemptively(SOON, () -> writeLines(log, 1000));
        assertTimeoutPreemptively(SOON, log::close);
        assertTrue(log.dropped() == 1000, "dropped " + log.dropped());
        assertEquals(1000, errors.dropped().total());
        pipe.reading.countDown();
        assertTimeoutPreemptively(SOON, () -> writer.join());
    }

    @Test
    void aTargetThatMayBlockAndDoesNotGetsEveryLine() throws IOException {
        Pipe pipe = new Pipe();
        pipe.reading.countDown();
        AccessLog log = new AccessLog("pipe", new AccessTarget(pipe.target()), log(LogTarget.nowhere()));
        Thread.ofPlatform().daemon().start(() -> {
            while (log.awaitLines()) {
                log.writeFull(Duration.ofMillis(10).toNanos());
                log.flush();
            }
        });
        writeLines(log, 5000);
        log.close();
        assertEquals(0, log.dropped());
        assertEquals(5000, pipe.lines().size());
    }

    @Test
    void whatIsReplacedWhileItIsWrittenToIsClosedAfterwards() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Pipe pipe = new Pipe() {
            @Override
            public void close() {
                closed.countDown();
            }
        };
        LogLines lines = new LogLines(new LogTarget(pipe, "pipe", false, true, true), lost -> {}, () -> {});
        lines.write(new byte[] {'1', '\n'});
        pipe.entered.await();
        lines.write(new byte[] {'2', '\n'});

        assertEquals(1, lines.close());

        assertEquals(1, closed.getCount());
        pipe.reading.countDown();
        closed.await();
        assertEquals(List.of("1"), pipe.lines());
    }

    private static void writeLines(AccessLog log, int count) {
        AccessWriter writer = log.writer();
        AccessLine format = AccessLine.combined();
        for (int i = 0; i < count; i++) {
            writer.write(format, new AccessLog.Entry("::1", "GET", "/" + i, "HTTP/1.1", 200, 5, 10, null, null), 0);
        }
    }

    @Test
    @Tag("process")
    void aFifoWithoutAReaderIsOpenedAtOnceAndKeepsWhatFits() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        assertTrue(LogTarget.isFifo(fifo));

        AccessLog log =
                assertTimeoutPreemptively(SOON, () -> AccessLog.open(fifo.toString(), log(LogTarget.nowhere())));
        writeLines(log, 1);
        log.flush();
        log.close();
        Log error = assertTimeoutPreemptively(SOON, () -> Log.to(fifo.toString(), LogLevel.INFO, StandardStreams.OWN));
        assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < 5000; i++) {
                error.info("told");
            }
            error.end();
        });
        assertTrue(error.dropped().total() > 1000, "dropped " + error.dropped().total());
    }

    @Test
    void aFileAndNothingAreWrittenToAtOnceAndADeviceIsNot() throws IOException {
        assertFalse(LogTarget.open(folder.resolve("log").toString(), StandardStreams.OWN)
                .mayBlock());
        assertFalse(LogTarget.open("/dev/null", StandardStreams.OWN).mayBlock());
        assertTrue(LogTarget.open("/dev/random", StandardStreams.OWN).mayBlock());
    }

    @Test
    void knowsItsStreamsByAllTheirNames() throws IOException {
        StandardStreams streams = new StandardStreams(5, 6);
        Path link = Files.createSymbolicLink(folder.resolve("access.log"), Path.of("/dev/stdout"));
        for (String name : List.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", link.toString())) {
            assertEquals(OptionalInt.of(5), streams.named(name), name);
        }
        assertEquals(OptionalInt.of(6), streams.named("/dev/stderr"));
        assertEquals(OptionalInt.empty(), streams.named(folder.resolve("other").toString()));
        IOException e = assertThrows(IOException.class, () -> streams.named("/dev/fd/7"));
        assertTrue(String.valueOf(e.getMessage()).startsWith("/dev/fd/7 is a descriptor of the server's own"));
    }

    @Test
    void writesNothingToADescriptorThatWasNotOpenedForWriting() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "as it was");
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            int descriptor = descriptorOf(file);
            assertFalse(StandardStreams.isWritable(descriptor));
            LogTarget target = LogTarget.standard(descriptor);
            target.out().write('x');
            assertEquals("as it was", Files.readString(file));
            assertEquals(9, open.length());
        }
        assertFalse(StandardStreams.isWritable(9999));
    }

    private static int descriptorOf(Path file) {
        String[] descriptors = Path.of("/proc/self/fd").toFile().list();
        return Stream.of(Objects.requireNonNull(descriptors))
                .filter(descriptor -> leadsTo(Path.of("/proc/self/fd", descriptor), file))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        assertTimeoutPreemptively(SOON, () -> {
            while (!condition.getAsBoolean()) {
                Thread.sleep(5);
            }
        });
    }
}
