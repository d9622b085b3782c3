package io.mpmoperator.server.control;

import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.child.ChildMain;
import io.mpmoperator.server.child.ControlLine;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.log.AccessLog;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.management.ManagementServer;
import io.mpmoperator.server.management.ServerFacts;
import io.mpmoperator.server.management.ServerView;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Process 1: binds the port, starts children, replaces those that end, keeps enough of them idle, restarts and stops them.
 * It handles no request. Everything that decides is a pure function beside it ({@link IdleMaintenance}, {@link Rollover},
 * {@link Backoff}, {@link Pressure}); here is the loop that carries out what they say.
 */
public final class ControlProcess implements ServerFacts {

    private static final long SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final long ROLLOVER_TICK = 50;

    private final Configuration configuration;
    private final Installation installation;
    private final Posix posix;
    private final Log log;
    private final Signals signals = new Signals();
    private final Map<Integer, Child> children = new TreeMap<>();
    private final Counters counters = new Counters();
    private final Backoff backoff = new Backoff();
    private final int listeningSocket;
    private final Scoreboard scoreboard;
    private final int scoreboardDescriptor;
    private final long startedMillis = System.currentTimeMillis();
    private volatile long restartedMillis = startedMillis;
    private volatile Generation generation;
    private ChildLauncher launcher;
    private volatile IdleMaintenance.Pace pace = IdleMaintenance.Pace.atStart();
    private final Shortages shortages;
    private final ChildScheduling scheduling;
    private volatile boolean stopping;
    private volatile long heartbeatNanos = System.nanoTime();
    private volatile Optional<String> trouble = Optional.empty();
    private Supplier<String> considered;
    private boolean rolling;
    private int rolloverTarget;
    private boolean bound = true;
    private boolean everReady;
    private boolean hopeless;
    private boolean stopWanted;

    /**
     * Binds the port and lays out the scoreboard; starts nothing yet.
     *
     * @throws ConfigurationException when the port cannot be had
     */
    public ControlProcess(
            Configuration configuration, Configuration.Read read, Installation installation, Posix posix, Log log)
            throws ConfigurationException {
        this.configuration = configuration;
        this.installation = installation;
        this.posix = posix;
        this.log = log;
        this.shortages = new Shortages(log, counters);
        this.generation = Generation.of(0, read);
        this.considered = read.sha256()::hex;
        try {
            AccessLog.requireWritable(read.conf().logs());
        } catch (IOException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
        MpmSettings settings = generation.settings();
        int threadLimit = settings.threadLimit();
        this.listeningSocket = Binding.listen(posix, read.conf().listen(), settings.listenBacklog());
        try {
            this.scoreboardDescriptor =
                    posix.memoryFile("scoreboard", Scoreboard.bytes(settings.serverLimit(), threadLimit));
            this.scoreboard =
                    Scoreboard.create(descriptorPath(scoreboardDescriptor), settings.serverLimit(), threadLimit);
        } catch (IOException e) {
            throw new ConfigurationException("cannot map the scoreboard: " + e.getMessage(), e);
        }
        this.launcher = launcherOf(generation);
        this.scheduling = new ChildScheduling(
                scoreboard, Runtime.getRuntime().availableProcessors(), System.nanoTime(), posix::schedule);
    }

    private static Path descriptorPath(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    private ChildLauncher launcherOf(Generation ofChildren) {
        return new ChildLauncher(posix, installation, listeningSocket, scoreboardDescriptor, ofChildren);
    }

    /** The port that requests arrive at. */
    public int port() {
        return posix.localPort(listeningSocket);
    }

    /**
     * Serves until a signal ends it.
     *
     * @return the exit code: 0 after a graceful stop, 1 when no child can serve with this configuration
     * @throws ConfigurationException when the management port cannot be had
     */
    public int run() throws ConfigurationException {
        signals.install();
        try (ManagementServer management = managementServer()) {
            management.start();
            announce(management.port());
            return serve();
        }
    }

    private ManagementServer managementServer() throws ConfigurationException {
        ListenAddress address = generation.conf().managementListen();
        try {
            return ManagementServer.bind(Binding.address("ManagementListen", address), this, log);
        } catch (IOException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private int serve() {
        startChildren(generation.settings().startServers());
        long nextMaintenance = System.currentTimeMillis() + SECOND;
        while (true) {
            long wait = Math.clamp(nextMaintenance - System.currentTimeMillis(), 1, rolling ? ROLLOVER_TICK : SECOND);
            Signals.Event event = signals.next(wait);
            if (event == Signals.Event.STOP || stopWanted || hopeless) {
                HardStop hardStop = new HardStop(posix, signals);
                int exit = new GracefulStop(
                                log, signals, hardStop, generation.settings().gracefulShutdownTimeout())
                        .stop(this::quiesceAll, this::reapAll, children);
                return hopeless ? 1 : exit;
            }
            handle(event);
            reapAll();
            if (rolling) {
                rollOver();
            }
            if (System.currentTimeMillis() >= nextMaintenance) {
                configuration.announced(considered).ifPresent(this::takeUp);
                maintain();
                nextMaintenance = System.currentTimeMillis() + SECOND;
            }
        }
    }

    private void announce(int managementPort) {
        MpmSettings settings = generation.settings();
        generation
                .plan()
                .adjustments()
                .forEach(
                        adjustment -> log.warn("adjusted", "code", adjustment.code(), "message", adjustment.message()));
        log.info(
                "listening",
                "address",
                generation.conf().listen(),
                "port",
                port(),
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

    private void handle(Signals.@Nullable Event event) {
        if (event == Signals.Event.GRACEFUL_RESTART) {
            restart(true);
        } else if (event == Signals.Event.RESTART) {
            restart(false);
        }
    }

    private void takeUp(String announced) {
        considered = () -> announced;
        restart(true);
    }

    private void restart(boolean graceful) {
        Generation next;
        ChildLauncher fresh;
        children.values().forEach(child -> tell(child, ControlLine.REOPEN_LOGS));
        try {
            log.reopen();
            Configuration.Read read = configuration.reread(generation.settings(), log);
            next = Generation.of(generation.number() + 1, read);
            AccessLog.requireWritable(next.conf().logs());
            log.reopen(next.conf().logs().errorLog(), next.conf().logs().logLevel());
            fresh = launcherOf(next);
        } catch (ConfigurationException | IOException | PosixException e) {
            log.error("restart-refused", "reason", e.getMessage(), "running", "with the configuration as it was");
            return;
        }
        log.info("restarting", "graceful", graceful, "generation", next.number());
        counters.restarted(graceful);
        rolloverTarget = Math.max(next.settings().startServers(), activeChildren());
        launcher.close();
        generation = next;
        considered = next.sha256()::hex;
        launcher = fresh;
        pace = IdleMaintenance.Pace.afterGracefulRestart();
        if (!graceful) {
            restartedMillis = System.currentTimeMillis();
            endNow();
        }
        rolling = true;
        rollOver();
    }

    private int activeChildren() {
        return (int) views().stream().filter(ChildView::active).count();
    }

    private void endNow() {
        children.keySet().forEach(slot -> scoreboard.process(slot).markQuiescing());
        stopWanted |= new HardStop(posix, signals).end(this::reapAll, children);
    }

    private void rollOver() {
        Rollover.Step step = Rollover.decide(views(), PoolLimits.of(generation.settings()), rolloverTarget);
        if (step.start() > 0 && backoff.mayStart(System.nanoTime())) {
            startChildren(step.start());
        }
        step.quiesce().forEach(this::quiesce);
        rolling = !step.done() || step.start() > 0;
    }

    private void maintain() {
        IdleMaintenance.Decision decision = IdleMaintenance.decide(views(), PoolLimits.of(generation.settings()), pace);
        pace = decision.pace();
        if (decision.busy()) {
            log.warn("busy", "starting", decision.start(), "hint", "StartServers or the spare limits may be too low");
        }
        if (decision.start() > 0 && backoff.mayStart(System.nanoTime())) {
            startChildren(decision.start());
        }
        decision.end().ifPresent(this::quiesce);
        shortages.note(decision.shortage(), generation.settings());
        scheduling.adjust(children.values(), System.nanoTime());
    }

    private List<ChildView> views() {
        return children.values().stream().map(this::view).toList();
    }

    private ChildView view(Child child) {
        ProcessSlot slot = scoreboard.process(child.slot());
        int idle = 0;
        int busy = 0;
        for (int i = 0; i < generation.settings().threadsPerChild() && i < slot.workers(); i++) {
            switch (slot.worker(i).state()) {
                case STARTING, READY -> idle++;
                case DEAD -> {}
                case READING, WRITING, KEEP_ALIVE, LOGGING, DNS, CLOSING, GRACEFUL, IDLE_KILL -> busy++;
            }
        }
        boolean current = child.generation() == generation.number();
        return new ChildView(child.slot(), current, slot.quiescing(), slot.ready(), idle, busy);
    }

    private void startChildren(int count) {
        for (int slot = 0, started = 0; slot < scoreboard.slots() && started < count; slot++) {
            if (!children.containsKey(slot)) {
                startChild(slot);
                started++;
            }
        }
    }

    private void startChild(int slot) {
        scoreboard
                .process(slot)
                .assign(0, generation.number(), generation.settings().threadsPerChild(), System.currentTimeMillis());
        try {
            Child child = launcher.start(slot, System.nanoTime());
            scoreboard.process(slot).pid(child.pid());
            children.put(slot, child);
            counters.started();
            log.debug("child-started", "child", child.pid(), "slot", slot, "generation", child.generation());
        } catch (PosixException e) {
            scoreboard.process(slot).clear();
            backoff.failed(System.nanoTime());
            trouble = Optional.of(String.valueOf(e.getMessage()));
            log.error("child-not-started", "slot", slot, "reason", e.getMessage());
        }
    }

    private void quiesce(int slot) {
        Child child = children.get(slot);
        if (child == null || scoreboard.process(slot).quiescing()) {
            return;
        }
        scoreboard.process(slot).markQuiescing();
        tell(child, ControlLine.QUIESCE);
    }

    private void tell(Child child, byte command) {
        try {
            posix.write(child.controlLine(), new byte[] {command});
        } catch (PosixException e) {
            log.debug("child-already-gone", "child", child.pid(), "reason", e.getMessage());
        }
    }

    private void quiesceAll() {
        stopping = true;
        if (bound) {
            bound = false;
            posix.close(listeningSocket);
        }
        List.copyOf(children.keySet()).forEach(this::quiesce);
    }

    private void reapAll() {
        heartbeatNanos = System.nanoTime();
        for (Posix.Reaped ended = posix.reap(); ended.pid() != 0; ended = posix.reap()) {
            reaped(ended);
        }
    }

    private void reaped(Posix.Reaped ended) {
        Child child = children.values().stream()
                .filter(candidate -> candidate.pid() == ended.pid())
                .findFirst()
                .orElse(null);
        if (child == null) {
            return;
        }
        ProcessSlot slot = scoreboard.process(child.slot());
        boolean wasReady = slot.ready();
        boolean wanted = slot.quiescing() || ended.clean();
        children.remove(child.slot());
        posix.close(child.controlLine());
        slot.clear();
        counters.ended(ended);
        if (wanted) {
            log.debug("child-ended", "child", child.pid());
            return;
        }
        log.error(
                "child-lost",
                "child",
                child.pid(),
                "slot",
                child.slot(),
                "exit",
                ended.exitCode(),
                "signal",
                ended.signal());
        everReady |= wasReady;
        if (wasReady) {
            backoff.succeeded();
        } else if (ended.exitCode() == ChildMain.FATAL && !everReady) {
            hopeless = true;
            return;
        } else {
            long pause = backoff.failed(System.nanoTime());
            trouble = Optional.of("child " + child.pid() + " ended before it was ready, with exit code "
                    + ended.exitCode() + (ended.signal() == 0 ? "" : " by signal " + ended.signal()));
            log.error("child-failed-at-start", "child", child.pid(), "nextTryMillis", pause / 1_000_000);
        }
        replace();
    }

    @Override
    public Scoreboard scoreboard() {
        return scoreboard;
    }

    @Override
    public ServerView view() {
        return new ServerView(
                Build.software(),
                ProcessHandle.current().pid(),
                generation.settings(),
                Instant.ofEpochMilli(startedMillis),
                Instant.ofEpochMilli(restartedMillis),
                generation.number(),
                generation.sha256().hex(),
                stopping,
                Duration.ofNanos(System.nanoTime() - heartbeatNanos),
                counters.restartsView(),
                counters.childrenView(),
                counters.maintenanceView(pace.rate(), shortages.current()),
                trouble);
    }

    /** A child that was lost is replaced at once, where its pool still wants it. */
    private void replace() {
        if (!stopping
                && backoff.mayStart(System.nanoTime())
                && activeChildren() < generation.settings().processes()) {
            startChildren(1);
        }
    }
}
