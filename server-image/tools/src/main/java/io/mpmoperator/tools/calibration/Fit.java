package io.mpmoperator.tools.calibration;

import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Constant;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.tools.calibration.Sample.ChildSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleBiFunction;

/**
 * The constants that explain samples best, and how well they do.
 *
 * @param calibration what was measured, and of the rest what was there before
 * @param residuals one for each quantity that was measured and is predicted by the constants
 */
@SuppressWarnings("LongDoubleConversion") // bytes of a process are far below 2^53
record Fit(Calibration calibration, List<Residual> residuals) {

    private static final List<Mode> MODES = List.of(Mode.values());

    /**
     * What was measured and what the constants make of it, in bytes.
     *
     * @param what the point and the quantity
     * @param whole what the quantity is a part of: all that a child has for itself, for a limit has to be right for the sum; else
     *     what was measured
     */
    record Residual(String what, long measured, long predicted, long whole) {

        /** How far the prediction is off, as a part of the whole. */
        double relative() {
            return (double) (predicted - measured) / whole;
        }
    }

    /**
     * Fits.
     *
     * @param before supplies the constants that are decided and not measured
     * @throws IllegalStateException when the samples do not determine the constants
     */
    static Fit of(List<Sample> samples, Calibration before) {
        Fitting fitting = new Fitting(samples);
        Calibration calibration = before;
        for (Map.Entry<Constant, Long> measured : fitting.constants().entrySet()) {
            calibration = calibration.with(measured.getKey(), measured.getValue());
        }
        return new Fit(calibration, List.copyOf(fitting.residuals));
    }

    /** The residual that is farthest off. */
    Residual worst() {
        return residuals.stream()
                .max((one, other) -> Double.compare(Math.abs(one.relative()), Math.abs(other.relative())))
                .orElseThrow();
    }

    private static final class Fitting {

        private final List<Sample> samples;
        private final List<Sample> plain;
        private final List<Sample> ruled;
        private final List<Sample> encrypted;
        private final Map<Constant, Long> constants = new EnumMap<>(Constant.class);
        private final List<Residual> residuals = new ArrayList<>();

        Fitting(List<Sample> samples) {
            this.samples = samples;
            this.plain = samples.stream()
                    .filter(sample -> !sample.point().tls() && sample.point().siteDirectives() == 0)
                    .toList();
            this.ruled = samples.stream()
                    .filter(sample -> sample.point().siteDirectives() > 0)
                    .toList();
            this.encrypted =
                    samples.stream().filter(sample -> sample.point().tls()).toList();
        }

        Map<Constant, Long> constants() {
            control();
            double[] child = children();
            double[] heap = heaps();
            if (!ruled.isEmpty()) {
                childrenWithSite(child);
                heapsWithSite(heap);
            }
            if (!encrypted.isEmpty()) {
                childrenWithTls(child);
                heapsWithTls(heap);
            }
            kernel();
            shared();
            tasks();
            return constants;
        }

        private void control() {
            LeastSquares squares = new LeastSquares(2);
            samples.forEach(sample -> squares.add(
                    sample.control().otherBytes(), 1, sample.children().size()));
            double[] found = squares.solve();
            put(Constant.CONTROL_PRIVATE, found[0]);
            put(Constant.CONTROL_PER_CHILD, found[1]);
            samples.forEach(sample -> residual(
                    sample,
                    "control process",
                    sample.control().otherBytes(),
                    found[0] + found[1] * sample.children().size()));
        }

        /** Threads that wait tell what a thread is, threads that work what its connection adds. */
        private double[] children() {
            double thread = perIdleThread();
            LeastSquares squares = new LeastSquares(6);
            each(plain, (sample, child) -> squares.add(child.busy().otherBytes(), byMode(sample.point(), child)));
            double[] found = squares.solve();
            put(Constant.CHILD_PREFORK, Math.max(0, found[0] - found[3]));
            put(Constant.CHILD_WORKER, found[1]);
            put(Constant.CHILD_EVENT, found[2]);
            double own = Math.min(thread, Math.min(found[3], found[5]));
            put(Constant.THREAD_PRIVATE, own);
            put(Constant.CONNECTION_WORKER, found[3] - own);
            put(Constant.CONNECTION_EVENT, found[5] - own);
            put(Constant.CONNECTION_PARKED, found[4]);
            childResiduals(plain, (sample, child) -> outsideHeap(found, sample, child));
            return found;
        }

        private double perIdleThread() {
            LeastSquares squares = new LeastSquares(4);
            each(plain, (sample, child) -> {
                double[] all = factors(sample.point(), child);
                squares.add(child.idle().otherBytes(), all[0], all[1], all[2], all[3]);
            });
            return squares.solve()[3];
        }

        private double[] heaps() {
            LeastSquares idle = new LeastSquares(4);
            LeastSquares busy = new LeastSquares(6);
            each(plain, (sample, child) -> {
                double[] all = factors(sample.point(), child);
                idle.add(child.liveIdleBytes(), all[0], all[1], all[2], all[3]);
                busy.add(child.liveBusyBytes(), byMode(sample.point(), child));
            });
            double[] found = busy.solve();
            double own = Math.min(idle.solve()[3], Math.min(found[3], found[5]));
            put(Constant.HEAP_PREFORK, Math.max(0, found[0] - found[3]));
            put(Constant.HEAP_WORKER, found[1]);
            put(Constant.HEAP_EVENT, found[2]);
            put(Constant.HEAP_PER_THREAD, own);
            put(Constant.HEAP_PER_CONNECTION_WORKER, found[3] - own);
            put(Constant.HEAP_PER_CONNECTION_EVENT, found[5] - own);
            put(Constant.HEAP_PER_CONNECTION_PARKED, found[4]);
            heapResiduals(plain, (sample, child) -> plainly(found, sample, child));
            return found;
        }

        /** What is beside that which the child would take without TLS is the code of TLS, and what its connections hold. */
        private void childrenWithTls(double[] unknowns) {
            List<Sample> prefork = encrypted.stream()
                    .filter(sample -> sample.point().mode() == Mode.PREFORK)
                    .toList();
            double code = meanBeside(prefork, unknowns);
            put(Constant.CHILD_TLS_PREFORK, code);
            childResiduals(prefork, (sample, child) -> outsideHeap(unknowns, sample, child) + code);
            List<Sample> threaded = encrypted.stream()
                    .filter(sample -> sample.point().mode() != Mode.PREFORK)
                    .toList();
            LeastSquares squares = new LeastSquares(3);
            each(threaded, (sample, child) -> {
                double whole = child.busy().otherBytes();
                double beside = whole - outsideHeap(unknowns, sample, child);
                squares.addPartOf(whole, beside, ofTls(sample.point()));
            });
            double[] found = squares.solve();
            put(Constant.CHILD_TLS_THREADED, found[0]);
            put(Constant.CONNECTION_TLS_WORKER, found[1]);
            put(Constant.CONNECTION_TLS_EVENT, found[2]);
            childResiduals(
                    threaded,
                    (sample, child) -> outsideHeap(unknowns, sample, child) + product(found, ofTls(sample.point())));
        }

        private static double[] ofTls(CalibrationPoint point) {
            boolean event = point.mode() == Mode.EVENT;
            return new double[] {1, event ? 0 : point.threads(), event ? point.threads() : 0};
        }

        private static double meanBeside(List<Sample> samples, double[] unknowns) {
            double mean = samples.stream()
                    .flatMapToDouble(sample -> sample.children().stream()
                            .mapToDouble(child -> child.busy().otherBytes() - outsideHeap(unknowns, sample, child)))
                    .average()
                    .orElseThrow(() -> new IllegalStateException("no child was measured with what is beside"));
            return Math.max(0, mean);
        }

        /** The code of rules, and what it has compiled: the same however many there are. */
        private void childrenWithSite(double[] unknowns) {
            double code = meanBeside(ruled, unknowns);
            put(Constant.CHILD_SITE, code);
            childResiduals(ruled, (sample, child) -> outsideHeap(unknowns, sample, child) + code);
        }

        private void heapsWithSite(double[] unknowns) {
            LeastSquares squares = new LeastSquares(2);
            each(ruled, (sample, child) -> {
                double whole = child.liveBusyBytes();
                double beside = whole - plainly(unknowns, sample, child);
                squares.addPartOf(whole, beside, 1, sample.point().siteDirectives());
            });
            double[] found = squares.solve();
            put(Constant.HEAP_SITE, found[0]);
            put(Constant.HEAP_PER_SITE_DIRECTIVE, found[1]);
            heapResiduals(
                    ruled,
                    (sample, child) -> plainly(unknowns, sample, child)
                            + found[0]
                            + found[1] * sample.point().siteDirectives());
        }

        private void heapsWithTls(double[] unknowns) {
            LeastSquares squares = new LeastSquares(3);
            each(encrypted, (sample, child) -> {
                double whole = child.liveBusyBytes();
                double beside = whole - plainly(unknowns, sample, child);
                squares.addPartOf(whole, beside, 1, sample.point().threads(), child.parked());
            });
            double[] found = squares.solve();
            put(Constant.HEAP_TLS, found[0]);
            put(Constant.HEAP_TLS_PER_CONNECTION_ACTIVE, found[1]);
            put(Constant.HEAP_TLS_PER_CONNECTION_PARKED, found[2]);
            heapResiduals(
                    encrypted,
                    (sample, child) -> plainly(unknowns, sample, child)
                            + found[0]
                            + found[1] * sample.point().threads()
                            + found[2] * child.parked());
        }

        private void kernel() {
            List<Sample> known = samples.stream()
                    .filter(sample -> sample.kernelBytes().isPresent())
                    .toList();
            if (known.isEmpty()) {
                return;
            }
            LeastSquares squares = new LeastSquares(4);
            known.forEach(sample -> squares.add(sample.kernelBytes().orElseThrow(), ofKernel(sample)));
            double[] found = squares.solve();
            put(Constant.KERNEL_CONTROL, found[0]);
            put(Constant.KERNEL_PROCESS, found[1]);
            put(Constant.KERNEL_THREAD, found[2]);
            put(Constant.KERNEL_CONNECTION_PARKED, found[3]);
            known.forEach(sample ->
                    residual(sample, "kernel", sample.kernelBytes().orElseThrow(), product(found, ofKernel(sample))));
        }

        private static double[] ofKernel(Sample sample) {
            CalibrationPoint point = sample.point();
            int parked =
                    sample.children().stream().mapToInt(ChildSample::parked).sum();
            return new double[] {1, point.children(), (double) point.children() * point.threads(), parked};
        }

        /** The most that were seen: a worker child's and an event child's beside its worker threads. */
        private void tasks() {
            put(
                    Constant.TASKS_CONTROL,
                    samples.stream().mapToLong(Sample::tasks).max().orElseThrow());
            for (Mode mode : MODES) {
                samples.stream()
                        .filter(sample -> sample.point().mode() == mode)
                        .flatMapToLong(sample -> sample.children().stream()
                                .mapToLong(child -> child.tasks() - threadsOfWorkers(sample.point())))
                        .max()
                        .ifPresent(most -> put(Constant.tasks(mode), most));
            }
        }

        private static long threadsOfWorkers(CalibrationPoint point) {
            return point.mode() == Mode.PREFORK ? 0 : point.threads();
        }

        private void shared() {
            put(
                    Constant.SHARED_ONCE,
                    samples.stream().mapToLong(Sample::sharedFileBytes).max().orElseThrow());
        }

        /** The mode's base, then threads and parked connections, which cost the same in every mode. */
        private static double[] factors(CalibrationPoint point, ChildSample child) {
            double[] factors = new double[MODES.size() + 2];
            factors[MODES.indexOf(point.mode())] = 1;
            factors[MODES.size()] = point.mode() == Mode.PREFORK ? 0 : point.threads();
            factors[MODES.size() + 1] = child.parked();
            return factors;
        }

        /** As {@link #factors}, with what a thread of event costs beside: it works on its connection in another way. */
        private static double[] byMode(CalibrationPoint point, ChildSample child) {
            double[] factors = Arrays.copyOf(factors(point, child), MODES.size() + 3);
            if (point.mode() == Mode.EVENT) {
                factors[MODES.size() + 2] = factors[MODES.size()];
                factors[MODES.size()] = 0;
            }
            return factors;
        }

        /** What the unknowns make of a child outside its heap, TLS aside. */
        private static double outsideHeap(double[] unknowns, Sample sample, ChildSample child) {
            return product(unknowns, byMode(sample.point(), child));
        }

        /** What the unknowns make of a child's heap, TLS aside. */
        private static double plainly(double[] unknowns, Sample sample, ChildSample child) {
            return product(unknowns, byMode(sample.point(), child));
        }

        private static double product(double[] unknowns, double[] factors) {
            double sum = 0;
            for (int i = 0; i < unknowns.length; i++) {
                sum += unknowns[i] * factors[i];
            }
            return sum;
        }

        private static void each(List<Sample> samples, BiConsumer<Sample, ChildSample> action) {
            samples.forEach(sample -> sample.children().forEach(child -> action.accept(sample, child)));
        }

        private void put(Constant constant, double bytes) {
            constants.put(constant, Math.round(bytes));
        }

        private void childResiduals(List<Sample> some, ToDoubleBiFunction<Sample, ChildSample> predicted) {
            each(
                    some,
                    (sample, child) -> residual(
                            sample,
                            "child",
                            child.busy().otherBytes(),
                            predicted.applyAsDouble(sample, child),
                            ofItsOwn(child)));
        }

        private void heapResiduals(List<Sample> some, ToDoubleBiFunction<Sample, ChildSample> predicted) {
            each(
                    some,
                    (sample, child) -> residual(
                            sample,
                            "live heap",
                            child.liveBusyBytes(),
                            predicted.applyAsDouble(sample, child),
                            ofItsOwn(child)));
        }

        private static long ofItsOwn(ChildSample child) {
            return child.busy().otherBytes() + child.liveBusyBytes();
        }

        private void residual(Sample sample, String quantity, long measured, double predicted) {
            residual(sample, quantity, measured, predicted, measured);
        }

        private void residual(Sample sample, String quantity, long measured, double predicted, long whole) {
            residuals.add(new Residual(sample.point() + ": " + quantity, measured, Math.round(predicted), whole));
        }
    }
}
