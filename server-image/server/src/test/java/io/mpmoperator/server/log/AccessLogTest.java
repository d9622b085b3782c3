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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream errorBytes = new ByteArrayOutputStream();
    private final Log errors = new Log(errorBytes, LogLevel.INFO, Clock.systemUTC());

    private static AccessLog.Entry entry(String target) {
        return new AccessLog.Entry("127.0.0.1", "GET", target, "HTTP/1.1", 200, 5, 10, null, "test");
    }

    private static void write(AccessLog log, AccessLog.Entry entry) {
        log.writer().write(AccessLine.combined(), entry, System.currentTimeMillis());
    }

    private AccessLog onto(OutputStream out, boolean regularFile) {
        AccessTarget target = new AccessTarget(out, folder.resolve("none").toString(), regularFile);
        return new AccessLog("it", target, errors);
    }

    private List<String> errorEvents() {
        return errorBytes
                .toString(UTF_8)
                .lines()
                .map(line -> line.replaceAll(".* event=", ""))
                .toList();
    }

    @Test
    void refusesATargetThatCannotBeOpened() {
        String nowhere = folder.resolve("nowhere/access.log").toString();
        IOException e = assertThrows(IOException.class, () -> AccessLog.open(nowhere, errors));
        assertTrue(String.valueOf(e.getMessage()).contains(nowhere));
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("access.log"), "before\n");
        try (AccessLog log = AccessLog.open(file.toString(), errors)) {
            write(log, entry("/a"));
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals("before", lines.getFirst());
        assertTrue(lines.get(1).contains("\"GET /a HTTP/1.1\" 200 5 \"-\" \"test\""), lines.get(1));
    }

    @Test
    void writesTheTimeTheRequestWasReceived() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessTarget target = new AccessTarget(out, "none", false);
        Instant received = Instant.parse("2026-11-23T03:15:18.500Z");
        try (AccessLog log = new AccessLog("it", target, errors)) {
            log.writer()
                    .write(
                            AccessLine.json(1),
                            new AccessLog.Entry("::1", "GET", "/", "HTTP/1.1", 200, 5, 1_500_000, null, null),
                            received.toEpochMilli());
        }
        assertTrue(out.toString(UTF_8).startsWith("{\"time\":\"2026-11-23T03:15:18.500Z\","), out.toString(UTF_8));
    }

    @Test
    void saysWhenThereIsSomethingToWriteAndWhetherItWas() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessLog log = onto(out, true)) {
            FutureTask<Boolean> lines = awaitingLines(log);
            assertFalse(log.flush());
            write(log, entry("/a"));
            assertTrue(lines.get(10, TimeUnit.SECONDS));
            assertEquals(0, out.size());
            assertTrue(log.flush());
            assertEquals(1, out.toString(UTF_8).lines().count());
            assertFalse(log.flush());
        }
    }

    @Test
    void letsNobodyWaitForLinesWhenItIsClosed() throws Exception {
        AccessLog log = onto(new ByteArrayOutputStream(), true);
        FutureTask<Boolean> lines = awaitingLines(log);
        log.close();
        assertFalse(lines.get(10, TimeUnit.SECONDS));
        assertFalse(log.awaitLines());
    }

    /** A thread that sleeps until there are lines. */
    private static FutureTask<Boolean> awaitingLines(AccessLog log) {
        FutureTask<Boolean> lines = new FutureTask<>(log::awaitLines);
        Thread thread = Thread.ofPlatform().daemon().start(lines);
        while (thread.getState() != Thread.State.WAITING) {
            assertFalse(lines.isDone());
            Thread.onSpinWait();
        }
        return lines;
    }

    @Test
    void writesNothingWhenNothingWasLogged() throws IOException {
        Writes writes = new Writes();
        try (AccessLog log = onto(writes, true)) {
            log.flush();
        }
        assertEquals(List.of(), writes.pieces);
    }

    @Test
    void writesToAPipeInPiecesOfWholeLinesThatItTakesAtOnce() throws IOException {
        Writes writes = new Writes();
        try (AccessLog log = onto(writes, false)) {
            for (int i = 0; i < 1000; i++) {
                write(log, entry("/" + "x".repeat(i)));
            }
        }
        assertEquals(1000, String.join("", writes.pieces).lines().count());
        for (String piece : writes.pieces) {
            assertTrue(piece.length() <= 4096 && piece.endsWith("\n"), piece);
        }
    }

    @Test
    void severalThreadsAndProcessesShareAFileWithoutMixingLines() throws Exception {
        Path file = folder.resolve("shared.log");
        try (AccessLog one = AccessLog.open(file.toString(), errors);
                AccessLog other = AccessLog.open(file.toString(), errors)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                AccessLog log = t % 2 == 0 ? one : other;
                int number = t;
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 5000; i++) {
                        write(log, entry("/" + number + "-" + i));
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Map<String, Integer> targets = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            assertTrue(
                    line.matches("127\\.0\\.0\\.1 - - \\[[^]]+] \"GET /\\d-\\d+ HTTP/1.1\" 200 5 \"-\" \"test\""),
                    line);
            targets.merge(line.split(" ", -1)[6], 1, Integer::sum);
        }
        assertEquals(20_000, targets.size());
    }

    @Test
    void aFullDiskDropsLinesAndSaysSoOnce() throws IOException {
        AccessLog log = AccessLog.open("/dev/full", errors);
        for (int i = 0; i < 1000; i++) {
            write(log, entry("/"));
        }
        log.flush();
        assertEquals(1000, log.dropped());
        assertEquals(1, errorEvents().size());
        assertEquals(
                "access-log-dropping-lines target=/dev/full reason=\"No space left on device\"",
                errorEvents().getFirst());
        log.close();
    }

    @Test
    void saysHowManyLinesWereDroppedWhenItWritesAgain() throws IOException {
        Writes writes = new Writes();
        try (AccessLog log = onto(writes, false)) {
            writes.failure = Optional.of("Broken pipe");
            write(log, entry("/lost"));
            write(log, entry("/lost"));
            log.flush();
            writes.failure = Optional.empty();
            write(log, entry("/kept"));
            log.flush();
            write(log, entry("/kept"));
        }
        assertEquals(2, writes.pieces.size());
        assertEquals(
                List.of(
                        "access-log-dropping-lines target=it reason=\"Broken pipe\"",
                        "access-log-resumed target=it dropped=2"),
                errorEvents());
    }

    @Test
    void aLineThatAFullDiskHasTornIsEndedBeforeTheNext() throws IOException {
        Path file = folder.resolve("torn.log");
        Writes disk = new Writes();
        AccessTarget target = new AccessTarget(disk, file.toString(), true);
        try (AccessLog log = new AccessLog("it", target, errors)) {
            disk.failure = Optional.of("No space left on device");
            write(log, entry("/torn"));
            log.flush();
            Files.writeString(file, "127.0.0.1 - - [23/N");
            disk.failure = Optional.empty();
            write(log, entry("/whole"));
        }
        assertEquals("\n", disk.pieces.getFirst());
        assertTrue(disk.pieces.get(1).endsWith("\n"));
        assertEquals(2, disk.pieces.size());
    }

    @Test
    void aReaderThatDoesNotReadHoldsTheServerUpForASecondAtMost() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Writes stuck = new Writes();
        stuck.before = Optional.of(reading);
        AccessLog log = onto(stuck, false);
        write(log, entry("/first"));
        Thread writer = Thread.ofPlatform().start(log::flush);
        stuck.entered.await();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 1000; i++) {
                write(log, entry("/" + i));
            }
        });
        assertTrue(log.dropped() > 850, "dropped " + log.dropped());
        reading.countDown();
        writer.join();
        log.close();
        assertEquals(1001, log.dropped() + String.join("", stuck.pieces).lines().count());
        assertEquals(
                List.of(
                        "access-log-dropping-lines target=it reason=\"the target takes no lines\"",
                        "access-log-resumed target=it dropped=" + log.dropped()),
                errorEvents());
    }

    @Test
    void reopensAfterAFileWasMovedAway() throws IOException {
        Path file = folder.resolve("rotated.log");
        try (AccessLog log = AccessLog.open(file.toString(), errors)) {
            write(log, entry("/old"));
            Files.move(file, folder.resolve("rotated.log.1"));
            log.reopen();
            write(log, entry("/new"));
        }
        assertTrue(Files.readString(folder.resolve("rotated.log.1")).contains("/old"));
        assertEquals(1, Files.readAllLines(file).size());
        assertTrue(Files.readString(file).contains("/new"));
    }

    @Test
    void countsWhatComesAfterTheEnd() throws IOException {
        AccessLog log = onto(new Writes(), true);
        log.close();
        write(log, entry("/late"));
        assertEquals(1, log.dropped());
    }

    /** Remembers each call, as write(2) would see it. */
    private static final class Writes extends OutputStream {

        private final List<String> pieces = new ArrayList<>();
        private final CountDownLatch entered = new CountDownLatch(1);
        private Optional<CountDownLatch> before = Optional.empty();
        private Optional<String> failure = Optional.empty();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            entered.countDown();
            try {
                if (before.isPresent()) {
                    before.get().await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failure.isPresent()) {
                throw new IOException(failure.get());
            }
            pieces.add(new String(bytes, offset, length, UTF_8));
        }
    }
}
