package io.mpmoperator.server.scoreboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreboardTest {

    private static final int SLOTS = 3;
    private static final int WORKERS = 4;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeSharedMemory() throws IOException {
        file = folder.resolve("scoreboard");
        try (RandomAccessFile memory = new RandomAccessFile(file.toFile(), "rw")) {
            memory.setLength(Scoreboard.bytes(SLOTS, WORKERS));
        }
    }

    @Test
    void showsToOneProcessWhatAnotherHasWritten() throws IOException {
        Scoreboard control = Scoreboard.create(file, SLOTS, WORKERS);
        control.process(1).assign(42, 7, WORKERS, 1000);

        Scoreboard child = Scoreboard.open(file);
        child.process(1).worker(2).state(WorkerState.WRITING);
        child.process(1).worker(2).request("10.0.0.1", "GET / HTTP/1.1");
        child.process(1).worker(2).count(100, 300_000, 5000);
        child.process(1).connections(9, 1, 2, 3, 4);
        child.process(1).markReady();

        assertEquals(SLOTS, child.slots());
        assertEquals(42, child.process(1).pid());
        assertEquals(7, child.process(1).generation());
        assertEquals(WorkerState.WRITING, control.process(1).worker(2).state());
        assertEquals(WorkerState.STARTING, control.process(1).worker(3).state());
        assertEquals("GET / HTTP/1.1", control.process(1).worker(2).requestLine());
        assertEquals(1, control.process(1).worker(2).accesses());
        assertEquals(3, control.process(1).keepAlive());
        assertTrue(control.process(1).ready());
    }

    /** Where the line is a String, or still lies among the bytes that were received. */
    @Test
    void showsTheLastRequestHoweverItWasTold() throws IOException {
        WorkerSlot told = Scoreboard.create(file, SLOTS, WORKERS).process(0).worker(0);
        WorkerSlot shown = Scoreboard.open(file).process(0).worker(0);
        String line = "GET /a HTTP/1.1";
        byte[] bytes = ("x".repeat(300) + line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        told.request("10.0.0.1", bytes, 300, 300 + line.length());
        assertEquals(line, shown.requestLine());
        assertEquals("10.0.0.1", shown.client());
        told.request("10.0.0.2", "POST / HTTP/1.1");
        assertEquals("POST / HTTP/1.1", shown.requestLine());
        told.request("10.0.0.2", bytes, 0, 300);
        assertEquals("x".repeat(103), shown.requestLine());
        told.request("10.0.0.2", "POST / HTTP/1.1");
        assertEquals("POST / HTTP/1.1", shown.requestLine());
    }

    @Test
    void keepsTheCountsAndForgetsTheProcessWhenASlotIsTakenBack() throws IOException {
        Scoreboard board = Scoreboard.create(file, SLOTS, WORKERS);
        board.process(0).assign(42, 0, WORKERS, 1000);
        board.process(0).worker(0).count(100, 300_000, 5000);
        board.process(0).markQuiescing();
        board.process(0).clear();

        assertEquals(0, board.process(0).pid());
        assertFalse(board.process(0).quiescing());
        assertEquals(WorkerState.DEAD, board.process(0).worker(0).state());
        assertEquals(1, board.process(0).worker(0).accesses());
    }

    @Test
    void neighboursDoNotTouchEachOther() throws IOException {
        Scoreboard board = Scoreboard.create(file, SLOTS, WORKERS);
        String longLine = "x".repeat(500);
        for (int slot = 0; slot < SLOTS; slot++) {
            for (int worker = 0; worker < WORKERS; worker++) {
                WorkerSlot place = board.process(slot).worker(worker);
                place.request(longLine, longLine);
                for (int bucket = 0; bucket <= slot; bucket++) {
                    place.count(1, 20_000_000_000L, 1);
                }
            }
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            assertEquals(0, board.process(slot).pid());
            for (int worker = 0; worker < WORKERS; worker++) {
                assertEquals(slot + 1, board.process(slot).worker(worker).accesses());
                assertEquals(
                        slot + 1,
                        board.process(slot).worker(worker).latencyBucket(WorkerSlot.latencyBoundsMicros().length));
            }
        }
    }

    @Test
    void refusesMemoryThatIsNoScoreboard() throws IOException {
        Files.write(file, new byte[4096]);

        assertThrows(IOException.class, () -> Scoreboard.open(file));
    }

    @Test
    void refusesLimitsThatNeedMoreThanTwoGibibytes() {
        assertThrows(IllegalArgumentException.class, () -> Scoreboard.bytes(20_000, 20_000));
    }
}
