package io.mpmoperator.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.LogSettings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are only counted until the log is written. */
class RepeatedLinesTest {

    private static final long NOW = 1_700_000_000_000L;

    @TempDir
    private Path folder;

    private final Log errors = new Log(new ByteArrayOutputStream(), LogLevel.INFO, Clock.systemUTC());

    private static AccessLog.Entry entry(String target) {
        return new AccessLog.Entry("127.0.0.1", "GET", target, "HTTP/1.1", 200, 5, 10, null, "test");
    }

    private AccessLog onto(OutputStream out) {
        return new AccessLog(
                "it", new AccessTarget(out, folder.resolve("none").toString(), true), CombinedLine::new, errors);
    }

    private static List<String> targets(String lines) {
        return lines.lines().map(line -> line.split(" ", -1)[6]).toList();
    }

    @Test
    void areWrittenWithTheOthers() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessLog log = onto(out)) {
            AccessWriter writer = log.writer();
            writer.write(entry("/a"), NOW);
            writer.again();
            writer.again();
            log.flush();
            assertEquals(List.of("/a", "/a", "/a"), targets(out.toString(UTF_8)));
            log.flush();
            assertEquals(3, targets(out.toString(UTF_8)).size());
            writer.again();
        }
        assertEquals(4, targets(out.toString(UTF_8)).size());
    }

    @Test
    void standBeforeTheNextOtherLineOfTheirThread() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessLog log = onto(out)) {
            AccessWriter writer = log.writer();
            writer.write(entry("/a"), NOW);
            writer.again();
            writer.write(entry("/b"), NOW);
            writer.again();
            writer.again();
            writer.write(entry("/c"), NOW);
        }
        assertEquals(List.of("/a", "/a", "/b", "/b", "/b", "/c"), targets(out.toString(UTF_8)));
    }

    @Test
    void goToTheFileThatWasMovedAway() throws IOException {
        Path file = folder.resolve("access.log");
        Path moved = folder.resolve("access.log.1");
        try (AccessLog log = AccessLog.open(file.toString(), AccessLogFormat.COMBINED, errors)) {
            AccessWriter writer = log.writer();
            writer.write(entry("/a"), NOW);
            writer.again();
            Files.move(file, moved);
            log.reopen();
            writer.again();
        }
        assertEquals(2, Files.readAllLines(moved).size());
        assertEquals(1, Files.readAllLines(file).size());
    }

    @Test
    void areDroppedAndCountedWhenTheDiskIsFull() throws IOException {
        AccessLog log = AccessLog.open("/dev/full", AccessLogFormat.COMBINED, errors);
        AccessWriter writer = log.writer();
        writer.write(entry("/a"), NOW);
        for (int i = 0; i < 999; i++) {
            writer.again();
        }
        log.flush();
        assertEquals(1000, log.dropped());
        log.close();
    }

    /** Threads that repeat lines of their own, of different lengths, while another thread writes all the time. */
    @Test
    void areAllThereWhateverIsWrittenMeanwhile() throws Exception {
        int threads = 4;
        int lines = 300;
        int times = 40;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Thread> running = new ArrayList<>();
        try (AccessLog log = onto(out)) {
            for (int t = 0; t < threads; t++) {
                String name = "/" + t + "-";
                running.add(Thread.ofPlatform().start(() -> {
                    AccessWriter writer = log.writer();
                    for (int i = 0; i < lines; i++) {
                        writer.write(entry(name + i + "-" + "x".repeat(i)), NOW);
                        for (int k = 1; k < times; k++) {
                            writer.again();
                        }
                    }
                }));
            }
            while (running.stream().anyMatch(Thread::isAlive)) {
                log.flush();
            }
        }
        List<String> targets = targets(out.toString(UTF_8));
        assertEquals(threads * lines * times, targets.size());
        for (int t = 0; t < threads; t++) {
            String name = "/" + t + "-";
            List<String> own =
                    targets.stream().filter(target -> target.startsWith(name)).toList();
            for (int i = 0; i < lines; i++) {
                String target = name + i + "-" + "x".repeat(i);
                assertTrue(
                        own.subList(i * times, (i + 1) * times).stream().allMatch(target::equals),
                        () -> "not " + times + " times in a row: " + target);
            }
        }
    }
}
