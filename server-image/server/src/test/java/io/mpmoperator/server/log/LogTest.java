package io.mpmoperator.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {

    @TempDir
    private Path folder;

    /** A disk that can be full. */
    private static final class Disk extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private boolean full;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (full) {
                written.write(bytes, offset, length / 2);
                throw new IOException("No space left on device");
            }
            written.write(bytes, offset, length);
        }

        private List<String> lines() {
            return written.toString(UTF_8).lines().toList();
        }
    }

    @Test
    void tellsStandardErrorOnceThatItCannotBeWrittenAndItselfWhenItCanAgain() {
        Disk disk = new Disk();
        ByteArrayOutputStream standardError = new ByteArrayOutputStream();
        Log log = new Log(disk, standardError, LogLevel.INFO, Clock.systemUTC());

        disk.full = true;
        for (int i = 0; i < 5; i++) {
            log.info("lost");
        }
        disk.full = false;
        log.info("kept");

        List<String> told = standardError.toString(UTF_8).lines().toList();
        assertEquals(1, told.size());
        assertTrue(told.getFirst().contains("event=log-unwritable target=stderr reason=\"No space left on device\""));
        assertEquals(5, log.dropped().total());
        List<String> after =
                disk.lines().subList(disk.lines().size() - 2, disk.lines().size());
        assertTrue(after.getFirst().startsWith("time=") && after.getFirst().endsWith("event=log-resumed dropped=5"));
        assertTrue(after.getLast().startsWith("time=") && after.getLast().endsWith("event=kept"));
    }

    @Test
    void goesOnInANewFileAfterTheOldOneWasMovedAway() throws IOException {
        Path file = folder.resolve("error.log");
        Path moved = folder.resolve("error.log.1");
        Log log = Log.to(file.toString(), LogLevel.INFO, StandardStreams.OWN);
        log.info("before");
        Files.move(file, moved);
        log.info("meanwhile");

        log.reopen();
        log.info("after");

        assertEquals(2, Files.readAllLines(moved).size());
        assertTrue(Files.readString(file).endsWith("event=after\n"));
        assertEquals(1, Files.readAllLines(file).size());
    }

    @Test
    void changesItsPlaceAndItsLevelTogether() throws IOException {
        Path first = folder.resolve("first.log");
        Path second = folder.resolve("second.log");
        Log log = Log.to(first.toString(), LogLevel.INFO, StandardStreams.OWN);
        log.debug("silent");

        log.reopen(second.toString(), LogLevel.DEBUG);
        log.debug("told");

        assertEquals("", Files.readString(first));
        assertTrue(Files.readString(second).endsWith("event=told\n"));
    }

    @Test
    void staysWhereItIsWhenTheNewPlaceCannotBeOpened() throws IOException {
        Path file = folder.resolve("error.log");
        Log log = Log.to(file.toString(), LogLevel.INFO, StandardStreams.OWN);

        assertThrows(
                IOException.class,
                () -> log.reopen(folder.resolve("no/such/folder.log").toString(), LogLevel.DEBUG));
        log.info("kept");

        assertTrue(Files.readString(file).endsWith("event=kept\n"));
    }
}
