package io.mpmoperator.e2e.cluster;

import static io.mpmoperator.e2e.cluster.OperatorOnCluster.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.mpmoperator.testing.NeedsCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a pod's own management port says becomes part of the status: a pod of a real node, whose workers are all busy and whose
 * child processes are killed. The node must be this machine and must have the server's image, whose name begins with what
 * {@code -De2e.images=PREFIX} says.
 */
@NeedsCluster
@SuppressWarnings("NullAway.Init")
class PodStrainIT {

    private static final String NAME = "strained";
    private static final int WORKERS = 4;
    private static final int HTTP = 8080;
    private static final int MANAGEMENT = 9000;
    private static final String SPEC =
            "mpm: {mode: worker, threadsPerChild: 2, maxRequestWorkers: %d}, imagePullPolicy: Never".formatted(WORKERS);

    @TempDir
    private Path folder;

    private OperatorOnCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new OperatorOnCluster("strain", folder);
        cluster.startOperator();
    }

    @AfterEach
    void stop() {
        cluster.closeWithout(NAME);
    }

    @Test
    void saturationAndKilledChildrenAreInTheStatus() throws Exception {
        cluster.assumeNode();
        cluster.createAvailable(NAME, SPEC);
        Pod pod = pod();
        String ip = pod.getStatus().getPodIP();
        assumeTrue(reaches(ip), () -> "pods of the cluster are not reached from here: %s".formatted(ip));
        assertTrue(is("Degraded", "AsExpected"));

        try (HeldConnections held = new HeldConnections(ip, HTTP, WORKERS + 2)) {
            await("the status says that all workers are busy with " + held, () -> is("Degraded", "Saturated"));
            assertTrue(message("Degraded").contains(pod.getMetadata().getName()), message("Degraded"));

            List<ProcessHandle> children = PodProcesses.children(pod);
            assumeFalse(children.isEmpty(), "the pod's processes are not to be seen on this machine");
            assumeTrue(children.getFirst().destroyForcibly(), "the pod's processes may be killed by root alone");

            await("the status says that a child was killed", () -> is("Degraded", "ChildrenKilled"));
            assertTrue(
                    message("Degraded")
                            .startsWith("child processes of pod %s that a signal ended within 10 minutes: 1;"
                                    .formatted(pod.getMetadata().getName())),
                    message("Degraded"));
        }
        await("only the killed child is spoken of", () -> !message("Degraded").contains("request workers"));
        assertTrue(is("Degraded", "ChildrenKilled"));
        assertTrue(is("Available", "PodsReady"));
        assertEquals(List.of("ChildrenKilled", "Saturated"), warnings());
    }

    private boolean is(String type, String reason) {
        return cluster.is(NAME, type, reason);
    }

    private String message(String type) {
        return cluster.message(NAME, type);
    }

    private Pod pod() {
        List<Pod> pods = cluster.pods();
        assertEquals(1, pods.size());
        return pods.getFirst();
    }

    private static boolean reaches(String ip) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ip, MANAGEMENT), 2000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The warnings among the WebServer's Events, each once. */
    private List<String> warnings() {
        return cluster.client.events().v1().events().inNamespace(cluster.namespace).list().getItems().stream()
                .filter(event -> Optional.ofNullable(event.getRegarding())
                        .filter(regarding -> "WebServer".equals(regarding.getKind()))
                        .isPresent())
                .filter(event -> event.getType().equals("Warning"))
                .map(event -> event.getReason())
                .distinct()
                .sorted()
                .toList();
    }
}
