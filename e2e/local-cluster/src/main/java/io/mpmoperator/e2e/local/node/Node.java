package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The node, together with the Deployment controller: looks at all Deployments and pods whenever one of them changed, and
 * once a second, and does what is left to do. It never acts on what an event says, so a lost event costs a second.
 */
public final class Node implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Node.class.getName());
    private static final String NAME = "local";
    private static final Duration RESYNC = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final NodeSettings settings;
    private final DeploymentController deployments;
    private final LoopbackAddresses addresses = new LoopbackAddresses(RandomGenerator.getDefault());
    private final Map<String, PodRunner> runners = new HashMap<>();
    private final Semaphore changes = new Semaphore(0);
    private final Thread loop = new Thread(this::loop, "node");
    private final List<SharedIndexInformer<?>> informers;
    private volatile boolean closed;

    /** Starts to work. */
    public Node(KubernetesClient client, NodeSettings settings) {
        this.client = client;
        this.settings = settings;
        this.deployments = new DeploymentController(client, settings.clock(), NAME);
        register();
        this.informers = List.of(
                client.apps().deployments().inAnyNamespace().inform(new Wake<>()),
                client.pods().inAnyNamespace().inform(new Wake<>()));
        loop.start();
    }

    /** So that {@code kubectl get nodes} shows where the pods run. */
    private void register() {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .endMetadata()
                        .build())
                .create();
        client.nodes()
                .withName(NAME)
                .editStatus(node -> new NodeBuilder(node)
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withReason("LocalNodeReady")
                        .endCondition()
                        .endStatus()
                        .build());
    }

    /** An event is a reason to look, no more. */
    private final class Wake<T extends HasMetadata> implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T added) {
            changes.release();
        }

        @Override
        public void onUpdate(T before, T after) {
            changes.release();
        }

        @Override
        public void onDelete(T deleted, boolean finalStateUnknown) {
            changes.release();
        }
    }

    private void loop() {
        try {
            while (!closed) {
                try {
                    look();
                } catch (KubernetesClientException e) {
                    LOG.log(System.Logger.Level.WARNING, "event=look-failed reason=\"{0}\"", e.getMessage());
                }
                changes.tryAcquire(RESYNC.toMillis(), TimeUnit.MILLISECONDS);
                changes.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
        for (Deployment deployment :
                client.apps().deployments().inAnyNamespace().list().getItems()) {
            deployments.reconcile(deployment, pods);
        }
        attend(client.pods().inAnyNamespace().list().getItems());
    }

    private synchronized void attend(List<Pod> pods) {
        List<Pod> mine = pods.stream()
                .filter(pod -> NAME.equals(pod.getSpec().getNodeName()))
                .toList();
        for (Pod pod : mine) {
            String uid = pod.getMetadata().getUid();
            if (pod.isMarkedForDeletion()) {
                Optional.ofNullable(runners.get(uid)).ifPresent(runner -> runner.stopGracefully(grace(pod)));
            } else if (!closed && !runners.containsKey(uid)) {
                PodRunner runner = new PodRunner(pod, client, settings, addresses);
                runners.put(uid, runner);
                Thread.ofVirtual().name(pod.getMetadata().getName()).start(runner);
            }
        }
        var present = mine.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
        runners.forEach((uid, runner) -> {
            if (!present.contains(uid)) {
                runner.stopNow(Duration.ZERO);
            }
        });
        runners.values().removeIf(PodRunner::isDone);
    }

    private static Duration grace(Pod pod) {
        return Duration.ofSeconds(Optional.ofNullable(pod.getMetadata().getDeletionGracePeriodSeconds())
                .orElse(30L));
    }

    /** The pods that have a process now. */
    public synchronized List<RunningPod> pods() {
        return runners.values().stream()
                .flatMap(runner -> runner.view().stream())
                .toList();
    }

    /** Drains all pods at once and removes what is left of them. */
    @Override
    public void close() {
        closed = true;
        changes.release();
        List<PodRunner> all;
        synchronized (this) {
            all = List.copyOf(runners.values());
        }
        all.forEach(runner -> runner.stopNow(settings.patience()));
        try {
            loop.join(Duration.ofSeconds(5));
            for (PodRunner runner : all) {
                if (!runner.isDoneWithin(settings.patience().plusSeconds(10))) {
                    LOG.log(System.Logger.Level.ERROR, "event=pod-remains");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        informers.forEach(SharedIndexInformer::close);
    }
}
