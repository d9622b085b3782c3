package io.mpmoperator.server.control;

import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.child.ChildMain;
import io.mpmoperator.server.child.ControlLine;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.log.AccessLog;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.management.Build;
import io.mpmoperator.server.management.ServerFacts;
import io.mpmoperator.server.management.ServerView;
import io.mpmoperator.server.management.SharedView;
import io.mpmoperator.server.nativecalls.LinuxPosix;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.time.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Process 1: binds the ports, starts children, replaces those that end, keeps enough of them idle, restarts and stops them.
 * It handles no request. Everything that decides is a pure function beside it ({@link IdleMaintenance}, {@link Rollover},
 * {@link Change}, {@link Backoff}, {@link SchedulingPolicy}); here is the loop that carries out what they say.
 */
public final class ControlProcess implements ServerFacts, Restarts.Server {

    private static final long SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final long ROLLOVER_TICK = 50;
    private static final Duration PORT_OPEN_AT_MOST = Duration.ofSeconds(1);
    private static final Duration PORT_TICK = Duration.ofMillis(2);

    private final Posix posix;
    private final Log log;
    private final Signals signals = new Signals();
    private final Counters counters = new Counters();
    private final Scoreboard scoreboard;
    private final ChildPool children;
    private final Provisions provisions;
    private final Restarts restarts;
    private final CertificateRenewal certificates;
    private final BoundPorts firstPorts;
    private final Timestamp started = Timestamp.now();
    private volatile Timestamp restarted = started;
    private volatile Generation generation;
    private @Nullable Serving serving;
    private volatile IdleMaintenance.Pace pace = IdleMaintenance.Pace.atStart();
    private final Saturation saturation;
    private final ChildScheduling scheduling;
    private volatile boolean stopping;
    private volatile long heartbeatNanos = System.nanoTime();
    private boolean rolling;
    private int rolloverTarget;
    private boolean bound = true;
    private boolean everReady;
    private @Nullable String hopeless;
    private boolean stopWanted;

    /**
     * Binds the ports and lays out the scoreboard; starts nothing yet.
     *
     * @throws ConfigurationException when a port cannot be had
     */
    public ControlProcess(
            Configuration configuration, Configuration.Read read, Installation installation, Posix posix, Log log)
            throws ConfigurationException {
        this.posix = posix;
        this.log = log;
        this.saturation = new Saturation(log, counters);
        this.generation = Generation.of(0, read);
        try {
            for (String target : read.conf().accessLogFiles()) {
                AccessLog.requireWritable(target);
            }
        } catch (IOException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
        MpmSettings settings = generation.settings();
        int threadLimit = settings.threadLimit();
        this.firstPorts = BoundPorts.of(
                read.conf().addresses(),
                BoundPorts.none(),
                address -> Binding.listen(posix, address, generation.queues()),
                posix);
        int memory;
        try {
            memory = posix.memoryFile("scoreboard", Scoreboard.bytes(settings.serverLimit(), threadLimit));
            this.scoreboard = Scoreboard.create(descriptorPath(memory), settings.serverLimit(), threadLimit);
        } catch (IOException | PosixException e) {
            throw new ConfigurationException("cannot map the scoreboard: " + e.getMessage(), e);
        }
        this.children = new ChildPool(posix, log, counters, scoreboard);
        this.provisions = new Provisions(posix, installation, this, log, memory);
        this.restarts = new Restarts(configuration, provisions, posix, log, counters, this);
        this.certificates = new CertificateRenewal(log);
        this.scheduling = new ChildScheduling(
                scoreboard, Runtime.getRuntime().availableProcessors(), System.nanoTime(), posix::schedule);
    }

    private static Path descriptorPath(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    @Override
    public Serving serving() {
        return Objects.requireNonNull(serving, "there is none before run()");
    }

    /** Why no child can serve with the configuration that the server was started with, when that has ended it. */
    public Optional<String> hopeless() {
        return Optional.ofNullable(hopeless);
    }

    /**
     * Serves until a signal ends it.
     *
     * @return the exit code: 0 after a graceful stop, {@link ChildMain#FATAL} when no child can serve with the configuration
     * @throws ConfigurationException when the management port cannot be had
     */
    public int run() throws ConfigurationException {
        signals.install(posix).ifPresent(part -> log.warn("jdk-part-missing", "reason", part));
        FailedStart.load();
        Serving first = provisions.first(generation, firstPorts);
        serving = first;
        certificates.watch(first);
        first.management().start();
        announce(first.management().port());
        warnOfLittleMemory();
        try {
            return serve();
        } finally {
            serving().management().close();
            hopeless().ifPresent(reason -> log.error("ended", "reason", reason));
        }
    }

    private int serve() {
        children.start(generation.settings().startServers(), serving());
        tellChildren();
        EverySecond upkeep = new EverySecond(System.nanoTime());
        while (true) {
            giveUpStart();
            boolean soon = rolling || restarts.underWay() || hopeless != null;
            Signals.Event event = signals.next(upkeep.waitMillis(System.nanoTime(), soon ? ROLLOVER_TICK : SECOND));
            if (event == Signals.Event.STOP || stopWanted || hopeless != null) {
                restarts.stop();
                HardStop hardStop = new HardStop(posix, signals);
                int exit = new GracefulStop(
                                log, signals, hardStop, generation.settings().gracefulShutdownTimeout())
                        .stop(this::quiesceAll, this::reapAll, children.running());
                return hopeless == null ? exit : ChildMain.FATAL;
            }
            handle(event);
            reapAll();
            boolean anyReady = children.anyReady(generation);
            everReady |= anyReady;
            restarts.goOn(anyReady);
            if (rolling) {
                rollOver();
            }
            if (upkeep.isDue(System.nanoTime())) {
                children.forgetTrouble();
                restarts.look();
                certificates.look(serving(), children::tellAll);
                maintain();
                tellChildren();
                upkeep.done(System.nanoTime());
            }
        }
    }

    /** Children that show the status of the server know no more of the control process than this. */
    private void tellChildren() {
        scoreboard.control().write(SharedView.words(view(), Timestamp.now()));
    }

    private void warnOfLittleMemory() {
        MachineMemory.here()
                .flatMap(memory -> memory.tooLittleFor(generation.plan().memoryLimitBytes()))
                .ifPresent(warning -> log.warn("memory-too-little", "reason", warning));
    }

    /** A server that has served goes on trying; one that never could says why and ends. */
    private void giveUpStart() {
        if (everReady || hopeless != null) {
            return;
        }
        children.failedStart()
                .filter(failed -> failed.isHopeless(System.nanoTime()))
                .ifPresent(failed -> hopeless = failed.reason(
                        generation.settings().processes(),
                        generation.plan().tasks().total()));
    }

    private void announce(int managementPort) {
        ForeignOptions.of(posix::variable).tell(log);
        warnOfFifosThatNobodyReads(generation.conf());
        MpmSettings settings = generation.settings();
        generation
                .plan()
                .adjustments()
                .forEach(
                        adjustment -> log.warn("adjusted", "code", adjustment.code(), "message", adjustment.message()));
        List<BoundPort> ports = serving().ports().ports();
        ports.stream().skip(1).forEach(this::announceFurther);
        log.info(
                "listening",
                "address",
                ports.getFirst().address(),
                "port",
                posix.localPort(ports.getFirst().descriptor()),
                "managementPort",
                managementPort,
                "mpm",
                settings.mode().directiveValue(),
                "processes",
                settings.processes(),
                "threads",
                settings.threads(),
                "memoryLimitBytes",
                generation.plan().memoryLimitBytes());
    }

    private void announceFurther(BoundPort port) {
        log.info("listening-too", "address", port.address(), "port", posix.localPort(port.descriptor()));
    }

    /** Lines that a FIFO has no room for are dropped: whoever forgot to start its reader hears of it at once. */
    private void warnOfFifosThatNobodyReads(WebServerConf conf) {
        conf.accessLogFiles().forEach(target -> warnOfFifo(target, log));
        warnOfFifo(conf.logs().errorLog(), Log.toStandardError(conf.logs().logLevel()));
    }

    private void warnOfFifo(String target, Log heard) {
        if (isFifoThatNobodyReads(target)) {
            heard.warn(
                    "log-without-reader",
                    "target",
                    target,
                    "meaning",
                    "no process has opened this FIFO for reading: lines beyond what it holds are dropped");
        }
    }

    private boolean isFifoThatNobodyReads(String target) {
        try {
            return OutsideFile.patiently(
                    Path.of(target), path -> AccessLog.isFifo(path.toString()) && !posix.hasReader(path));
        } catch (IOException hanging) {
            return false;
        }
    }

    private void handle(Signals.@Nullable Event event) {
        if (event == Signals.Event.GRACEFUL_RESTART) {
            restarts.request(RestartRequest.signalled(true));
        } else if (event == Signals.Event.RESTART) {
            restarts.request(RestartRequest.signalled(false));
        }
    }

    @Override
    public void reopenLogs() {
        children.tellAll(ControlLine.REOPEN_LOGS);
        try {
            log.reopen();
        } catch (IOException e) {
            log.error("log-not-reopened", "reason", e.getMessage());
        }
    }

    @Override
    public void takeUp(Serving next, boolean graceful) throws ConfigurationException {
        try {
            log.reopen(
                    next.generation().conf().logs().errorLog(),
                    next.generation().conf().logs().logLevel());
        } catch (IOException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
        log.info(
                "restarting",
                "graceful",
                graceful,
                "generation",
                next.generation().number());
        counters.restarted(graceful);
        rolloverTarget = Math.max(next.generation().settings().startServers(), children.active(generation));
        Serving before = serving();
        if (!next.management().equals(before.management())) {
            next.management().start();
        }
        switchTo(next);
        if (!next.ports().equals(before.ports()) || !next.management().equals(before.management())) {
            announce(next.management().port());
        }
        warnOfLittleMemory();
        pace = IdleMaintenance.Pace.afterGracefulRestart();
        if (!graceful) {
            restarted = Timestamp.now();
            endNow();
        }
        rollOver();
    }

    private void switchTo(Serving next) {
        next.ports().queues(next.generation().queues(), posix);
        serving = next;
        generation = next.generation();
        certificates.watch(next);
        rolling = true;
    }

    @Override
    public void goBack(Serving to) {
        LogSettings logs = to.generation().conf().logs();
        try {
            log.reopen(logs.errorLog(), logs.logLevel());
        } catch (IOException e) {
            log.error("log-not-reopened", "reason", e.getMessage());
        }
        switchTo(to);
        children.quiesceOthers(generation);
        rollOver();
    }

    private void endNow() {
        children.expectEnds();
        stopWanted |= new HardStop(posix, signals).end(this::reapAll, children.running());
    }

    private void rollOver() {
        Rollover.Step step =
                Rollover.decide(children.views(generation), PoolLimits.of(generation.settings()), rolloverTarget);
        if (step.start() > 0 && children.mayStart()) {
            children.start(step.start(), serving());
        }
        step.quiesce().forEach(slot -> children.quiesce(slot, generation));
        rolling = !step.done() || step.start() > 0;
    }

    private void maintain() {
        IdleMaintenance.Decision decision =
                IdleMaintenance.decide(children.views(generation), PoolLimits.of(generation.settings()), pace);
        pace = decision.pace();
        if (decision.busy()) {
            log.warn("busy", "starting", decision.start(), "hint", hint());
        }
        if (decision.start() > 0 && children.mayStart()) {
            children.start(decision.start(), serving());
        }
        decision.end().ifPresent(slot -> children.quiesce(slot, generation));
        saturation.note(decision.shortage(), generation.settings());
        scheduling.adjust(children.running().values(), System.nanoTime());
    }

    private String hint() {
        return children.isFailing()
                ? "children end before they are ready, and the lines before this one say why"
                : "StartServers or the spare limits may be too low";
    }

    private void quiesceAll() {
        stopping = true;
        children.quiesceAll();
        if (bound) {
            bound = false;
            BoundPorts ports = serving().ports();
            letChildrenTakeWhatWaits();
            ports.stop(posix); // a child that is just starting, or was stopped, has them open too
            children.endUnready();
        }
    }

    /** As long as a port is open it is not refused: whoever does not hear at once, a stopped process, is not waited for. */
    private void letChildrenTakeWhatWaits() {
        long end = System.nanoTime() + PORT_OPEN_AT_MOST.toNanos();
        while (!children.portGivenUp() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, PORT_TICK.toNanos());
            reapAll();
        }
    }

    private void reapAll() {
        heartbeatNanos = System.nanoTime();
        for (Posix.Reaped ended = posix.reap(); ended.pid() != 0; ended = posix.reap()) {
            Posix.Reaped how = ended;
            if (!restarts.reaped(how)) {
                children.reaped(how).ifPresent(lost -> lost(lost, how));
            }
        }
    }

    private void lost(ChildPool.Lost lost, Posix.Reaped how) {
        everReady |= lost.wasReady();
        if (lost.wasReady() || !failedForGood(lost.child(), how)) {
            replace();
        }
    }

    /** Whether that a child has ended before it was ready is the end of its generation, or of the server that never was. */
    private boolean failedForGood(Child child, Posix.Reaped ended) {
        if (child.generation() != generation.number()) {
            return true;
        }
        String said = serving().launcher().said();
        String reason = Change.reason(ended, said);
        if (restarts.childFailed(ended, said)) {
            return true;
        }
        if (ended.exitCode() == ChildMain.FATAL && !everReady && !children.anyReady(generation)) {
            hopeless = reason;
            log.error(
                    "configuration-refused",
                    "reason",
                    reason,
                    "sha256",
                    generation.sha256().hex());
            return true;
        }
        children.failedAtStart(child, ended, FailedStart.Cause.ended(ended, said, LinuxPosix::limitOfTasks));
        return false;
    }

    @Override
    public Scoreboard scoreboard() {
        return scoreboard;
    }

    @Override
    public ServerView view() {
        Timestamp now = Timestamp.now();
        return new ServerView(
                Build.software(),
                ProcessHandle.current().pid(),
                generation.settings(),
                started.seenFrom(now),
                restarted.seenFrom(now),
                generation.number(),
                generation.sha256().hex(),
                stopping,
                Duration.ofNanos(now.nanos() - heartbeatNanos),
                counters.restartsView(),
                counters.childrenView(),
                counters.maintenanceView(pace.rate(), saturation.current()),
                restarts.refusal().map(Refusal::view),
                certificates.refused(),
                certificates.known(),
                log.dropped().total(),
                children.trouble());
    }

    /** A child that was lost is replaced at once, where its pool still wants it. */
    private void replace() {
        if (!stopping
                && children.mayStart()
                && children.active(generation) < generation.settings().processes()) {
            children.start(1, serving());
        }
    }
}
