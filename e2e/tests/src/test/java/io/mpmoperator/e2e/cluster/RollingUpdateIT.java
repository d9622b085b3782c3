package io.mpmoperator.e2e.cluster;

import static io.mpmoperator.e2e.cluster.OperatorOnCluster.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.mpmoperator.testing.NeedsCluster;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pods are replaced under load and no request fails or waits: new pods are warm before they are ready, and old ones drain.
 * Clients are sent to the endpoints of the Service as a node would send them. The node must be this machine and must have the
 * server's image, whose name begins with what {@code -De2e.images=PREFIX} says.
 */
@NeedsCluster
@SuppressWarnings("NullAway.Init")
class RollingUpdateIT {

    private static final String NAME = "rolled";
    private static final String SPEC =
            "replicas: 2, flavor: jvm, mpm: {mode: prefork, maxRequestWorkers: 16}, imagePullPolicy: Never";
    private static final String LARGER = "{\"spec\": {\"mpm\": {\"maxRequestWorkers\": 20}}}";
    private static final int REQUESTS_A_SECOND = 200;
    private static final Duration SLOW = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private OperatorOnCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new OperatorOnCluster("rolling", folder);
        cluster.assumeNode();
        cluster.startOperator();
    }

    @AfterEach
    void stop() {
        cluster.closeWithout(NAME);
    }

    @Test
    void noRequestFailsOrTakesASecondWhilePreforkPodsAreReplaced() throws Exception {
        cluster.createAvailable(NAME, SPEC);
        Set<String> before = names();
        List<URI> pods = cluster.pods().stream()
                .map(pod ->
                        URI.create("http://%s:8080/".formatted(pod.getStatus().getPodIP())))
                .toList();
        assumeTrue(SteadyRequests.reaches(pods), "pods of the cluster are not reached from here");

        PacedRequests requests;
        try (SharedIndexInformer<EndpointSlice> slices = endpointSlices()) {
            await("the Service has both pods", () -> ready(slices).size() == 2);
            try (PacedRequests load = new PacedRequests(REQUESTS_A_SECOND, SLOW, () -> ready(slices))) {
                requests = load;
                await("the load has begun", () -> load.sent() > REQUESTS_A_SECOND);
                cluster.patch(NAME, LARGER);
                await("other pods are there", () -> cluster.is(NAME, "Progressing", "RolledOut") && replaced(before));
                int rolled = load.sent();
                await("the load goes on", () -> load.sent() > rolled + 2 * REQUESTS_A_SECOND);
            }
        }

        assertEquals(List.of(), requests.failed().stream().limit(5).toList(), () -> "of " + requests.sent());
        assertEquals(List.of(), requests.slower().stream().limit(5).toList(), () -> "of " + requests.sent());
        assertTrue(requests.sent() > 4 * REQUESTS_A_SECOND);
    }

    private boolean replaced(Set<String> before) {
        Set<String> now = names();
        return now.size() == before.size() && now.stream().noneMatch(before::contains);
    }

    private Set<String> names() {
        return cluster.pods().stream()
                .map(Pod::getMetadata)
                .map(meta -> meta.getName())
                .collect(Collectors.toSet());
    }

    private SharedIndexInformer<EndpointSlice> endpointSlices() {
        return cluster.client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(cluster.namespace)
                .withLabel("kubernetes.io/service-name", NAME)
                .inform();
    }

    private static List<String> ready(SharedIndexInformer<EndpointSlice> slices) {
        return slices.getStore().list().stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(RollingUpdateIT::isReady)
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .sorted()
                .toList();
    }

    private static boolean isReady(Endpoint endpoint) {
        return Boolean.TRUE.equals(endpoint.getConditions().getReady());
    }
}
