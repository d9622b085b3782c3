package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs one pod on a thread of its own: starts its server, asks its probes, starts it again when it ends, and at last
 * drains it, removes what is left and lets the pod go.
 */
final class PodRunner implements Runnable {

    private static final System.Logger LOG = System.getLogger(PodRunner.class.getName());

    /** A probe is asked that often until it first succeeds: somebody is waiting. */
    private static final Duration EAGER = Duration.ofMillis(100);

    private static final Duration CONFIG_RETRY = Duration.ofSeconds(2);

    private static final PatchContext STATUS = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("local-node")
            .withForce(true)
            .build();

    private final Pod pod;
    private final Container container;
    private final KubernetesClient client;
    private final NodeSettings settings;
    private final LoopbackAddresses addresses;
    private final PodFolder folder;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Instant preStopUntil = Instant.MIN;
    private volatile Instant drainUntil = Instant.MAX;
    private volatile Optional<ServerProcess> server = Optional.empty();
    private volatile PodState state;
    private Optional<PodStatus> reported = Optional.empty();
    private Backoff backoff = Backoff.initial();

    PodRunner(Pod pod, KubernetesClient client, NodeSettings settings, LoopbackAddresses addresses) {
        this.pod = pod;
        this.container = pod.getSpec().getContainers().getFirst();
        this.client = client;
        this.settings = settings;
        this.addresses = addresses;
        this.folder = new PodFolder(
                client,
                settings.work().resolve("pods").resolve(pod.getMetadata().getName()),
                settings.work().resolve("claims"));
        this.state = PodState.pending(settings.clock().instant());
    }

    private String name() {
        return pod.getMetadata().getName();
    }

    /** Asks the pod to end as a kubelet does: after its preStop sleep, within its grace period; returns at once. */
    void stopGracefully(Duration gracePeriod) {
        Instant now = settings.clock().instant();
        if (stop.getCount() > 0) {
            preStopUntil = now.plus(preStopSleep());
        }
        stopBy(now.plus(gracePeriod));
    }

    /** Asks the pod to end within a time, which can only shorten what was asked for before; returns at once. */
    void stopNow(Duration time) {
        preStopUntil = Instant.MIN;
        stopBy(settings.clock().instant().plus(time));
    }

    private synchronized void stopBy(Instant until) {
        drainUntil = until.isBefore(drainUntil) ? until : drainUntil;
        stop.countDown();
    }

    private Duration preStopSleep() {
        return Optional.ofNullable(container.getLifecycle())
                .map(Lifecycle::getPreStop)
                .map(LifecycleHandler::getSleep)
                .map(sleep -> Duration.ofSeconds(sleep.getSeconds()))
                .orElse(Duration.ZERO);
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    /** Waits until nothing of the pod is left. */
    boolean isDoneWithin(Duration time) throws InterruptedException {
        return done.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The pod as it runs now; empty while it has no process. */
    Optional<RunningPod> view() {
        return server.flatMap(process -> state.ip().map(ip -> view(process, ip)));
    }

    private RunningPod view(ServerProcess process, String ip) {
        long memory = 0;
        OptionalLong limit = OptionalLong.empty();
        try {
            memory = process.memoryInUse();
            limit = process.limitInForce();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=pod-not-measured pod={0} reason=\"{1}\"", name(), e.getMessage());
        }
        boolean leaving = stop.getCount() == 0;
        return new RunningPod(pod, process.pid(), ip, state.ready(), leaving, memory, limit, folder.log());
    }

    @Override
    public void run() {
        try {
            while (stop.getCount() > 0) {
                runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state.ip().ifPresent(addresses::giveBack);
            letGo();
            done.countDown();
        }
    }

    private void runOnce() throws InterruptedException {
        Instant started = settings.clock().instant();
        try {
            start();
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=pod-not-started pod={0} reason=\"{1}\"",
                    name(),
                    e.getMessage());
            report(state.waiting("CreateContainerConfigError", String.valueOf(e.getMessage())));
            stop.await(CONFIG_RETRY.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        ServerProcess running = server.orElseThrow();
        try {
            report(state.running(started));
            attend(running);
            boolean stopping = stop.getCount() == 0;
            if (stopping) {
                drain(running);
            } else {
                restartLater(running, started);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=pod-lost pod={0} reason=\"{1}\"", name(), e.getMessage());
            report(state.withReady(false));
        }
    }

    private void start() throws IOException {
        Files.createDirectories(folder.path());
        ContainerPaths paths = folder.fill(pod, container, settings.serverHomeOf(container.getImage()));
        if (state.ip().isEmpty()) {
            state = state.withIp(addresses.take(container.getPorts().stream()
                    .map(ContainerPort::getContainerPort)
                    .toList()));
        }
        String ip = state.ip().orElseThrow();
        server = Optional.of(ServerProcess.start(container, ip, paths, folder, name(), settings));
        LOG.log(System.Logger.Level.INFO, "event=pod-started pod={0} address={1}", name(), ip);
    }

    /** Asks the probes until the process ends, is found dead, or is to stop. */
    private void attend(ServerProcess process) throws IOException, InterruptedException {
        String ip = state.ip().orElseThrow();
        Optional<HttpProbe> startup = HttpProbe.of(container, container.getStartupProbe());
        Optional<HttpProbe> readiness = HttpProbe.of(container, container.getReadinessProbe());
        Optional<HttpProbe> liveness = HttpProbe.of(container, container.getLivenessProbe());
        boolean startedUp = startup.isEmpty();
        ProbeState ready = ProbeState.initially(readiness.isEmpty());
        ProbeState alive = ProbeState.initially(true);
        report(state.withReady(ready.passing()));
        boolean wasReady = ready.passing();
        Instant nextLiveness = settings.clock().instant();
        while (stop.getCount() > 0 && alive.passing()) {
            Duration pause = wasReady ? readiness.map(HttpProbe::period).orElse(Duration.ofSeconds(1)) : EAGER;
            if (endsOrStops(process, pause)) {
                return;
            }
            startedUp = startedUp || startup.get().succeeds(ip);
            if (startedUp && readiness.isPresent()) {
                HttpProbe probe = readiness.get();
                ready = ready.after(probe.succeeds(ip), probe.successThreshold(), probe.failureThreshold());
                wasReady = wasReady || ready.passing();
                report(state.withReady(ready.passing()));
            }
            if (startedUp && liveness.isPresent() && !settings.clock().instant().isBefore(nextLiveness)) {
                HttpProbe probe = liveness.get();
                alive = alive.after(probe.succeeds(ip), probe.successThreshold(), probe.failureThreshold());
                nextLiveness = settings.clock().instant().plus(probe.period());
            }
        }
        if (!alive.passing()) {
            LOG.log(System.Logger.Level.WARNING, "event=pod-unhealthy pod={0} probe=liveness", name());
        }
    }

    private boolean endsOrStops(ServerProcess process, Duration pause) throws InterruptedException {
        long deadline = System.nanoTime() + pause.toNanos();
        do {
            if (process.endsWithin(EAGER)) {
                return true;
            }
        } while (System.nanoTime() < deadline && stop.getCount() > 0);
        return stop.getCount() == 0;
    }

    private void drain(ServerProcess process) throws IOException, InterruptedException {
        boolean ended = false;
        while (!ended && settings.clock().instant().isBefore(preStopUntil)) {
            ended = process.endsWithin(EAGER);
        }
        process.terminate();
        boolean drained = process.endsWithin(EAGER);
        while (!drained && settings.clock().instant().isBefore(drainUntil)) {
            drained = process.endsWithin(EAGER);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "event=pod-ended pod={0} drained={1} exit={2}",
                name(),
                drained,
                drained ? process.exitCode() : -1);
        server = Optional.empty();
        process.removeRemains();
    }

    private void restartLater(ServerProcess process, Instant started) throws IOException, InterruptedException {
        if (!process.endsWithin(Duration.ZERO)) {
            process.terminate();
            process.endsWithin(
                    Duration.ofSeconds(Optional.ofNullable(pod.getSpec().getTerminationGracePeriodSeconds())
                            .orElse(30L)));
        }
        boolean oom = process.oomKills() > 0;
        process.removeRemains();
        server = Optional.empty();
        int exit = process.exitCode();
        String reason = oom && exit == 137 ? "OOMKilled" : exit == 0 ? "Completed" : "Error";
        Instant now = settings.clock().instant();
        Duration pause = backoff.next();
        backoff = backoff.after(Duration.between(started, now));
        String message =
                "back-off %ds restarting failed container=%s".formatted(pause.toSeconds(), container.getName());
        LOG.log(
                System.Logger.Level.WARNING,
                "event=pod-crashed pod={0} exit={1} reason={2} restart-in={3}",
                name(),
                exit,
                reason,
                pause);
        report(state.afterEnd(new PodState.Ended(exit, reason, started, now), message));
        stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void report(PodState now) {
        state = now;
        PodStatus status = PodStatuses.of(withReported(), now, settings.clock().instant());
        if (reported.isPresent() && reported.get().equals(status)) {
            return;
        }
        Pod sent = new PodBuilder()
                .withNewMetadata()
                .withName(name())
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withStatus(status)
                .build();
        try {
            client.resource(sent).subresource("status").patch(STATUS);
            reported = Optional.of(status);
        } catch (KubernetesClientException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=status-not-written pod={0} reason=\"{1}\"",
                    name(),
                    e.getMessage());
        }
    }

    private Pod withReported() {
        PodBuilder builder = new PodBuilder(pod);
        reported.ifPresent(builder::withStatus);
        return builder.build();
    }

    /** Tells the API server that the pod is gone; it may be already. */
    private void letGo() {
        try {
            folder.delete();
            client.resource(pod).withGracePeriod(0).delete();
        } catch (IOException | KubernetesClientException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=pod-not-released pod={0} reason=\"{1}\"", name(), e.getMessage());
        }
    }
}
