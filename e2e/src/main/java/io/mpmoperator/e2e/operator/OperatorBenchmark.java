package io.mpmoperator.e2e.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.benchmark.report.Target;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The main program of {@code ./mvnw -Pbenchmark-operator}: measures the operator on the cluster of KUBECONFIG, in a namespace
 * of its own, and prints what was reached beside what is to be reached.
 *
 * <p>System properties: {@code local.root} the repository; {@code operator.image} the server image that the cluster's node
 * has, without which no WebServer is started; {@code operator.webservers} how many; {@code operator.heap} in MiB.
 */
public final class OperatorBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final int STARTS = 5;
    private static final int APPLIERS = 16;

    private final Path root = Path.of(System.getProperty("local.root", "")).toAbsolutePath();
    private final String image = System.getProperty("operator.image", "");
    private final int many = Integer.getInteger("operator.webservers", 1000);
    private final int heap = Integer.getInteger("operator.heap", 128);
    private final String namespace = "benchmark-" + Long.toString(System.nanoTime(), 36);
    private final Path log;
    private final KubernetesClient client;
    private final Progress progress = new Progress(System.out);
    private final Results results = new Results();

    private OperatorBenchmark(KubernetesClient client) throws IOException {
        this.client = client;
        this.log = Files.createTempFile("mpm-operator", ".log");
    }

    /** Exit status 1, with the reason in a sentence, where it does not come to its end. */
    public static void main(String[] words) {
        if (System.getenv("KUBECONFIG") == null) {
            System.err.println("benchmark-operator: KUBECONFIG names no cluster to measure on");
            System.exit(1);
        }
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            new OperatorBenchmark(client).run();
            System.exit(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | RuntimeException e) {
            System.getLogger(OperatorBenchmark.class.getName()).log(System.Logger.Level.ERROR, "event=failed", e);
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        installCrd();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        try {
            measureStarts();
            measureMany();
            if (!image.isEmpty()) {
                measureReady();
            }
        } finally {
            client.namespaces().withName(namespace).delete();
        }
        System.out.printf("%n%s%nthe operator's log: %s%n", results.table(), log);
    }

    private void installCrd() throws IOException {
        CustomResourceDefinition crd = client.getKubernetesSerialization()
                .unmarshal(
                        Files.readString(root.resolve("crds/webservers.mpm-operator.io-v1alpha1.yml")),
                        CustomResourceDefinition.class);
        client.resource(crd).fieldManager("benchmark").forceConflicts().serverSideApply();
    }

    private MeasuredOperator operator() throws IOException, InterruptedException {
        return MeasuredOperator.start(root.resolve("operator/target"), namespace, image, heap, log);
    }

    private void measureStarts() throws IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (MeasuredOperator operator = operator()) {
                starts.add(operator.startToReady().toMillis() / 1000.0);
            }
        }
        progress.done("started %d times: %s s".formatted(STARTS, starts));
        results.add("start to ready, JVM with AOT cache", Results.median(starts), Target.below("s", 2, 1));
    }

    private void measureMany() throws IOException, InterruptedException, ExecutionException {
        try (MeasuredOperator operator = operator()) {
            long begin = System.nanoTime();
            applyMany();
            progress.done("%d WebServers applied".formatted(many));
            await("every child and every status", this::allAreThere);
            results.add(
                    "%d WebServers at once: all children, all statuses".formatted(many),
                    Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0,
                    Target.below("s", 90, 45));
            progress.done("all children and all statuses are there");
            await("Kubernetes has seen every Deployment", this::allAreSettled);
            progress.done("nothing is being rolled out any more");
            TimeUnit.SECONDS.sleep(5);
            Map<String, String> before = versions();
            TimeUnit.SECONDS.sleep(QUIET.toSeconds());
            Map<String, String> after = versions();
            after.entrySet().removeAll(before.entrySet());
            results.add("writes in the %d s after".formatted(QUIET.toSeconds()), after.size(), Target.below("", 0, 0));
            results.add("memory of the operator then", operator.memoryMib("VmRSS"), Target.below("MiB", 256, 160));
            results.add("the most memory it ever had", operator.memoryMib("VmHWM"), Target.below("MiB", 256, 160));
        }
        client.resources(WebServer.class).inNamespace(namespace).delete();
    }

    private void applyMany() throws InterruptedException, ExecutionException {
        try (ExecutorService appliers = Executors.newFixedThreadPool(APPLIERS)) {
            List<Future<WebServer>> applied = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                WebServer webServer = webServer(
                        "many-" + i,
                        "replicas: 0, mpm: {mode: %s}, sizing: {concurrency: %d}"
                                .formatted(List.of("prefork", "worker", "event").get(i % 3), 10 + i));
                applied.add(appliers.submit(() -> client.resource(webServer).create()));
            }
            for (Future<WebServer> one : applied) {
                one.get();
            }
        }
    }

    private WebServer webServer(String name, String spec) {
        return client.getKubernetesSerialization()
                .unmarshal(
                        "apiVersion: mpm-operator.io/v1alpha1\nkind: WebServer\nmetadata: {name: %s, namespace: %s}\nspec: {%s}\n"
                                .formatted(name, namespace, spec),
                        WebServer.class);
    }

    private boolean allAreThere() {
        return children().count() == 3L * many
                && client.resources(WebServer.class).inNamespace(namespace).list().getItems().stream()
                                .filter(webServer -> webServer.getStatus() != null
                                        && Objects.equals(
                                                webServer.getStatus().observedGeneration(),
                                                webServer.getMetadata().getGeneration()))
                                .count()
                        == many;
    }

    private boolean allAreSettled() {
        return client.resources(WebServer.class).inNamespace(namespace).list().getItems().stream()
                .allMatch(webServer -> webServer.getStatus() != null
                        && webServer.getStatus().conditions().stream()
                                .anyMatch(condition -> condition.type().equals("Progressing")
                                        && condition.status().equals("False")));
    }

    private Stream<? extends HasMetadata> children() {
        String label = "app.kubernetes.io/managed-by";
        String value = "mpm-operator";
        return Stream.of(
                        client.configMaps()
                                .inNamespace(namespace)
                                .withLabel(label, value)
                                .list()
                                .getItems(),
                        client.services()
                                .inNamespace(namespace)
                                .withLabel(label, value)
                                .list()
                                .getItems(),
                        client.apps()
                                .deployments()
                                .inNamespace(namespace)
                                .withLabel(label, value)
                                .list()
                                .getItems())
                .flatMap(List::stream);
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        Stream.concat(
                        children(),
                        Stream.concat(
                                client.resources(WebServer.class).inNamespace(namespace).list().getItems().stream(),
                                client.events().v1().events().inNamespace(namespace).list().getItems().stream()))
                .forEach(object -> versions.put(
                        object.getKind() + "/" + object.getMetadata().getName(),
                        object.getMetadata().getResourceVersion()));
        return versions;
    }

    private void measureReady() throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        try (MeasuredOperator operator = operator()) {
            for (int i = 0; i < STARTS; i++) {
                String name = "ready-" + i;
                long begin = System.nanoTime();
                client.resource(webServer(
                                name, "mpm: {mode: event}, sizing: {concurrency: 50}, imagePullPolicy: IfNotPresent"))
                        .create();
                await(name + " is available", () -> isAvailable(name));
                times.add(Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
                client.resources(WebServer.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .delete();
                TimeUnit.SECONDS.sleep(3);
            }
            progress.done("from apply to Ready, with %d MiB: %s s".formatted(operator.memoryMib("VmRSS"), times));
        }
        results.add("apply to Ready of one WebServer", Results.median(times), Target.below("s", 4, 2));
    }

    private boolean isAvailable(String name) {
        WebServer found = client.resources(WebServer.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return found != null
                && found.getStatus() != null
                && found.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Available")
                                && condition.status().equals("True"));
    }

    private static void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("%s: not within %d s".formatted(what, PATIENCE.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
