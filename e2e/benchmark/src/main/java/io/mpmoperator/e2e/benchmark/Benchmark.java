package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.BenchmarkSettings.Section;
import io.mpmoperator.e2e.benchmark.contender.Apache;
import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Serving;
import io.mpmoperator.e2e.benchmark.contender.Webserver;
import io.mpmoperator.e2e.benchmark.report.LoadMetrics;
import io.mpmoperator.e2e.benchmark.report.Measurements;
import io.mpmoperator.e2e.benchmark.report.Report;
import io.mpmoperator.e2e.benchmark.traffic.Traffic;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The main program: measures all contenders in turn, prints the goals with what was reached and writes it into files.
 *
 * <p>System properties: {@code local.root} the repository; {@code benchmark.quick} true for few and short rounds;
 * {@code benchmark.only} sections with commas between, as {@link Section#word} says them; {@code benchmark.write} true to
 * write the results into {@code docs} as well, which is checked in.
 */
public final class Benchmark {

    private final BenchmarkSettings settings;
    private final Launcher launcher;
    private final Progress progress;
    private final Measurements measurements = new Measurements();

    private Benchmark(BenchmarkSettings settings, Launcher launcher, Progress progress) {
        this.settings = settings;
        this.launcher = launcher;
        this.progress = progress;
    }

    /** Exit status 1, with the reason in a sentence, where it cannot run or does not come to its end. */
    public static void main(String[] args) throws IOException {
        try {
            BenchmarkSettings settings = BenchmarkSettings.ofProperties();
            Prerequisites.check();
            Ending.within(settings.atMost());
            run(settings);
            System.exit(0);
        } catch (BenchmarkException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (InterruptedException | RuntimeException | IOException | SizingException e) {
            if (Ending.began()) {
                return;
            }
            System.getLogger(Benchmark.class.getName()).log(System.Logger.Level.ERROR, "event=failed", e);
            fail(String.valueOf(e));
        }
    }

    private static void run(BenchmarkSettings settings) throws IOException, InterruptedException, SizingException {
        Path work = Files.createTempDirectory("mpm-benchmark");
        try (Launcher launcher = Ending.closes(new Launcher(work), work, output().resolve("logs"))) {
            Benchmark benchmark = new Benchmark(settings, launcher, new Progress(System.out));
            Map<String, String> circumstances = Machine.withContenders();
            circumstances.put("clients", "wrk with one thread; for latencies a client of Java's that never sleeps");
            circumstances.put(
                    "rounds",
                    "%d of %d s; cold %d of 5 s; for the large file %d of %d s; for latencies %d of %d s"
                            .formatted(
                                    settings.rounds(),
                                    settings.round().toSeconds(),
                                    settings.coldStarts(),
                                    settings.largeFileRounds(),
                                    settings.shortRound().toSeconds(),
                                    settings.latencyRounds(),
                                    settings.shortRound().toSeconds()));
            circumstances.put("load average before", Machine.loadAverage());
            long start = System.nanoTime();
            benchmark.measure();
            circumstances.put(
                    "took", Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
            circumstances.put("load average after", Machine.loadAverage());
            publish(new Report(circumstances, benchmark.measurements));
        }
    }

    private static void publish(Report report) throws IOException {
        System.out.printf("%n%s%n", report.text());
        write(report, output());
        if (Boolean.getBoolean("benchmark.write")) {
            write(report, root().resolve("docs"));
        }
    }

    private static void write(Report report, Path folder) throws IOException {
        report.writeInto(folder);
        System.out.println("written into " + folder);
    }

    private static Path output() {
        return root().resolve("e2e/benchmark/target/benchmark");
    }

    private static Path root() {
        return Path.of(System.getProperty("local.root", "")).toAbsolutePath();
    }

    private void measure() throws IOException, InterruptedException, SizingException {
        if (settings.asksFor(Section.START)) {
            new Starts(settings, launcher, measurements, progress).measure();
        }
        if (settings.asksFor(Section.MEMORY)) {
            new ChildMemory(launcher, measurements, progress).measure();
        }
        if (settings.asksFor(Section.IDLE)) {
            new Idle(launcher, measurements, progress).measure();
        }
        if (settings.asksFor(Section.CALLS)) {
            new Calls(settings, launcher, measurements, progress).measure();
        }
        if (settings.asksFor(Section.COLD)) {
            new Cold(settings, launcher, measurements, progress).measure();
        }
        if (settings.asksFor(Section.VARIED, Section.MIXED, Section.LATENCY)) {
            sideBySide(Contender.all(), Serving.UNLOGGED, this::unlogged);
        }
        if (settings.asksFor(Section.TLS)) {
            sideBySide(Contender.besideEvent(), Serving.ENCRYPTED, (_, throughput) -> {
                throughput.warmUp();
                throughput.variedAs(LoadMetrics.TLS);
            });
        }
        if (settings.asksFor(Section.SITE)) {
            sites();
        }
        if (settings.asksFor(Section.LOGGED, Section.KEEP_ALIVE, Section.CONNECTIONS, Section.LARGE_FILE)) {
            sideBySide(Contender.all(), Serving.LOGGED, this::logged);
        }
    }

    /** What is measured of contenders that run side by side. */
    @FunctionalInterface
    private interface Measuring {
        void of(List<RunningServer> field, Throughput throughput) throws IOException, InterruptedException;
    }

    private void sideBySide(List<Contender> contenders, Serving serving, Measuring measuring)
            throws IOException, InterruptedException {
        progress.done("starting %d contenders, %s".formatted(contenders.size(), serving.word()));
        try (Contenders field = Contenders.start(launcher, contenders, serving)) {
            measuring.of(field.servers(), new Throughput(settings, field.servers(), launcher, measurements, progress));
        }
    }

    private void sites() throws IOException, InterruptedException {
        List<Contender> contenders = Stream.concat(
                        Webserver.inEachFlavor(Mode.EVENT), Stream.of(new Apache(Mode.EVENT)))
                .toList();
        List<Serving> servings = List.of(Serving.UNLOGGED, Serving.RULED, Serving.COMPRESSED);
        progress.done("starting %d contenders, with and without the rules of a site".formatted(contenders.size()));
        try (Contenders field = Contenders.start(launcher, contenders, servings)) {
            new Throughput(settings, field.servers(), launcher, measurements, progress).sites();
        }
    }

    private void unlogged(List<RunningServer> field, Throughput throughput) throws IOException, InterruptedException {
        throughput.warmUp();
        if (settings.asksFor(Section.VARIED)) {
            throughput.varied();
        }
        if (settings.asksFor(Section.MIXED)) {
            throughput.mixed();
        }
        if (settings.asksFor(Section.LATENCY)) {
            Traffic traffic = Traffic.ofVisitors(launcher.documents().site());
            new EqualLoad(settings, field, traffic, measurements, progress).measure(throughput);
        }
    }

    private void logged(List<RunningServer> field, Throughput throughput) throws IOException, InterruptedException {
        if (settings.asksFor(Section.LOGGED)) {
            throughput.warmUp();
            throughput.variedAs(LoadMetrics.LOGGED);
        }
        if (settings.asksFor(Section.KEEP_ALIVE, Section.CONNECTIONS, Section.LARGE_FILE)) {
            throughput.warmUpForTheSame();
        }
        if (settings.asksFor(Section.KEEP_ALIVE)) {
            throughput.keepAlive();
        }
        if (settings.asksFor(Section.CONNECTIONS)) {
            throughput.connections();
        }
        if (settings.asksFor(Section.LARGE_FILE)) {
            throughput.largeFile();
        }
    }

    private static void fail(String reason) {
        System.err.println("benchmark: " + reason);
        System.exit(1);
    }
}
