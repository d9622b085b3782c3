package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The end of the benchmark, whoever causes it: itself, Ctrl-C, the end of Maven or of its time. */
final class Ending {

    private static final long LOOK_MILLIS = 500;
    private static final AtomicBoolean BEGAN = new AtomicBoolean();

    private Ending() {}

    /** Whether this process is ending, so that what fails now needs no word. */
    static boolean began() {
        return BEGAN.get();
    }

    /** Stops what the launcher has started, keeps the logs and removes its folder when this process ends. */
    static Launcher closes(Launcher launcher, Path work, Path logs) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            BEGAN.set(true);
            try {
                launcher.close();
                launcher.keepLogs(logs);
                delete(work);
            } catch (IOException e) {
                System.err.println("benchmark: not all is cleaned up: " + e);
            }
        }));
        return launcher;
    }

    /** Ends this process when its time is over, or when Maven, which started it, is gone. */
    static void within(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.nanoTime() < end
                                && parent.map(ProcessHandle::isAlive).orElse(true)) {
                            Thread.sleep(LOOK_MILLIS);
                        }
                        BEGAN.set(true);
                        System.err.println("benchmark: given up, Maven is gone or %d minutes are over"
                                .formatted(time.toMinutes()));
                        System.exit(1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "ending");
        watch.setDaemon(true);
        watch.start();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
