package io.mpmoperator.tools.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.CalibrationException;
import io.mpmoperator.footprint.Constant;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.tools.calibration.Sample.ChildSample;
import io.mpmoperator.tools.calibration.Sample.Memory;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A machine whose constants are known: what it would show must lead back to them. */
@SuppressWarnings("LongDoubleConversion") // bytes of a process are far below 2^53
class FitTest {

    private static final List<CalibrationPoint> TRIALS = List.of(
            CalibrationPoint.plain(Mode.PREFORK, 2, 1, 0),
            CalibrationPoint.plain(Mode.PREFORK, 12, 1, 0),
            CalibrationPoint.plain(Mode.WORKER, 2, 25, 0),
            CalibrationPoint.plain(Mode.WORKER, 1, 300, 0),
            CalibrationPoint.plain(Mode.EVENT, 2, 25, 0),
            CalibrationPoint.plain(Mode.EVENT, 1, 300, 0),
            CalibrationPoint.plain(Mode.EVENT, 1, 25, 3000),
            CalibrationPoint.ruled(Mode.PREFORK, 2, 1, 20),
            CalibrationPoint.ruled(Mode.WORKER, 1, 25, 200),
            CalibrationPoint.encrypted(Mode.PREFORK, 2, 1, 0),
            CalibrationPoint.encrypted(Mode.WORKER, 1, 25, 0),
            CalibrationPoint.encrypted(Mode.WORKER, 1, 100, 0),
            CalibrationPoint.encrypted(Mode.EVENT, 1, 25, 1000));

    private static final Calibration BEFORE = Calibration.shipped(Flavor.JVM);

    @Test
    void leadsBackToTheConstantsOfTheMachine() {
        Fit fit = Fit.of(TRIALS.stream().map(point -> sample(point, 0)).toList(), BEFORE);

        assertConstant(20_000_000, fit, Constant.CONTROL_PRIVATE);
        assertConstant(10_000, fit, Constant.CONTROL_PER_CHILD);
        assertConstant(15_000_000, fit, Constant.CHILD_PREFORK);
        assertConstant(24_000_000, fit, Constant.CHILD_WORKER);
        assertConstant(25_000_000, fit, Constant.CHILD_EVENT);
        assertConstant(70_000, fit, Constant.THREAD_PRIVATE);
        assertConstant(50_000, fit, Constant.CONNECTION_WORKER);
        assertConstant(30_000, fit, Constant.CONNECTION_EVENT);
        assertConstant(11_000, fit, Constant.CONNECTION_TLS_WORKER);
        assertConstant(3_000, fit, Constant.CONNECTION_TLS_EVENT);
        assertConstant(400, fit, Constant.CONNECTION_PARKED);
        assertConstant(3_000_000, fit, Constant.HEAP_PREFORK);
        assertConstant(4_000_000, fit, Constant.HEAP_WORKER);
        assertConstant(5_000_000, fit, Constant.HEAP_EVENT);
        assertConstant(9_000, fit, Constant.HEAP_PER_THREAD);
        assertConstant(8_000, fit, Constant.HEAP_PER_CONNECTION_WORKER);
        assertConstant(6_000, fit, Constant.HEAP_PER_CONNECTION_EVENT);
        assertConstant(1_000, fit, Constant.HEAP_PER_CONNECTION_PARKED);
        assertConstant(1_100_000, fit, Constant.CHILD_SITE);
        assertConstant(300_000, fit, Constant.HEAP_SITE);
        assertConstant(4_000, fit, Constant.HEAP_PER_SITE_DIRECTIVE);
        assertConstant(2_000_000, fit, Constant.CHILD_TLS_PREFORK);
        assertConstant(7_000_000, fit, Constant.CHILD_TLS_THREADED);
        assertConstant(1_500_000, fit, Constant.HEAP_TLS);
        assertConstant(60_000, fit, Constant.HEAP_TLS_PER_CONNECTION_ACTIVE);
        assertConstant(6_000, fit, Constant.HEAP_TLS_PER_CONNECTION_PARKED);
        assertConstant(1_200_000, fit, Constant.KERNEL_CONTROL);
        assertConstant(600_000, fit, Constant.KERNEL_PROCESS);
        assertConstant(26_000, fit, Constant.KERNEL_THREAD);
        assertConstant(1_500, fit, Constant.KERNEL_CONNECTION_PARKED);
        assertConstant(44_000_000, fit, Constant.SHARED_ONCE);
        assertConstant(18, fit, Constant.TASKS_CONTROL);
        assertConstant(14, fit, Constant.TASKS_PREFORK);
        assertConstant(16, fit, Constant.TASKS_WORKER);
        assertConstant(16, fit, Constant.TASKS_EVENT);
        assertTrue(Math.abs(fit.worst().relative()) < 1e-3, fit.worst().toString());
    }

    @Test
    void takesWhatIsDecidedOverFromBefore() {
        Calibration before = BEFORE.with(Constant.MARGIN_PERCENT, 7).with(Constant.HEAP_OLD_SPARE, 77);

        Fit fit = Fit.of(TRIALS.stream().map(point -> sample(point, 0)).toList(), before);

        assertConstant(7, fit, Constant.MARGIN_PERCENT);
        assertConstant(77, fit, Constant.HEAP_OLD_SPARE);
    }

    @Test
    void keepsTheConstantsOfASiteWhereThatWasNotMeasured() {
        List<Sample> plain = TRIALS.stream()
                .filter(point -> point.siteDirectives() == 0)
                .map(point -> sample(point, 0))
                .toList();

        Fit fit = Fit.of(plain, BEFORE.with(Constant.HEAP_SITE, 99));

        assertConstant(99, fit, Constant.HEAP_SITE);
        assertConstant(3_000_000, fit, Constant.HEAP_PREFORK);
    }

    @Test
    void keepsTheConstantsOfTlsWhereThatWasNotMeasured() {
        List<Sample> plain = TRIALS.stream()
                .filter(point -> !point.tls())
                .map(point -> sample(point, 0))
                .toList();

        Fit fit = Fit.of(plain, BEFORE.with(Constant.HEAP_TLS, 99));

        assertConstant(99, fit, Constant.HEAP_TLS);
        assertConstant(15_000_000, fit, Constant.CHILD_PREFORK);
    }

    @Test
    void namesTheTrialThatIsFarthestOff() {
        List<Sample> samples = TRIALS.stream()
                .map(point -> sample(point, point.children() == 12 ? 4_000_000 : 0))
                .toList();

        Fit fit = Fit.of(samples, BEFORE);

        assertTrue(Math.abs(fit.worst().relative()) > 0.1, fit.worst().toString());
        assertTrue(fit.worst().what().startsWith("prefork, "), fit.worst().what());
    }

    @Test
    void writesAFileThatTheModelReads() throws CalibrationException {
        Fit fit = Fit.of(TRIALS.stream().map(point -> sample(point, 0)).toList(), BEFORE);

        String text = CalibrationFile.of(fit);

        assertEquals(fit.calibration(), Calibration.parse(Flavor.JVM, "x", text));
        assertTrue(text.contains("webserver calibrate -d server-image/server/target/webserver -o"), text);
    }

    private static Sample sample(CalibrationPoint point, long error) {
        boolean prefork = point.mode() == Mode.PREFORK;
        int threads = point.threads();
        int parked = point.parked();
        long base = switch (point.mode()) {
            case PREFORK -> 15_000_000 - 70_000 - 50_000 + 120_000;
            case WORKER -> 24_000_000;
            case EVENT -> 25_000_000;
        };
        long heap = switch (point.mode()) {
            case PREFORK -> 3_000_000;
            case WORKER -> 4_000_000;
            case EVENT -> 5_000_000;
        };
        long tls = point.tls() ? tls(point) : 0;
        long perThread = point.mode() == Mode.EVENT ? 100_000 : 120_000;
        long heapPerThread = point.mode() == Mode.EVENT ? 15_000 : 17_000;
        long heapOfTls = point.tls() ? 1_500_000 + 60_000L * threads + 6_000L * parked : 0;
        long rules = point.siteDirectives() > 0 ? 1_100_000 : 0;
        long heapOfRules = point.siteDirectives() > 0 ? 300_000 + 4_000L * point.siteDirectives() : 0;
        ChildSample child = new ChildSample(
                new Memory(0, 12_000_000 + 70_000L * threads),
                new Memory(0, base + error + tls + rules + perThread * threads + 400L * parked),
                1_000_000 + 9_000L * threads,
                heap + heapOfTls + heapOfRules + heapPerThread * threads + 1_000L * parked,
                parked,
                prefork ? 14 : 16 + threads);
        int children = point.children();
        return new Sample(
                point,
                new Memory(0, 20_000_000 + 10_000L * children),
                18,
                Collections.nCopies(children, child),
                prefork ? 43_000_000 : 44_000_000,
                OptionalLong.of(
                        1_200_000 + 600_000L * children + 26_000L * children * threads + 1_500L * children * parked));
    }

    private static long tls(CalibrationPoint point) {
        return switch (point.mode()) {
            case PREFORK -> 2_000_000;
            case WORKER -> 7_000_000 + 11_000L * point.threads();
            case EVENT -> 7_000_000 + 3_000L * point.threads();
        };
    }

    private static void assertConstant(long expected, Fit fit, Constant constant) {
        assertEquals(expected, fit.calibration().get(constant), 1 + expected / 500.0, constant.key());
    }
}
