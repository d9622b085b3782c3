package io.mpmoperator.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.apiserver.LocalApiServer;
import io.mpmoperator.e2e.local.Cluster;
import io.mpmoperator.e2e.local.Layout;
import io.mpmoperator.e2e.local.LocalClusterException;
import io.mpmoperator.e2e.local.Progress;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroup;
import io.mpmoperator.e2e.local.node.RunningPod;
import io.mpmoperator.footprint.Flavor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The local cluster with its samples: the built operator and the built server as processes, nothing faked but the node. */
@Tag("process")
class LocalClusterIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private static Optional<Cluster> started = Optional.empty();

    @BeforeAll
    static void start() throws LocalClusterException, IOException, InterruptedException {
        Layout layout = new Layout(Path.of(System.getProperty("local.root")));
        Cluster cluster = new Cluster(
                layout, layout.root().resolve("e2e/tests/target/local-cluster-it"), new Progress(System.out));
        started = Optional.of(cluster);
        cluster.start(0, Flavor.JVM);
        for (Path sample : Layout.yamlFiles(layout.samples())) {
            cluster.apply(sample);
        }
        for (String name : List.of("prefork", "worker", "event")) {
            cluster.awaitAvailable(name, Duration.ofMinutes(2));
        }
        System.out.println(cluster.table(List.of("prefork", "worker", "event")));
    }

    @AfterAll
    static void stop() {
        started.ifPresent(Cluster::close);
    }

    private static Cluster cluster() {
        return started.orElseThrow();
    }

    private static KubernetesClient client() {
        return cluster().client();
    }

    /** The pod of a WebServer, once there is exactly one and it is ready. */
    private static RunningPod onlyPod(String name) throws Exception {
        return await(
                "one pod of " + name,
                () -> Optional.of(cluster().running(name))
                        .filter(pods -> pods.size() == 1 && pods.getFirst().ready())
                        .map(List::getFirst));
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
            return response.body();
        }
    }

    /** Asks again until there is a result. */
    private static <T> T await(String what, Callable<Optional<T>> question) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        Optional<T> result = question.call();
        while (result.isEmpty()) {
            if (System.nanoTime() > deadline) {
                return fail("not within " + SOON + ": " + what);
            }
            Thread.sleep(50);
            result = question.call();
        }
        return result.get();
    }

    private static boolean isNewer(HasMetadata object, HasMetadata before) {
        return object != null
                && !object.getMetadata().getUid().equals(before.getMetadata().getUid());
    }

    private static Deployment deployment(String name) {
        return client().apps()
                .deployments()
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName(name)
                .get();
    }

    private static Service service(String name) {
        return client().services()
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName(name)
                .get();
    }

    private static String conf(String name) {
        return client().configMaps()
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName(name)
                .get()
                .getData()
                .getOrDefault("webserver.conf", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefork", "worker", "event"})
    void servesTheSampleOfEveryMode(String name) throws Exception {
        RunningPod pod = onlyPod(name);

        assertTrue(get(Cluster.url(pod)).contains("<title>" + name + "</title>"));
        assertTrue(get("http://%s:9000/server-status?auto".formatted(pod.ip())).contains("ServerMPM: " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefork", "worker", "event"})
    void holdsEveryPodToTheLimitOfItsStatus(String name) throws Exception {
        String limit = Optional.ofNullable(cluster().webServer(name).getStatus().footprint())
                .orElseThrow()
                .memoryLimit();
        RunningPod pod = onlyPod(name);
        long bytes = Quantity.getAmountInBytes(new Quantity(limit)).longValueExact();

        assertEquals(
                new Quantity(limit),
                pod.pod()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getResources()
                        .getLimits()
                        .get("memory"));
        assumeTrue(pod.limitInForce().isPresent(), "no memory cgroup can be made here");
        assertEquals(MemoryCgroup.wholePages(bytes), pod.limitInForce().getAsLong());
        assertTrue(pod.memoryInUse() > 0 && pod.memoryInUse() < bytes, () -> "in use: " + pod.memoryInUse());
    }

    @Test
    void repairsEveryChildThatIsDeleted() throws Exception {
        Service serviceBefore = service("event");
        var configMapBefore = client().configMaps()
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName("event")
                .get();
        Deployment deploymentBefore = deployment("event");
        Pod podBefore = onlyPod("event").pod();

        client().resource(serviceBefore).delete();
        client().resource(configMapBefore).delete();
        client().resource(deploymentBefore).delete();

        await("a new Service", () -> Optional.ofNullable(service("event")).filter(now -> isNewer(now, serviceBefore)));
        await(
                "a new ConfigMap",
                () -> Optional.ofNullable(client().configMaps()
                                .inNamespace(LocalApiServer.NAMESPACE)
                                .withName("event")
                                .get())
                        .filter(now -> isNewer(now, configMapBefore)));
        await(
                "a new Deployment",
                () -> Optional.ofNullable(deployment("event")).filter(now -> isNewer(now, deploymentBefore)));
        RunningPod pod = await(
                "a new pod that is ready",
                () -> cluster().running("event").stream()
                        .filter(RunningPod::ready)
                        .filter(now -> isNewer(now.pod(), podBefore))
                        .findFirst());
        assertTrue(get(Cluster.url(pod)).contains("<title>event</title>"));
    }

    @Test
    void repairsEveryChildThatIsChanged() throws Exception {
        String conf = conf("prefork");
        Deployment deployment = deployment("prefork");
        int port = service("prefork").getSpec().getPorts().getFirst().getPort();

        client().configMaps()
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName("prefork")
                .patch(MERGE, "{\"data\": {\"webserver.conf\": \"ServerMPM event\"}}");
        client().services()
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName("prefork")
                .patch(MERGE, "{\"spec\": {\"selector\": {\"app.kubernetes.io/instance\": \"other\"}}}");
        client().apps()
                .deployments()
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName("prefork")
                .patch(MERGE, "{\"spec\": {\"template\": {\"spec\": {\"terminationGracePeriodSeconds\": 1}}}}");

        await("the ConfigMap as it was", () -> Optional.of(conf("prefork")).filter(conf::equals));
        await(
                "the Service as it was",
                () -> Optional.of(service("prefork")
                                .getSpec()
                                .getSelector()
                                .getOrDefault("app.kubernetes.io/instance", ""))
                        .filter("prefork"::equals));
        assertEquals(port, service("prefork").getSpec().getPorts().getFirst().getPort());
        await(
                "the Deployment as it was",
                () -> Optional.of(deployment("prefork").getSpec().getTemplate())
                        .filter(deployment.getSpec().getTemplate()::equals));
        cluster().awaitAvailable("prefork", SOON);
    }

    @Test
    void refusesContradictoryNumbersAndLeavesWhatRuns() throws Exception {
        RunningPod before = onlyPod("worker");
        Deployment deployment = deployment("worker");
        String conf = conf("worker");

        client().resources(WebServer.class)
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName("worker")
                .patch(MERGE, "{\"spec\": {\"mpm\": {\"maxRequestWorkers\": 10, \"threadsPerChild\": 25}}}");

        Condition accepted = await(
                "a refusal",
                () -> Cluster.condition(cluster().webServer("worker"), "Accepted")
                        .filter(condition -> condition.status().equals("False")));
        assertTrue(
                accepted.message().contains("maxRequestWorkers 10")
                        && accepted.message().contains("threadsPerChild 25"),
                accepted.message());
        assertEquals(conf, conf("worker"));
        assertEquals(deployment.getSpec(), deployment("worker").getSpec());
        RunningPod after = onlyPod("worker");
        assertEquals(
                before.pod().getMetadata().getUid(), after.pod().getMetadata().getUid());
        assertTrue(get(Cluster.url(after)).contains("<title>worker</title>"));
    }

    @Test
    void startsAPodAgainWhoseProcessWasKilled() throws Exception {
        RunningPod killed = onlyPod("worker");

        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();

        RunningPod again = await(
                "another process in the same pod",
                () -> cluster().running("worker").stream()
                        .filter(pod -> pod.ready() && pod.pid() != killed.pid())
                        .findFirst());
        assertEquals(
                killed.pod().getMetadata().getUid(), again.pod().getMetadata().getUid());
        assertTrue(get(Cluster.url(again)).contains("<title>worker</title>"));
    }

    @Test
    void rollsAChangeOutWithoutAMomentThatNobodyServes() throws Exception {
        RunningPod before = onlyPod("event");
        String limitBefore = before.pod()
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getLimits()
                .toString();

        client().resources(WebServer.class)
                .inNamespace(LocalApiServer.NAMESPACE)
                .withName("event")
                .patch(MERGE, "{\"spec\": {\"sizing\": {\"concurrency\": 50}}}");

        RunningPod after = await("a ready pod of the new template", () -> {
            List<RunningPod> pods = cluster().running("event");
            assertTrue(pods.stream().anyMatch(RunningPod::ready), () -> "no pod serves: " + pods);
            return pods.stream()
                    .filter(pod -> pod.ready() && isNewer(pod.pod(), before.pod()))
                    .findFirst();
        });
        assertTrue(get(Cluster.url(after)).contains("<title>event</title>"));
        await(
                "the end of the old pod",
                () -> ProcessHandle.of(before.pid()).isPresent() ? Optional.empty() : Optional.of(1));
        assertNotEquals(
                limitBefore,
                after.pod()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getResources()
                        .getLimits()
                        .toString());
        cluster().awaitAvailable("event", SOON);
    }
}
