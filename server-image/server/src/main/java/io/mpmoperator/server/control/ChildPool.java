package io.mpmoperator.server.control;

import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.child.ControlLine;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.time.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The children of all generations, each in a slot of the scoreboard: starts them, tells them what to do, takes note of their
 * ends. How many there are to be, and what follows from an end, others decide. Everything is called by the control loop but
 * {@link #trouble()}.
 */
final class ChildPool {

    private final Posix posix;
    private final Log log;
    private final Counters counters;
    private final Scoreboard scoreboard;
    private final Map<Integer, Child> children = new TreeMap<>();
    private final Set<Integer> abandoned = new HashSet<>();
    private final Backoff backoff = new Backoff();
    private volatile Optional<String> trouble = Optional.empty();
    private long troubleNanos;
    private @Nullable FailedStart failedStart;

    ChildPool(Posix posix, Log log, Counters counters, Scoreboard scoreboard) {
        this.posix = posix;
        this.log = log;
        this.counters = counters;
        this.scoreboard = scoreboard;
    }

    /** A child that has ended without having been told to. */
    record Lost(Child child, boolean wasReady) {}

    /** Those that run, by slot; who is reaped goes. */
    Map<Integer, Child> running() {
        return children;
    }

    /** Whether it is not too early to start one, after others have failed. */
    boolean mayStart() {
        return backoff.mayStart(System.nanoTime());
    }

    /** Whether children end before they are ready. */
    boolean isFailing() {
        return backoff.isFailing();
    }

    /** Starts so many, as far as there are slots for them. */
    void start(int count, Serving serving) {
        for (int slot = 0, started = 0; slot < scoreboard.slots() && started < count; slot++) {
            if (!children.containsKey(slot)) {
                start(serving, slot);
                started++;
            }
        }
    }

    private void start(Serving serving, int slot) {
        Generation generation = serving.generation();
        ProcessSlot process = scoreboard.process(slot);
        int threads = generation.settings().threadsPerChild();
        process.assign(0, generation.number(), threads, Timestamp.millis(System.nanoTime()));
        try {
            Child child = serving.launcher().start(slot, System.nanoTime());
            process.pid(child.pid());
            children.put(slot, child);
            counters.started();
            log.debug("child-started", "child", child.pid(), "slot", slot, "generation", child.generation());
        } catch (PosixException e) {
            process.clear();
            backoff.failed(System.nanoTime());
            failed(FailedStart.Cause.notSpawned(e));
            trouble(String.valueOf(e.getMessage()));
            log.error("child-not-started", "slot", slot, "reason", e.getMessage());
        }
    }

    private void failed(FailedStart.Cause cause) {
        failedStart = FailedStart.after(failedStart, cause, System.nanoTime());
    }

    /** Why children fail in their start, where none runs at the moment; for a server that has never served. */
    Optional<FailedStart> failedStart() {
        return children.isEmpty() ? Optional.ofNullable(failedStart) : Optional.empty();
    }

    /** Tells a child to end gracefully, once; a generation goes on, maybe at another address. */
    void quiesce(int slot, Generation goesOn) {
        Child child = children.get(slot);
        if (child != null) {
            boolean last = !goesOn.conf().addresses().containsAll(child.listens());
            quiesce(child, last ? ControlLine.QUIESCE_LAST : ControlLine.QUIESCE);
        }
    }

    private void quiesce(Child child, byte command) {
        ProcessSlot process = scoreboard.process(child.slot());
        if (!process.quiescing()) {
            process.markQuiescing();
            tell(child, command);
        }
    }

    /** Tells all to end gracefully, and to take first what waits to be accepted. */
    void quiesceAll() {
        List.copyOf(children.values()).forEach(child -> quiesce(child, ControlLine.QUIESCE_LAST));
    }

    /** Whether all that were ever ready have given up their listening sockets. */
    boolean portGivenUp() {
        return children.keySet().stream()
                .map(scoreboard::process)
                .allMatch(process -> !process.ready() || process.portGivenUp());
    }

    /** Tells all of other generations to end gracefully. */
    void quiesceOthers(Generation generation) {
        List.copyOf(children.values()).stream()
                .filter(child -> child.generation() != generation.number())
                .forEach(child -> quiesce(child.slot(), generation));
    }

    /**
     * Ends those that have never been ready: they have no request in hand, and it may take long until they have started and hear
     * that they are to end, or in a handler without an end. Nothing can be accepted any more when this is called: who is not ready then
     * has accepted nothing.
     */
    void endUnready() {
        for (Child child : children.values()) {
            if (!scoreboard.process(child.slot()).ready()) {
                abandoned.add(child.pid());
                posix.kill(child.pid(), Posix.SIGKILL);
            }
        }
    }

    /** Notes that all are to end, before a signal ends them: whose end is wanted is not lost. */
    void expectEnds() {
        children.keySet().forEach(slot -> scoreboard.process(slot).markQuiescing());
    }

    /** Gives all a command of {@link ControlLine}. */
    void tellAll(byte command) {
        children.values().forEach(child -> tell(child, command));
    }

    private void tell(Child child, byte command) {
        try {
            posix.write(child.controlLine(), new byte[] {command});
        } catch (PosixException e) {
            log.debug("child-already-gone", "child", child.pid(), "reason", e.getMessage());
        }
    }

    /**
     * Takes note that a process has ended.
     *
     * @return the child, when it was one and was not to end
     */
    Optional<Lost> reaped(Posix.Reaped ended) {
        return children.values().stream()
                .filter(child -> child.pid() == ended.pid())
                .findFirst()
                .flatMap(child -> reaped(child, ended));
    }

    private Optional<Lost> reaped(Child child, Posix.Reaped ended) {
        ProcessSlot slot = scoreboard.process(child.slot());
        boolean wasReady = slot.ready();
        boolean wanted = slot.quiescing() || (ended.clean() && wasReady);
        children.remove(child.slot());
        posix.close(child.controlLine());
        slot.clear();
        counters.ended(abandoned.remove(child.pid()) ? new Posix.Reaped(ended.pid(), 0, 0) : ended);
        if (wanted) {
            log.debug("child-ended", "child", child.pid());
            return Optional.empty();
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
        if (wasReady) {
            backoff.succeeded();
        }
        return Optional.of(new Lost(child, wasReady));
    }

    /** Puts the next start off, because a child has ended before it was ready. What a signal ends may do better next time. */
    void failedAtStart(Child child, Posix.Reaped ended, FailedStart.Cause cause) {
        trouble("child " + child.pid() + " ended before it was ready: " + cause.reason());
        if (ended.signal() == 0) {
            failed(cause);
        }
        long pause = backoff.failed(System.nanoTime());
        log.error("child-failed-at-start", "child", child.pid(), "nextTryMillis", pause / 1_000_000);
    }

    private void trouble(String clause) {
        trouble = Optional.of(clause);
        troubleNanos = System.nanoTime();
    }

    /** Why children cannot be started at the moment, a clause for a person; any thread may ask. */
    Optional<String> trouble() {
        return trouble;
    }

    /** The trouble is over as soon as a child has become ready that was started after it. */
    void forgetTrouble() {
        if (children.values().stream()
                .anyMatch(child -> child.startedNanos() - troubleNanos > 0
                        && scoreboard.process(child.slot()).ready())) {
            trouble = Optional.empty();
        }
    }

    /** Whether a child of a generation is ready. */
    boolean anyReady(Generation generation) {
        return children.values().stream()
                .anyMatch(child -> child.generation() == generation.number()
                        && scoreboard.process(child.slot()).ready());
    }

    /** How many of a generation take connections, now or in a moment. */
    int active(Generation generation) {
        return (int) views(generation).stream().filter(ChildView::active).count();
    }

    /** All, as they look to whoever decides for a generation. */
    List<ChildView> views(Generation generation) {
        return children.values().stream().map(child -> view(child, generation)).toList();
    }

    private ChildView view(Child child, Generation generation) {
        MpmSettings settings = generation.settings();
        ProcessSlot slot = scoreboard.process(child.slot());
        int idle = 0;
        int busy = 0;
        for (int i = 0; i < settings.threadsPerChild() && i < slot.workers(); i++) {
            switch (slot.worker(i).state()) {
                case STARTING, READY -> idle++;
                case DEAD -> {}
                case READING, WRITING, KEEP_ALIVE, LOGGING, DNS, CLOSING, GRACEFUL, IDLE_KILL -> busy++;
            }
        }
        boolean current = child.generation() == generation.number();
        return new ChildView(child.slot(), current, slot.quiescing(), slot.ready(), idle, busy);
    }
}
