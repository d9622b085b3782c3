package io.mpmoperator.tools.calibration;

import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.tools.calibration.Fit.Residual;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The main program behind {@code webserver calibrate}, in a process of its own: its clients need more heap than the
 * control process has.
 */
public final class Calibrator {

    /** A fit that is farther off than this is not written. */
    private static final double WORST = 0.10;

    private static final List<CalibrationPoint> TRIALS = List.of(
            CalibrationPoint.plain(Mode.PREFORK, 2, 1, 0),
            CalibrationPoint.plain(Mode.PREFORK, 40, 1, 0),
            CalibrationPoint.plain(Mode.WORKER, 2, 25, 0),
            CalibrationPoint.plain(Mode.WORKER, 1, 100, 0),
            CalibrationPoint.plain(Mode.WORKER, 1, 300, 0),
            CalibrationPoint.plain(Mode.EVENT, 2, 25, 0),
            CalibrationPoint.plain(Mode.EVENT, 1, 100, 0),
            CalibrationPoint.plain(Mode.EVENT, 1, 300, 0),
            CalibrationPoint.plain(Mode.EVENT, 1, 25, 1000),
            CalibrationPoint.plain(Mode.EVENT, 1, 25, 3000),
            CalibrationPoint.ruled(Mode.PREFORK, 3, 1, RuledSite.directives(2)),
            CalibrationPoint.ruled(Mode.PREFORK, 3, 1, RuledSite.directives(20)),
            CalibrationPoint.ruled(Mode.WORKER, 2, 25, RuledSite.directives(2)),
            CalibrationPoint.ruled(Mode.EVENT, 2, 25, RuledSite.directives(20)),
            CalibrationPoint.encrypted(Mode.PREFORK, 4, 1, 0),
            CalibrationPoint.encrypted(Mode.WORKER, 1, 25, 0),
            CalibrationPoint.encrypted(Mode.WORKER, 1, 200, 0),
            CalibrationPoint.encrypted(Mode.EVENT, 1, 100, 0),
            CalibrationPoint.encrypted(Mode.EVENT, 1, 25, 1500));

    private static final List<CalibrationPoint> BY_CATEGORY = List.of(
            CalibrationPoint.plain(Mode.PREFORK, 1, 1, 0),
            CalibrationPoint.plain(Mode.WORKER, 1, 25, 0),
            CalibrationPoint.plain(Mode.EVENT, 1, 25, 0));

    private final Layout layout;
    private final PrintStream out;

    private Calibrator(Layout layout, PrintStream out) {
        this.layout = layout;
        this.out = out;
    }

    /**
     * Calibrates the layout that the first word names, or {@code -d}; {@code -o} names the file to write.
     * Exit status 1, with a sentence on standard error, where that fails.
     */
    public static void main(String[] words) throws IOException, InterruptedException {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        Arguments arguments = arguments(words);
        Path work = Files.createTempDirectory("calibrate");
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        try {
            Fit fit = new Calibrator(arguments.layout(), System.out).measure(work);
            if (Math.abs(fit.worst().relative()) > WORST) {
                fail("nothing is written: %s is off by more than %.0f %%; is the machine busy with something else?"
                        .formatted(fit.worst().what(), 100 * WORST));
            }
            String text = CalibrationFile.of(fit);
            if (arguments.output().isPresent()) {
                Files.writeString(arguments.output().get(), text);
            } else {
                System.out.print(text);
            }
        } catch (IOException | IllegalStateException e) {
            fail(e.getMessage());
        } finally {
            delete(work);
        }
    }

    private record Arguments(Layout layout, Optional<Path> output) {}

    private static Arguments arguments(String[] words) {
        Layout layout = new Layout(Path.of(words[0]));
        Optional<Path> output = Optional.empty();
        for (int i = 1; i < words.length; i += 2) {
            if (i + 1 == words.length) {
                fail(words[i] + " needs a value");
            }
            Path value = Path.of(words[i + 1]).toAbsolutePath();
            switch (words[i]) {
                case "-d" -> layout = new Layout(value);
                case "-o" -> output = Optional.of(value);
                default -> fail("'" + words[i] + "' is not an option of calibrate; accepted are -d and -o");
            }
        }
        if (!layout.isThere()) {
            fail("-d " + layout.home() + ": there is no bin/webserver in it");
        }
        return new Arguments(layout, output);
    }

    private static void fail(@Nullable String reason) {
        System.err.println("webserver: calibrate: " + reason);
        System.exit(1);
    }

    private Fit measure(Path work) throws IOException, InterruptedException {
        Optional<KernelMemory> kernel = KernelMemory.make();
        try {
            if (kernel.isEmpty()) {
                out.println("the kernel's own memory is not measured: no memory cgroup can be made here");
            }
            Optional<CalibrationCertificate> certificate = CalibrationCertificate.make(work);
            if (certificate.isEmpty()) {
                out.println("TLS is not measured: there is no keytool; a JDK has it, JAVA_HOME may name one");
            }
            List<CalibrationPoint> points = TRIALS.stream()
                    .filter(point -> !point.tls() || certificate.isPresent())
                    .toList();
            CalibrationRun run = new CalibrationRun(layout, work, kernel, certificate);
            List<Sample> samples = new ArrayList<>();
            long began = System.nanoTime();
            for (CalibrationPoint point : points) {
                out.printf(
                        "%3d s  %2d of %d  %s%n",
                        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                        samples.size() + 1,
                        points.size(),
                        point);
                samples.add(run.of(point));
            }
            Fit fit = Fit.of(samples, Calibration.shipped(layout.flavor()));
            print(fit);
            printCategories(run);
            return fit;
        } finally {
            if (kernel.isPresent()) {
                kernel.get().close();
            }
        }
    }

    private void print(Fit fit) {
        out.printf("%n%-48s %12s %12s %8s%n", "", "measured", "predicted", "off by");
        for (Residual residual : fit.residuals()) {
            out.printf(
                    Locale.ROOT,
                    "%-48s %9d KiB %9d KiB %6.1f %%%n",
                    residual.what(),
                    residual.measured() / 1024,
                    residual.predicted() / 1024,
                    100 * residual.relative());
        }
        out.println();
        fit.calibration().values().forEach((constant, value) -> {
            long before = Calibration.shipped(layout.flavor()).get(constant);
            out.printf("%-34s %12d %s%n", constant.key(), value, before == value ? "" : "(was " + before + ")");
        });
        out.printf(
                Locale.ROOT,
                "%nworst residual: %.1f %%, %s%n",
                100 * fit.worst().relative(),
                fit.worst().what());
    }

    /** For those who wonder what a constant is made of; nothing is fitted to it. */
    private void printCategories(CalibrationRun run) throws IOException, InterruptedException {
        Optional<Path> tool = layout.flavor() == Flavor.JVM ? NativeMemory.tool() : Optional.empty();
        if (tool.isEmpty()) {
            out.println("where the memory goes is not shown: that takes a JVM, and the jcmd of a JDK");
            return;
        }
        Map<String, NativeMemory> columns = new LinkedHashMap<>();
        for (CalibrationPoint point : BY_CATEGORY) {
            List<NativeMemory> processes = run.byCategory(point, tool.get());
            columns.putIfAbsent("control", processes.getFirst());
            columns.put(point.mode().directiveValue(), processes.getLast());
        }
        out.printf("%nwhat the JVMs have committed, in KiB%n%-28s", "");
        columns.keySet().forEach(column -> out.printf("%10s", column));
        columns.values().stream()
                .flatMap(column -> column.committed().keySet().stream())
                .distinct()
                .forEach(category -> {
                    out.printf("%n%-28s", category);
                    columns.values()
                            .forEach(column ->
                                    out.printf("%10d", column.committed().getOrDefault(category, 0L) / 1024));
                });
        out.println();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
