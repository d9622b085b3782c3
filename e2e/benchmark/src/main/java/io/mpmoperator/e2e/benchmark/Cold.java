package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.Serving;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The first seconds of a pool that has just become ready, which is what every rolling update brings. */
final class Cold {

    private static final Duration FIRST = Duration.ofSeconds(5);

    private final BenchmarkSettings settings;
    private final Launcher launcher;
    private final Measurements measurements;
    private final Progress progress;

    Cold(BenchmarkSettings settings, Launcher launcher, Measurements measurements, Progress progress) {
        this.settings = settings;
        this.launcher = launcher;
        this.measurements = measurements;
        this.progress = progress;
    }

    void measure() throws IOException, InterruptedException {
        for (int round = 1; round <= settings.coldStarts(); round++) {
            for (Contender contender : Contender.all()) {
                try (Contenders alone = Contenders.start(launcher, List.of(contender), Serving.UNLOGGED)) {
                    new Throughput(settings, alone.servers(), launcher, measurements, progress).cold(FIRST, round);
                }
            }
        }
    }
}
