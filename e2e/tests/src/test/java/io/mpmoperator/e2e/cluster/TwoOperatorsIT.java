package io.mpmoperator.e2e.cluster;

import static io.mpmoperator.e2e.cluster.OperatorOnCluster.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.mpmoperator.e2e.local.OperatorProcess;
import io.mpmoperator.testing.NeedsCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators that contend for the Lease of a real API server: one works, and the other when the first is gone. */
@NeedsCluster
@SuppressWarnings("NullAway.Init")
class TwoOperatorsIT {

    private static final String LEASE = "mpm-operator";

    /** A JVM that a signal ends exits with 128 and the signal's number, when its work in hand is done. */
    private static final List<Integer> ENDED_AS_TOLD = List.of(0, 128 + 15);

    @TempDir
    private Path folder;

    private OperatorOnCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new OperatorOnCluster("two-operators", folder);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private OperatorProcess operator(String name) throws IOException {
        return cluster.operator(
                name,
                Map.of(
                        "HOSTNAME",
                        name,
                        "MPM_LEADER_ELECTION_ENABLED",
                        "true",
                        "MPM_LEADER_ELECTION_NAMESPACE",
                        cluster.namespace));
    }

    @Test
    void oneWorksAndTheOtherWhenItIsGone() throws Exception {
        OperatorProcess first = operator("first");
        await("the first leads", () -> holder().equals("first"));
        OperatorProcess second = operator("second");
        apply("one");
        await("the first makes the objects", () -> made("one"));
        assertEquals("first", holder());

        first.kill();
        apply("two");

        await("the second leads when the Lease has expired", () -> holder().equals("second"));
        await("the second makes the objects", () -> made("two"));
        OperatorProcess third = operator("third");
        await("the third is a candidate", () -> third.log().contains("leader-elected leader=second"));
        assertTrue(ENDED_AS_TOLD.contains(second.terminate()));
        assertTrue(second.log().contains("event=lease-released"), second.log());
        await("the third leads, and need not wait", () -> holder().equals("third"));
        apply("three");
        await("the third makes the objects", () -> made("three"));
        assertTrue(third.page("/q/metrics").contains("mpm_webservers{condition=\"Accepted\""));
    }

    private void apply(String name) {
        cluster.create(name, "replicas: 0, mpm: {mode: event}");
    }

    private boolean made(String name) {
        return cluster.client
                        .configMaps()
                        .inNamespace(cluster.namespace)
                        .withName(name)
                        .get()
                != null;
    }

    private String holder() {
        Lease lease = cluster.client
                .leases()
                .inNamespace(cluster.namespace)
                .withName(LEASE)
                .get();
        return Optional.ofNullable(lease)
                .map(found -> found.getSpec().getHolderIdentity())
                .orElse("");
    }
}
