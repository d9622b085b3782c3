package io.mpmoperator.e2e.local;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.apiserver.LocalApiServer;
import io.mpmoperator.e2e.apiserver.Namespaces;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups.Detected;
import io.mpmoperator.e2e.local.node.Node;
import io.mpmoperator.e2e.local.node.NodeSettings;
import io.mpmoperator.e2e.local.node.ProcessGuard;
import io.mpmoperator.e2e.local.node.RunningPod;
import io.mpmoperator.footprint.Flavor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A running local cluster: API server, operator, node. Closing it ends every process it started.
 *
 * <p>Everything it writes is in its work folder: {@code kubeconfig}, {@code operator.log}, the pods' volumes and logs.
 */
public final class Cluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Layout layout;
    private final Path work;
    private final Progress progress;
    private final ClosingStack opened = new ClosingStack();
    private volatile Optional<Parts> parts = Optional.empty();

    private record Parts(KubernetesClient client, Node node, boolean limitsInForce) {}

    /**
     * A cluster that is not started yet.
     *
     * @param work the folder it writes to, made if missing
     */
    public Cluster(Layout layout, Path work, Progress progress) {
        this.layout = layout;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Starts all parts, up to an operator that is ready.
     *
     * @param apiServerPort 0 for any that is free
     * @param defaultFlavor of WebServers that name none
     * @throws LocalClusterException for whatever the person who asked can do something about
     */
    public void start(int apiServerPort, Flavor defaultFlavor)
            throws LocalClusterException, IOException, InterruptedException {
        layout.check();
        Files.createDirectories(work);
        opened.open(() -> onlyOne(work.resolve("lock")));
        Path javaHome = Path.of(System.getProperty("java.home"));

        Optional<MemoryCgroups> cgroups = memoryGroups();
        ProcessGuard guard = opened.open(() -> new ProcessGuard(
                cgroups.map(groups -> groups.folder().toString()).orElse("")));
        LocalApiServer api = opened.open(() -> startApiServer(apiServerPort));
        api.writeKubeconfig(kubeconfig());
        progress.done("API server at %s, kubeconfig %s".formatted(api.url(), kubeconfig()));
        KubernetesClient client = opened.open(api::client);
        Namespaces.create(client, LocalApiServer.NAMESPACE);
        for (Path crd : Layout.yamlFiles(layout.crds())) {
            create(client, crd);
        }
        Node node = opened.open(() -> new Node(
                client,
                new NodeSettings(
                        layout.serverHome(),
                        layout.nativeServerHome(),
                        javaHome,
                        work,
                        cgroups,
                        guard,
                        PATIENCE,
                        Clock.systemUTC())));
        api.servePodLogs((namespace, pod) -> node.pods().stream()
                .filter(running -> running.pod().getMetadata().getNamespace().equals(namespace))
                .filter(running -> running.pod().getMetadata().getName().equals(pod))
                .map(RunningPod::log)
                .findFirst());
        parts = Optional.of(new Parts(client, node, cgroups.isPresent()));
        Path log = work.resolve("operator.log");
        Map<String, String> configuration = Map.of("MPM_DEFAULT_FLAVOR", defaultFlavor.text());
        OperatorProcess operator =
                opened.open(() -> OperatorProcess.start(layout, javaHome, kubeconfig(), log, guard, configuration));
        operator.awaitReady();
        progress.done(
                "operator ready, WebServers that name no flavor are %s, log %s".formatted(defaultFlavor.text(), log));
    }

    private static FileChannel onlyOne(Path file) throws LocalClusterException {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new LocalClusterException("%s cannot be locked: %s".formatted(file, e.getMessage()), e);
        }
        throw new LocalClusterException("another local cluster runs in %s: stop it first".formatted(file.getParent()));
    }

    private Optional<MemoryCgroups> memoryGroups() {
        return switch (MemoryCgroups.detect(
                "mpm-local-" + ProcessHandle.current().pid())) {
            case Detected.Available(MemoryCgroups groups) -> {
                progress.done("pods get their memory limits by %s in %s".formatted(groups.version(), groups.folder()));
                yield Optional.of(opened.open(() -> groups));
            }
            case Detected.Unavailable(String reason) -> {
                progress.done("pods run WITHOUT their memory limits, no memory cgroup can be made here: " + reason);
                yield Optional.empty();
            }
        };
    }

    private static LocalApiServer startApiServer(int port) throws LocalClusterException {
        try {
            return new LocalApiServer(port, Clock.systemUTC());
        } catch (IOException e) {
            throw new LocalClusterException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void create(KubernetesClient client, Path file) throws IOException {
        for (HasMetadata object :
                client.load(new ByteArrayInputStream(Files.readAllBytes(file))).items()) {
            client.resource(object).create();
        }
    }

    /** True once there is something that a person would notice the end of. */
    public boolean isStarted() {
        return parts.isPresent();
    }

    private Parts parts() {
        return parts.orElseThrow(() -> new IllegalStateException("the cluster is not started"));
    }

    public Path kubeconfig() {
        return work.resolve("kubeconfig");
    }

    public KubernetesClient client() {
        return parts().client();
    }

    /** Applies the objects of a YAML file; returns those that are WebServers. */
    public List<WebServer> apply(Path file) throws IOException {
        List<WebServer> applied = new ArrayList<>();
        for (HasMetadata object : client().load(new ByteArrayInputStream(Files.readAllBytes(file)))
                .items()) {
            HasMetadata result = client().resource(object)
                    .fieldManager("local")
                    .forceConflicts()
                    .serverSideApply();
            if (result.getKind().equals("WebServer")) {
                applied.add(webServer(result.getMetadata().getName()));
            }
        }
        return applied;
    }

    /** The WebServer as it is stored now. */
    public WebServer webServer(String name) {
        return Optional.ofNullable(client().resources(WebServer.class)
                        .inNamespace(LocalApiServer.NAMESPACE)
                        .withName(name)
                        .get())
                .orElseThrow(() -> new IllegalArgumentException("there is no WebServer " + name));
    }

    /**
     * Waits until a WebServer is available in its current generation.
     *
     * @throws LocalClusterException if it is refused, or not available in time, with what its conditions and pods say
     */
    public void awaitAvailable(String name, Duration time) throws LocalClusterException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (true) {
            WebServer server = webServer(name);
            if (isObserved(server) && has(server, "Accepted", "False")) {
                throw new LocalClusterException("WebServer %s is refused: %s".formatted(name, why(server)));
            }
            if (isObserved(server) && has(server, "Available", "True") && isRolledOut(server)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new LocalClusterException(
                        "WebServer %s is not available after %d seconds: %s; %s; its pods' logs are in %s"
                                .formatted(name, time.toSeconds(), why(server), pods(name), work.resolve("pods")));
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private static boolean isObserved(WebServer server) {
        return server.getStatus() != null
                && server.getMetadata()
                        .getGeneration()
                        .equals(server.getStatus().observedGeneration());
    }

    private static boolean isRolledOut(WebServer server) {
        return !has(server, "Progressing", "True");
    }

    private static boolean has(WebServer server, String type, String status) {
        return condition(server, type)
                .filter(condition -> condition.status().equals(status))
                .isPresent();
    }

    /** The condition of a type, once the operator has written it. */
    public static Optional<Condition> condition(WebServer server, String type) {
        return Optional.ofNullable(server.getStatus()).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    private static String why(WebServer server) {
        return Optional.ofNullable(server.getStatus()).stream()
                .flatMap(status -> status.conditions().stream())
                .map(condition -> "%s=%s (%s)".formatted(condition.type(), condition.status(), condition.message()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), text -> text.isEmpty() ? "the operator has not looked at it" : text));
    }

    private String pods(String name) {
        String states = client().pods().inNamespace(LocalApiServer.NAMESPACE).list().getItems().stream()
                .filter(pod -> name.equals(instance(pod)))
                .filter(pod -> pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(container -> container.getState().getWaiting() == null
                        ? "running, ready=" + container.getReady()
                        : container.getState().getWaiting().getReason() + " "
                                + container.getState().getWaiting().getMessage())
                .collect(Collectors.joining(", "));
        return states.isEmpty() ? "it has no pods" : "pods: " + states;
    }

    private static String instance(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map(labels -> labels.getOrDefault("app.kubernetes.io/instance", ""))
                .orElse("");
    }

    /** The pods of a WebServer that have a process now and were not asked to end. */
    public List<RunningPod> running(String name) {
        return parts().node().pods().stream()
                .filter(pod -> name.equals(instance(pod.pod())) && !pod.leaving())
                .toList();
    }

    /** The URL of a pod's own address. */
    public static String url(RunningPod pod) {
        return pod.pod().getSpec().getContainers().getFirst().getPorts().stream()
                .filter(port -> port.getName().startsWith("http"))
                .map(port -> "%s://%s:%d/".formatted(port.getName(), pod.ip(), port.getContainerPort()))
                .findFirst()
                .orElse("");
    }

    /** One line a pod of these WebServers. */
    public String table(List<String> names) {
        List<ClusterTable.Row> rows = new ArrayList<>();
        for (String name : names) {
            WebServer server = webServer(name);
            running(name).forEach(pod -> rows.add(row(server, pod)));
        }
        return ClusterTable.of(rows, memoryMeasure());
    }

    private String memoryMeasure() {
        return parts().limitsInForce()
                ? "the working set of the pod's memory cgroup (its usage less inactive file cache)"
                : "the sum of the proportional set sizes of the pod's processes; no limit is in force here";
    }

    private static ClusterTable.Row row(WebServer server, RunningPod pod) {
        var footprint = Optional.ofNullable(server.getStatus()).map(status -> status.footprint());
        return new ClusterTable.Row(
                server.getMetadata().getName(),
                footprint.map(plan -> plan.mode()).orElse("?"),
                footprint.map(plan -> plan.flavor()).orElse("?"),
                footprint.map(plan -> plan.processes()).orElse(0),
                footprint.map(plan -> plan.threads()).orElse(0),
                footprint.map(plan -> plan.connections()).orElse(0),
                footprint.map(plan -> plan.memoryLimit()).orElse("?"),
                pod.memoryInUse(),
                url(pod));
    }

    @Override
    public void close() {
        opened.close();
    }
}
