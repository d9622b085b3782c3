package io.mpmoperator.e2e.cluster;

import static io.mpmoperator.e2e.cluster.OperatorOnCluster.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.e2e.chart.Greeting;
import io.mpmoperator.testing.NeedsCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No edit takes a pod down: a handler that is not there, on a healthy WebServer under load, on pods of a real node. The node
 * must be this machine and must have the server's image, whose name begins with what {@code -De2e.images=PREFIX} says.
 */
@NeedsCluster
@SuppressWarnings("NullAway.Init")
class RefusedConfigurationIT {

    private static final String NAME = "edited";
    private static final String SPEC =
            "replicas: %d, mpm: {mode: worker, threadsPerChild: 4, maxRequestWorkers: 8}, imagePullPolicy: Never";
    private static final String BAD = "handlers: [{path: /x, className: no.such.Handler}]";
    private static final String BAD_HANDLER =
            "{\"spec\": {\"handlers\": [{\"path\": \"/x\", \"className\": \"no.such.Handler\"}]}}";
    private static final String TIMEOUT = "{\"spec\": {\"handlers\": null, \"http\": {\"keepAliveTimeout\": \"7s\"}}}";

    /** Another number of processes, which pods take up by being replaced. */
    private static final String LARGER_AND_BAD = "{\"spec\": {\"mpm\": {\"maxRequestWorkers\": 16},"
            + " \"handlers\": [{\"path\": \"/x\", \"className\": \"no.such.Handler\"}]}}";

    @TempDir
    private Path folder;

    private OperatorOnCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new OperatorOnCluster("refused", folder);
        cluster.assumeNode();
        cluster.startOperator();
    }

    @AfterEach
    void stop() {
        cluster.closeWithout(NAME);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aHandlerThatIsNotThereCostsNoRequestAndNoPod(int replicas) throws Exception {
        List<Pod> before = available(SPEC.formatted(replicas), replicas);

        try (SteadyRequests load = new SteadyRequests(addresses(before))) {
            cluster.patch(NAME, BAD_HANDLER);
            await("the refusal is said", this::isRefused);
            assertTrue(message("Degraded").contains("no.such.Handler"), message("Degraded"));

            cluster.patch(NAME, TIMEOUT);
            await("the next edit is taken up", () -> is("Progressing", "RolledOut") && is("Degraded", "AsExpected"));
            load.assertAllAnswered();
        }
        assertEquals(names(before), names(cluster.pods()));
        assertTrue(cluster.pods().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .allMatch(container -> container.getRestartCount() == 0));
    }

    @Test
    void podsThatWereToReplaceOthersFailAloneAndTheOldOnesServe() throws Exception {
        List<Pod> before = available(SPEC.formatted(1), 1);

        try (SteadyRequests load = new SteadyRequests(addresses(before))) {
            cluster.patch(NAME, LARGER_AND_BAD);
            await("the refusal is said", this::isRefused);
            assertTrue(message("Degraded").contains("no.such.Handler"), message("Degraded"));
            assertTrue(is("Available", "PodsReady"));
            load.assertAllAnswered();
        }
        assertTrue(names(cluster.pods()).containsAll(names(before)));
    }

    /** Children end after few connections and others start: each reads the jars anew. */
    @Test
    void aJarThatIsNoneReachesNoPodThatServes() throws Exception {
        byte[] good = Files.readAllBytes(Greeting.jar(folder.resolve("greeting")));
        replaceJar(good);
        List<Pod> before = available(
                "mpm: {mode: worker, threadsPerChild: 4, maxRequestWorkers: 8, maxConnectionsPerChild: 100},"
                        + " http: {maxKeepAliveRequests: 1}, imagePullPolicy: Never,"
                        + " handlerJars: {configMap: {name: jars}},"
                        + " handlers: [{path: /hello, className: com.example.greeting.Greeting}]",
                1);
        URI pod = addresses(before).getFirst();

        try (SteadyRequests load = new SteadyRequests(List.of(pod.resolve("/hello")))) {
            replaceJar("garbage".getBytes(StandardCharsets.UTF_8));
            await("the refusal is said", this::isRefused);
            assertTrue(is("Available", "PodsReady"));
            before.forEach(this::bringMountsUpToDate);
            long started = childrenStarted(pod);
            await("many children start and serve", () -> childrenStarted(pod) > started + 20);
            assertTrue(names(cluster.pods()).containsAll(names(before)));
            assertEquals(200, status(pod.resolve("/hello")));
            load.assertAllAnswered();
        }
        replaceJar(Arrays.copyOf(good, good.length + 1));
        await(
                "pods with other jars replace them",
                () -> is("Progressing", "RolledOut")
                        && is("Degraded", "AsExpected")
                        && names(cluster.pods()).stream().noneMatch(names(before)::contains));
        assertEquals(200, status(addresses(cluster.pods()).getFirst().resolve("/hello")));
    }

    /** A kubelet looks at a pod whose annotation changed at once, and at its mounts with it. */
    private void bringMountsUpToDate(Pod pod) {
        cluster.client
                .resource(pod)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"example.com/look\": \"now\"}}}");
    }

    private void replaceJar(byte[] jar) {
        cluster.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("jars")
                        .withNamespace(cluster.namespace)
                        .endMetadata()
                        .addToBinaryData("greeting.jar", Base64.getEncoder().encodeToString(jar))
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    private static long childrenStarted(URI pod) throws Exception {
        String metrics = get(URI.create("http://%s:9000/metrics".formatted(pod.getHost())))
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("webserver_children_started_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static int status(URI address) throws Exception {
        return get(address).statusCode();
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void aServerThatNeverStartedIsCorrectedByAnEdit() throws Exception {
        cluster.create(NAME, SPEC.formatted(1) + ", " + BAD);
        await("the refusal is said, or the image is not there", () -> isRefused() || cluster.lacksImage(NAME));
        assumeFalse(cluster.lacksImage(NAME), "the node does not have the server's image");

        cluster.patch(NAME, TIMEOUT);

        await("it is available", () -> is("Available", "PodsReady") && is("Progressing", "RolledOut"));
    }

    private List<Pod> available(String spec, int replicas) throws Exception {
        cluster.createAvailable(NAME, spec);
        List<Pod> pods = cluster.pods();
        assertEquals(replicas, pods.size());
        assumeTrue(SteadyRequests.reaches(addresses(pods)), "pods of the cluster are not reached from here");
        return pods;
    }

    private boolean isRefused() {
        return is("Degraded", "ConfigurationRefused")
                && cluster.condition(NAME, "Progressing")
                        .filter(condition -> condition.reason().equals("ConfigurationRefused"))
                        .filter(condition -> condition.status().equals("False"))
                        .isPresent();
    }

    private boolean is(String type, String reason) {
        return cluster.is(NAME, type, reason);
    }

    private String message(String type) {
        return cluster.message(NAME, type);
    }

    private static Set<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
    }

    private static List<URI> addresses(List<Pod> pods) {
        return pods.stream()
                .map(pod ->
                        URI.create("http://%s:8080/".formatted(pod.getStatus().getPodIP())))
                .toList();
    }
}
