package io.mpmoperator.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TimeLimitedWorkTest {

    @TempDir
    private Path folder;

    private final TimeLimitedWork patience = new TimeLimitedWork(Duration.ofMillis(400), 3);
    private final CountDownLatch answers = new CountDownLatch(1);

    @AfterEach
    void answers() {
        answers.countDown();
    }

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "text");
    }

    private String hangs(Path path) throws IOException {
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return Files.readString(path);
    }

    private void assertHangs(Path path) {
        String reason = String.valueOf(assertThrows(HangingFileException.class, () -> patience.await(path, this::hangs))
                .getMessage());
        assertTrue(reason.startsWith("it does not answer within 400 ms"), reason);
    }

    @Test
    void givesWhatTheWorkGivesAndThrowsWhatItThrows() throws IOException {
        assertEquals("text", patience.await(file("a"), Files::readString));
        assertThrows(NoSuchFileException.class, () -> patience.await(folder.resolve("none"), Files::readString));
        assertThrows(
                IllegalStateException.class,
                () -> patience.await(folder, path -> {
                    throw new IllegalStateException("a bug at " + path);
                }));
    }

    @Test
    void touchesAFileThatHangsNoSecondTime() throws IOException {
        Path file = file("a");
        for (int time = 0; time < 20; time++) {
            assertHangs(file);
        }
        while (patience.threads() > 1) {
            Thread.onSpinWait(); // one has looked whether the file was replaced, and is about to end
        }
        assertEquals("text", patience.await(file("b"), Files::readString), "others are none of its business");
    }

    @Test
    void readsAgainWhenTheFileHasAnswered() throws Exception {
        Path file = file("a");
        assertHangs(file);
        answers.countDown();
        while (patience.threads() > 0) {
            Thread.onSpinWait();
        }
        assertEquals("text", patience.await(file, Files::readString));
    }

    /** As when somebody mends a link that leads to a server that does not answer. */
    @Test
    void readsAtOnceWhatHasReplacedAFileThatHangs() throws IOException {
        Path file = folder.resolve("a");
        Files.createSymbolicLink(file, Path.of("/dev/null"));
        assertHangs(file);
        Files.delete(file);
        assertThrows(NoSuchFileException.class, () -> patience.await(file, Files::readString));
        assertEquals("text", patience.await(file("a"), Files::readString));
    }

    @Test
    void waitsForNoFurtherFileWhenManyHang() throws IOException {
        for (String name : new String[] {"a", "b", "c"}) {
            assertHangs(file(name));
        }
        Path last = file("d");
        assertEquals(
                "3 files hang already, and no further one is waited for",
                assertThrows(HangingFileException.class, () -> patience.await(last, Files::readString))
                        .getMessage());
        answers.countDown();
        while (patience.threads() > 0) {
            Thread.onSpinWait();
        }
        assertEquals("text", patience.await(last, Files::readString));
    }

    @Test
    void closesWhatIsOpenedTooLate() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Path file = file("a");
        assertThrows(
                HangingFileException.class,
                () -> patience.await(file, path -> {
                    hangs(path);
                    return (Closeable) closed::countDown;
                }));
        answers.countDown();
        assertTrue(closed.await(20, TimeUnit.SECONDS));
    }
}
