package io.mpmoperator.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.footprint.SizingRequest.OfBudget;
import io.mpmoperator.footprint.SizingRequest.OfConcurrency;
import io.mpmoperator.footprint.SizingRequest.OfDirectives;
import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmNumbers;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SizingTest {

    private static final Calibration SHIPPED = Calibration.shipped(Flavor.JVM);
    private static final Workload NONE = Workload.none();
    private static final long MIB = 1L << 20;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void neverAsksLessMemoryForMoreConcurrency(Mode mode) throws SizingException {
        var random = new Random(4);
        for (int round = 0; round < 6; round++) {
            Calibration calibration = round == 0 ? SHIPPED : AnyCalibration.from(random);
            Workload workload = anyWorkload(random);
            boolean tls = random.nextBoolean();
            long smaller = 0;
            for (int concurrency = 1; concurrency <= 3000; concurrency++) {
                long limit = limit(mode, concurrency, workload, tls, calibration);
                assertTrue(limit >= smaller, "%s %d %s".formatted(mode, concurrency, workload));
                smaller = limit;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void neverAsksLessMemoryForMoreIdleConnections(Mode mode) throws SizingException {
        long smaller = 0;
        for (int idle = 0; idle <= 20_000; idle += 17) {
            long limit = limit(mode, 50, NONE.withIdleConnections(idle), true, SHIPPED);
            assertTrue(limit >= smaller, mode + " " + idle);
            smaller = limit;
        }
    }

    @Test
    void limitsToWholeMebibytesAndAsksForNoMoreThanTheLimit() throws SizingException {
        var random = new Random(5);
        for (int round = 0; round < 500; round++) {
            SizingPlan plan = Sizing.plan(
                    new OfDirectives(modest(random), NONE, random.nextBoolean(), random.nextBoolean()),
                    AnyCalibration.from(random));
            assertEquals(0, plan.memoryLimitBytes() % MIB);
            assertTrue(plan.components().stream().allMatch(component -> component.bytes() >= 0));
            assertTrue(plan.memoryRequestBytes() <= plan.memoryLimitBytes());
        }
    }

    /** ServerLimit processes, and the one that tries a new configuration beside them, in one thread as prefork's do. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void countsWhatAProcessCostsForEachThatMayExist(Mode mode) throws SizingException {
        Constant ofAProcess = switch (mode) {
            case PREFORK -> Constant.CHILD_PREFORK;
            case WORKER -> Constant.CHILD_WORKER;
            case EVENT -> Constant.CHILD_EVENT;
        };
        Calibration cheaper = SHIPPED.with(Constant.MARGIN_PERCENT, 0);
        Calibration dearer = cheaper.with(ofAProcess, cheaper.get(ofAProcess) + 3 * MIB);
        var request = new OfDirectives(MpmDirectives.of(mode), NONE, false, false);
        int trials = mode == Mode.PREFORK ? 1 : 0;
        int processes = Sizing.plan(request, cheaper).settings().serverLimit() + trials;

        assertEquals(
                3 * MIB * processes,
                Sizing.plan(request, dearer).memoryLimitBytes()
                        - Sizing.plan(request, cheaper).memoryLimitBytes());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void fitsABudgetSoThatOneStepLargerDoesNotFit(Mode mode) throws SizingException {
        var random = new Random(6);
        for (int round = 0; round < 200; round++) {
            Calibration calibration = round < 50 ? SHIPPED : AnyCalibration.from(random);
            Workload workload = anyWorkload(random);
            boolean tls = random.nextBoolean();
            long smallest = limit(mode, 1, workload, tls, calibration);
            long budget = smallest + (long) (random.nextDouble() * 8 * smallest);
            MpmDirectives base = MpmDirectives.of(mode);

            SizingPlan plan = Sizing.plan(new OfBudget(mode, budget, base, workload, tls), calibration);

            int idleWorkers = mode == Mode.EVENT ? 0 : workload.idleConnections();
            int concurrency = plan.settings().maxRequestWorkers() - idleWorkers;
            assertTrue(plan.memoryLimitBytes() <= budget);
            assertEquals(plan.memoryLimitBytes(), limit(mode, concurrency, workload, tls, calibration));
            assertFalse(fits(budget, mode, concurrency + 1, workload, tls, calibration));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void refusesABudgetThatIsTooSmallWithTheNumbers(Mode mode) throws SizingException {
        long smallest = limit(mode, 1, NONE, false, SHIPPED);
        var request = new OfBudget(mode, smallest - MIB, MpmDirectives.of(mode), NONE, false);

        var refused = assertThrows(SizingException.class, () -> Sizing.plan(request, SHIPPED));

        assertEquals(
                "a memory budget of %d MiB is too small for %s: its smallest plan, 1 request in progress, needs %d MiB, 1 MiB more"
                        .formatted(smallest / MIB - 1, mode.directiveValue(), smallest / MIB),
                refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void plansTheSettingsThatItChoseTheSameWayWhenTheyAreWrittenOut(Mode mode) throws SizingException {
        var workload = new Workload(300, 10 * MIB, 100_000);
        SizingPlan chosen = Sizing.plan(new OfConcurrency(mode, 60, MpmDirectives.of(mode), workload, true), SHIPPED);

        SizingPlan written =
                Sizing.plan(new OfDirectives(chosen.settings().toDirectives(), workload, true, false), SHIPPED);

        assertEquals(chosen.settings(), written.settings());
        assertEquals(chosen.components(), written.components());
        assertEquals(chosen.childOptions(), written.childOptions());
        assertEquals(
                List.of(),
                written.adjustments().stream()
                        .filter(adjustment -> !adjustment.code().startsWith("tasks-"))
                        .toList());
    }

    @Test
    void costsLeastUnderEventAndMostUnderPreforkForTheSameOpenConnections() throws SizingException {
        SizingPlan event = Sizing.plan(
                new OfConcurrency(Mode.EVENT, 50, MpmDirectives.of(Mode.EVENT), NONE.withIdleConnections(1000), false),
                SHIPPED);

        long prefork = alternative(event, Flavor.JVM, Mode.PREFORK);
        long worker = alternative(event, Flavor.JVM, Mode.WORKER);
        assertTrue(event.memoryLimitBytes() < worker && worker < prefork, event.toString());
    }

    @ParameterizedTest
    @EnumSource(Flavor.class)
    void listsTheOtherModesOfItsFlavorAndThenAllOfTheOther(Flavor flavor) throws SizingException {
        SizingPlan plan = Sizing.plan(
                new OfConcurrency(Mode.WORKER, 50, MpmDirectives.of(Mode.WORKER), NONE, false),
                Calibration.shipped(flavor));

        String own = flavor.text();
        String other = flavor == Flavor.JVM ? "native" : "jvm";
        assertEquals(flavor, plan.flavor());
        assertEquals(
                List.of(own + " PREFORK", own + " EVENT", other + " PREFORK", other + " WORKER", other + " EVENT"),
                plan.alternatives().stream()
                        .map(alternative -> alternative.flavor().text() + " " + alternative.mode())
                        .toList());
        assertTrue(plan.withoutAlternativesIn(Flavor.NATIVE).alternatives().stream()
                .allMatch(alternative -> alternative.flavor() == Flavor.JVM));
    }

    @Test
    void givesTheWorkOfOneModeAndFlavorTheSameCostFromEveryOther() throws SizingException {
        Workload workload = NONE.withIdleConnections(200);
        Function<Flavor, Calibration> calibrations = anyOfEachFlavor();
        for (Flavor flavor : Flavor.values()) {
            for (Mode asked : Mode.values()) {
                SizingPlan plan = Sizing.plan(
                        new OfConcurrency(asked, 40, MpmDirectives.of(asked), workload, true),
                        calibrations.apply(flavor),
                        calibrations);
                for (Alternative other : plan.alternatives()) {
                    assertEquals(
                            limit(other.mode(), 40, workload, true, calibrations.apply(other.flavor())),
                            other.memoryLimitBytes());
                }
            }
        }
    }

    @Test
    void saysWhatTheNumbersThatWereWrittenNeedInTheOtherFlavor() throws SizingException {
        Function<Flavor, Calibration> calibrations = anyOfEachFlavor();
        MpmDirectives written = MpmDirectives.of(Mode.WORKER)
                .with(MpmDirective.MAX_REQUEST_WORKERS, 300)
                .with(MpmDirective.THREADS_PER_CHILD, 3);
        var request = new OfDirectives(written, NONE, false, true);

        SizingPlan jvm = Sizing.plan(request, calibrations.apply(Flavor.JVM), calibrations);
        SizingPlan executable = Sizing.plan(request, calibrations.apply(Flavor.NATIVE), calibrations);

        assertEquals(jvm.memoryLimitBytes(), alternative(executable, Flavor.JVM, Mode.WORKER));
        assertEquals(executable.memoryLimitBytes(), alternative(jvm, Flavor.NATIVE, Mode.WORKER));
    }

    @ParameterizedTest
    @EnumSource(Flavor.class)
    void countsTheTasksOfControlProcessChildrenAndTheOneThatIsTried(Flavor flavor) throws SizingException {
        Calibration calibration = Calibration.shipped(flavor);
        MpmDirectives numbers = MpmDirectives.of(Mode.EVENT)
                .with(MpmDirective.MAX_REQUEST_WORKERS, 400)
                .with(MpmDirective.SERVER_LIMIT, 16);

        Tasks tasks = Sizing.plan(new OfDirectives(numbers, NONE, false, false), calibration)
                .tasks();

        assertEquals(calibration.get(Constant.TASKS_EVENT) + 25 + 2, tasks.child(), "two that write logs");
        assertEquals(calibration.get(Constant.TASKS_CONTROL) + 5 + 17 * tasks.child(), tasks.total());
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "3, 4"})
    void countsATaskForEachFileThatLogsOfRequestsAreWrittenTo(int accessLogs, int threads) throws SizingException {
        MpmDirectives numbers = MpmDirectives.of(Mode.PREFORK);

        Tasks tasks = Sizing.plan(new OfDirectives(numbers, NONE.withAccessLogs(accessLogs), false, false), SHIPPED)
                .tasks();

        assertEquals(SHIPPED.get(Constant.TASKS_PREFORK) + threads, tasks.child());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void countsWhatStrangersMayMakeEachChildHold(Mode mode) throws SizingException {
        MpmDirectives base = MpmDirectives.of(mode);
        SizingPlan usual = Sizing.plan(new OfConcurrency(mode, 20, base, NONE, false), SHIPPED);
        Workload more = NONE.withRequestMemoryLimitBytes(8 * MIB);
        SizingPlan written = Sizing.plan(new OfConcurrency(mode, 20, base, more, false), SHIPPED);

        long children = usual.settings().serverLimit();
        assertEquals(
                children * NONE.requestMemoryBytes(usual.settings().threadsPerChild()),
                component(usual, "request-memory"));
        assertTrue(NONE.requestMemoryBytes(1) > 8190 + 100 * 8190, "a head as large as Apache's limits allow");
        assertEquals(children * 8 * MIB, component(written, "request-memory"));
        assertTrue(written.memoryLimitBytes() - usual.memoryLimitBytes() >= children * 5 * MIB);
        assertTrue(component(usual, "slow-clients")
                > children * 20_000L * usual.settings().threadsPerChild());
    }

    /** A handler's thread waits for its client; a file is sent on by the listener, with small buffers where many are slow. */
    @Test
    void countsAThreadThatWaitsForItsClientOnlyWhereHandlersRespond() throws SizingException {
        MpmDirectives base = MpmDirectives.of(Mode.EVENT);
        SizingPlan files = Sizing.plan(new OfConcurrency(Mode.EVENT, 100, base, NONE, false), SHIPPED);
        SizingPlan handlers =
                Sizing.plan(new OfConcurrency(Mode.EVENT, 100, base, NONE.withHandlers(true), false), SHIPPED);

        long slow = SHIPPED.get(Constant.KERNEL_SLOW_CLIENT) + NONE.receivedBytes();
        long bounded = SHIPPED.get(Constant.KERNEL_BOUNDED_CLIENT);
        long counted = SHIPPED.get(Constant.KERNEL_CONNECTION_ACTIVE);
        long children = files.settings().serverLimit();
        assertEquals(children * (6 * slow + 44 * bounded - 50 * counted), component(files, "slow-clients"));
        assertEquals(children * (6 * slow + 44 * bounded + 50 * (slow - counted)), component(handlers, "slow-clients"));
    }

    @Test
    void saysWhatToDoAboutMoreTasksThanManyNodesAllow() throws SizingException {
        Calibration counted = SHIPPED.with(Constant.TASKS_CONTROL, 20).with(Constant.TASKS_PREFORK, 15);
        MpmDirectives prefork = MpmDirectives.of(Mode.PREFORK).with(MpmDirective.SERVER_LIMIT, 57);

        SizingPlan small = Sizing.plan(new OfDirectives(prefork, NONE, false, false), counted);
        SizingPlan large = Sizing.plan(
                new OfDirectives(prefork.with(MpmDirective.SERVER_LIMIT, 256), NONE, false, false), counted);

        assertEquals(List.of(), messages(small, "tasks-"));
        assertEquals(
                List.of("the pod has up to 4394 tasks (257 processes of 17, and 25 of the control process), and many"
                        + " nodes allow a pod 1024: raise podPidsLimit of the kubelets, or let more pods have fewer"
                        + " processes each"),
                messages(large, "tasks-"));
    }

    private static List<String> messages(SizingPlan plan, String begin) {
        return plan.adjustments().stream()
                .filter(adjustment -> adjustment.code().startsWith(begin))
                .map(Adjustment::message)
                .toList();
    }

    @Test
    void parksAllIdleConnectionsBesideAllRequests() throws SizingException {
        SizingPlan plan = Sizing.plan(
                new OfConcurrency(Mode.EVENT, 400, MpmDirectives.of(Mode.EVENT), NONE.withIdleConnections(5000), false),
                SHIPPED);
        assertTrue(plan.settings().connections() >= 5400, plan.settings().toString());
        assertTrue(plan.settings().maxRequestWorkers() >= 400, plan.settings().toString());
    }

    @Test
    void countsApachesServerLimitWhereNothingIsDerived() throws SizingException {
        MpmDirectives written = MpmDirectives.of(Mode.EVENT).with(MpmDirective.MAX_REQUEST_WORKERS, 50);

        assertEquals(16, planned(written, NONE, false).settings().serverLimit());
        SizingPlan derived = planned(written, NONE, true);
        assertEquals(3, derived.settings().serverLimit());
        assertTrue(derived.adjustments()
                .contains(new Adjustment(
                        "server-limit-derived",
                        "ServerLimit is 3: 2 that serve and room for 1 that drain after a graceful restart")));
    }

    @Test
    void derivesTheFactorAndTheThreadLimitThatWrittenNumbersNeed() throws SizingException {
        MpmDirectives written = MpmDirectives.of(Mode.EVENT)
                .with(MpmDirective.MAX_REQUEST_WORKERS, 300)
                .with(MpmDirective.THREADS_PER_CHILD, 100);

        SizingPlan plan = planned(written, NONE.withIdleConnections(5000), true);

        assertEquals(
                List.of("thread-limit-derived", "server-limit-derived", "async-request-worker-factor-derived"),
                plan.adjustments().stream().map(Adjustment::code).toList());
        assertEquals(300, plan.settings().maxRequestWorkers());
        assertTrue(plan.settings().connections() >= 5300);
    }

    @Test
    void refusesIdleConnectionsThatWrittenNumbersCannotHold() {
        Workload workload = NONE.withIdleConnections(5000);
        assertRefused(
                "IdleConnections 5000 were asked and 800 connections can be parked beside MaxRequestWorkers 400: an"
                        + " AsyncRequestWorkerFactor of 12.50 would hold them",
                new OfDirectives(MpmDirectives.of(Mode.EVENT), workload, false, false));
        assertRefused(
                "IdleConnections 5000 hold a thread each under worker and MaxRequestWorkers 400 leaves none to serve:"
                        + " 5001 or more, or mode event, would carry them",
                new OfDirectives(MpmDirectives.of(Mode.WORKER), workload, false, false));
    }

    @Test
    void refusesMoreThanAModeCanHave() {
        assertRefused(
                "to carry 160001 requests in progress takes 160001 processes: prefork has at most 160000",
                new OfConcurrency(Mode.PREFORK, 160_001, MpmDirectives.of(Mode.PREFORK), NONE, false));
        assertRefused(
                "a concurrency of 0 was asked: 1 or more is accepted",
                new OfConcurrency(Mode.EVENT, 0, MpmDirectives.of(Mode.EVENT), NONE, false));
    }

    @Test
    void refusesNumbersOfSizeBesideAConcurrency() {
        MpmDirectives base = MpmDirectives.of(Mode.EVENT).with(MpmDirective.MAX_REQUEST_WORKERS, 400);
        assertRefused(
                "MaxRequestWorkers 400 is given beside a concurrency or a memory budget, from which it follows: leave"
                        + " one of them out",
                new OfConcurrency(Mode.EVENT, 5, base, NONE, false));
        assertRefused(
                "the directives are those of event and the size is asked for worker",
                new OfBudget(Mode.WORKER, MIB, MpmDirectives.of(Mode.EVENT), NONE, false));
    }

    @Test
    void keepsTheDirectivesThatAreNoNumbersOfSize() throws SizingException {
        MpmDirectives base = MpmDirectives.of(Mode.WORKER)
                .with(MpmDirective.MAX_CONNECTIONS_PER_CHILD, 1000)
                .with(MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT, 30);
        SizingPlan plan = Sizing.plan(new OfConcurrency(Mode.WORKER, 5, base, NONE, false), SHIPPED);
        assertEquals(1000, plan.settings().maxConnectionsPerChild());
        assertEquals(30, plan.settings().gracefulShutdownTimeout().toSeconds());
    }

    @Test
    void countsCompressorsAndFormsWhereResponsesAreCompressed() throws SizingException {
        MpmDirectives directives = MpmDirectives.of(Mode.EVENT);
        SizingPlan plain = Sizing.plan(new OfConcurrency(Mode.EVENT, 100, directives, NONE, false), SHIPPED);
        SizingPlan compressing =
                Sizing.plan(new OfConcurrency(Mode.EVENT, 100, directives, NONE.withCompression(true), false), SHIPPED);
        long processes = compressing.settings().serverLimit();
        assertEquals(processes * 8 * (288 << 10), component(compressing, "compression"));
        assertTrue(component(compressing, "child-heap") >= component(plain, "child-heap") + processes * 2 * MIB);
        assertTrue(plain.components().stream().noneMatch(part -> part.name().equals("compression")));
    }

    @Test
    void givesEachChildTheHeapThatTheDirectivesOfASiteTake() throws SizingException {
        MpmDirectives directives = MpmDirectives.of(Mode.PREFORK);
        Calibration calibration = SHIPPED.with(Constant.CHILD_SITE, 3 * MIB)
                .with(Constant.HEAP_SITE, MIB)
                .with(Constant.HEAP_PER_SITE_DIRECTIVE, 10 << 10)
                .with(Constant.HEAP_ALIGNMENT, 64 << 10);
        SizingPlan plain = Sizing.plan(new OfConcurrency(Mode.PREFORK, 10, directives, NONE, false), calibration);
        SizingPlan ruled = Sizing.plan(
                new OfConcurrency(Mode.PREFORK, 10, directives, NONE.withSiteDirectives(200), false), calibration);
        long processes = ruled.settings().serverLimit();
        assertEquals(processes * 3 * MIB, component(ruled, "child-base") - component(plain, "child-base"));
        long heap = component(ruled, "child-heap") - component(plain, "child-heap");
        assertTrue(heap >= processes * 27 * MIB / 10, () -> heap + " bytes more");
    }

    @Test
    void answersOrRefusesAnyNumbersWithoutOverflow() {
        var random = new Random(7);
        int planned = 0;
        for (int round = 0; round < 5000; round++) {
            var workload = new Workload(
                    random.nextInt(Integer.MAX_VALUE),
                    random.nextLong(Workload.LARGEST_SIZE),
                    random.nextLong(1L << 40));
            MpmDirectives numbers = MpmNumbers.any(random);
            try {
                SizingPlan plan = Sizing.plan(
                        new OfDirectives(
                                numbers,
                                random.nextBoolean() ? NONE : workload,
                                random.nextBoolean(),
                                random.nextBoolean()),
                        SHIPPED);
                assertTrue(plan.memoryLimitBytes() > 0);
                planned++;
            } catch (SizingException e) {
                assertTrue(String.valueOf(e.getMessage()).length() > 20);
            }
        }
        assertTrue(planned > 2000, "planned " + planned);
    }

    @Test
    void countsTwentyThousandProcessesOfTwentyThousandThreads() throws SizingException {
        MpmDirectives numbers = MpmDirectives.of(Mode.WORKER)
                .with(MpmDirective.SERVER_LIMIT, 20_000)
                .with(MpmDirective.THREAD_LIMIT, 20_000)
                .with(MpmDirective.THREADS_PER_CHILD, 20_000)
                .with(MpmDirective.MAX_REQUEST_WORKERS, 400_000_000);
        assertTrue(planned(numbers, NONE, false).memoryLimitBytes() > 400_000_000L * 65_536);
        assertRefused(
                "20000 processes with 20000 threads each need more memory than can be counted",
                new OfDirectives(numbers, NONE.withHeapPerRequestBytes(1L << 50), false, false));
    }

    @Test
    void limitsTheJvmToItsShare() throws SizingException {
        Workload workload = NONE.withHandlerHeapBytes(64 * MIB);
        SizingPlan prefork = Sizing.plan(
                new OfConcurrency(Mode.PREFORK, 4, MpmDirectives.of(Mode.PREFORK), workload, false), SHIPPED);
        SizingPlan event =
                Sizing.plan(new OfConcurrency(Mode.EVENT, 4, MpmDirectives.of(Mode.EVENT), NONE, false), SHIPPED);

        long heap = component(prefork, "child-heap") + component(prefork, "request-memory");
        assertTrue(prefork.childOptions().contains("-Xmx" + heap / 5 / MIB + "m"), prefork.toString());
        assertTrue(prefork.childOptions().contains("-XX:TieredStopAtLevel=1"));
        assertTrue(event.childOptions().contains("-XX:TieredStopAtLevel=4"));
        assertTrue(prefork.childOptions().contains("-XX:-UseCompactObjectHeaders"));
        assertTrue(event.childOptions().contains("-XX:+UseCompactObjectHeaders"));
        assertEquals(prefork.controlOptions(), event.controlOptions());
        assertTrue(event.controlOptions().contains("-XX:+ExitOnOutOfMemoryError"));
    }

    @Test
    void countsAHeapAsFullAsItBecomesAndAllowsAllOfIt() throws SizingException {
        OfConcurrency request = new OfConcurrency(Mode.EVENT, 200, MpmDirectives.of(Mode.EVENT), NONE, true);
        SizingPlan full = Sizing.plan(request, SHIPPED.with(Constant.HEAP_FILLED, 100));
        SizingPlan half = Sizing.plan(request, SHIPPED.with(Constant.HEAP_FILLED, 50));

        assertEquals(full.childOptions(), half.childOptions());
        assertEquals(
                component(full, "child-heap") + component(full, "request-memory"),
                2 * (component(half, "child-heap") + component(half, "request-memory")));
        assertTrue(component(half, "tls") < component(full, "tls"));

        SizingPlan emptyControl = Sizing.plan(request, SHIPPED.with(Constant.CONTROL_HEAP_FILLED, 0));
        assertEquals(full.controlOptions(), emptyControl.controlOptions());
        assertEquals(
                SHIPPED.get(Constant.CONTROL_HEAP),
                component(full, "control-process") - component(emptyControl, "control-process"));
    }

    private static long component(SizingPlan plan, String name) {
        return plan.components().stream()
                .filter(component -> component.name().equals(name))
                .mapToLong(Component::bytes)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void fitsIntoTheMemoryThatAConcurrencyNeedsAtLeastThatConcurrency(Mode mode) throws SizingException {
        Workload workload = NONE.withIdleConnections(5000);
        MpmDirectives base = MpmDirectives.of(mode);
        SizingPlan needed = Sizing.plan(new OfConcurrency(mode, 400, base, workload, true), SHIPPED);

        SizingPlan fitting = Sizing.plan(new OfBudget(mode, needed.memoryLimitBytes(), base, workload, true), SHIPPED);

        assertTrue(fitting.settings().maxRequestWorkers() >= needed.settings().maxRequestWorkers());
        assertTrue(fitting.memoryLimitBytes() <= needed.memoryLimitBytes());
    }

    /** Whether a concurrency fits into a budget, and into the mode's hard caps at all. */
    private static boolean fits(
            long budget, Mode mode, int concurrency, Workload workload, boolean tls, Calibration calibration) {
        try {
            return limit(mode, concurrency, workload, tls, calibration) <= budget;
        } catch (SizingException e) {
            return false;
        }
    }

    private static long limit(Mode mode, int concurrency, Workload workload, boolean tls, Calibration calibration)
            throws SizingException {
        Sized sized = LadderSearch.in(mode, MpmDirectives.of(mode), workload, tls, calibration)
                .forConcurrency(concurrency);
        return Footprint.peak(sized.settings(), workload, tls, calibration).totalBytes();
    }

    private static SizingPlan planned(MpmDirectives written, Workload workload, boolean derived)
            throws SizingException {
        return Sizing.plan(new OfDirectives(written, workload, false, derived), SHIPPED);
    }

    private static void assertRefused(String message, SizingRequest request) {
        assertEquals(
                message,
                assertThrows(SizingException.class, () -> Sizing.plan(request, SHIPPED))
                        .getMessage());
    }

    private static long alternative(SizingPlan plan, Flavor flavor, Mode mode) {
        return plan.alternatives().stream()
                .filter(other -> other.flavor() == flavor && other.mode() == mode)
                .mapToLong(Alternative::memoryLimitBytes)
                .findFirst()
                .orElseThrow();
    }

    private static Function<Flavor, Calibration> anyOfEachFlavor() {
        var random = new Random(8);
        Calibration jvm = AnyCalibration.from(random);
        Calibration executable =
                new Calibration(Flavor.NATIVE, AnyCalibration.from(random).values());
        return flavor -> switch (flavor) {
            case JVM -> jvm;
            case NATIVE -> executable;
        };
    }

    private static Workload anyWorkload(Random random) {
        int idle = random.nextBoolean() ? 0 : random.nextInt(20_000);
        return new Workload(idle, random.nextLong(64 * MIB), random.nextLong(256 << 10));
    }

    private static MpmDirectives modest(Random random) {
        MpmDirectives numbers = MpmNumbers.any(random);
        return random.nextBoolean() ? numbers : MpmDirectives.of(numbers.mode());
    }
}
