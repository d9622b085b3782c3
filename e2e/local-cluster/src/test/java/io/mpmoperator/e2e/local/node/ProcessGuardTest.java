package io.mpmoperator.e2e.local.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class ProcessGuardTest {

    /** A program that starts a guarded process, says its id and waits to be killed. */
    static final class Guarded {

        private Guarded() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            ProcessGuard guard = new ProcessGuard("");
            Process process = guard.start(new ProcessBuilder("sh", "-c", "sleep 300 & wait"));
            System.out.println(process.pid());
            Thread.sleep(60_000);
        }
    }

    @Test
    void endsTheProcessesOfAProgramThatWasKilled() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Guarded.class.getName())
                .start();
        long pid = Long.parseLong(program.inputReader().readLine());
        ProcessSession session = new ProcessSession(pid);
        assertFalse(session.members().isEmpty());

        program.destroyForcibly().waitFor();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!session.members().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertTrue(session.members().isEmpty());
    }

    @Test
    void leavesAProcessThatItWasToldToForget() throws IOException, InterruptedException {
        Process process;
        try (ProcessGuard guard = new ProcessGuard("")) {
            process = guard.start(new ProcessBuilder("sleep", "300"));
            guard.forget(process);
        }
        assertTrue(process.isAlive());
        process.destroyForcibly().waitFor();
    }
}
