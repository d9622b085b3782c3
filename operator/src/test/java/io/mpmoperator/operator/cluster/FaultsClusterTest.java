package io.mpmoperator.operator.cluster;

import static io.mpmoperator.operator.cluster.RunningOperator.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.cluster.ApiProxy.Asked;
import io.mpmoperator.operator.cluster.ApiProxy.Fate;
import io.mpmoperator.operator.resources.OwnedKind;
import io.mpmoperator.testing.NeedsCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator makes of an API server that refuses, forgets and goes away, and of its own end between any two writes. */
@NeedsCluster
@ExtendWith(Definitions.class)
@SuppressWarnings("NullAway.Init")
class FaultsClusterTest {

    private static final String EVERYTHING = """
            replicas: 0
            mpm: {mode: worker, threadsPerChild: 5, maxRequestWorkers: 10}
            ingress: {hosts: [shop.example.com]}
            podDisruptionBudget: {}
            networkPolicy: {egress: []}
            service: {port: %d}
            """;
    private static final List<OwnedKind> OWNED = List.of(
            OwnedKind.CONFIG_MAP,
            OwnedKind.DEPLOYMENT,
            OwnedKind.SERVICE,
            OwnedKind.INGRESS,
            OwnedKind.POD_DISRUPTION_BUDGET,
            OwnedKind.NETWORK_POLICY);

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private ApiProxy proxy;
    private KubernetesClient client;
    private RunningOperator running;

    @BeforeAll
    static void install() throws Exception {
        InstalledCrd.install();
    }

    @BeforeEach
    void start() {
        proxy = new ApiProxy();
        client = proxy.client();
        running = new RunningOperator(client);
    }

    @AfterEach
    void stop() {
        proxy.decide(request -> Fate.PASSES);
        running.close();
        client.close();
        proxy.close();
    }

    @Test
    void whatAnOperatorLeftUnfinishedAnotherOneFinishes() {
        running.apply("whole", EVERYTHING.formatted(80));
        settled("whole", 80);
        long writes = proxy.asked().stream().filter(Asked::isWrite).count();
        assertTrue(writes >= OWNED.size() + 1, writes + " writes");
        for (int i = 0; i < writes; i++) {
            String name = "cut-" + i;
            proxy.decide(dyingAfter(i));
            running.apply(name, EVERYTHING.formatted(80));
            int made = i;
            await(
                    made + " writes were made",
                    () -> proxy.asked().stream()
                                    .filter(Asked::isWrite)
                                    .filter(request -> request.path().contains(name)
                                            || request.path().contains("events"))
                                    .count()
                            >= made);
            try (ApiProxy next = new ApiProxy()) {
                KubernetesClient nextClient = next.client();
                running.replace(nextClient);
                settled(name, 80);
                proxy.decide(request -> Fate.PASSES);
                running.replace(client);
                nextClient.close();
            }
        }
    }

    /** Lets a number of writes pass; after that nothing reaches the API server, as if the process were gone. */
    private static Function<Asked, Fate> dyingAfter(int writes) {
        AtomicInteger left = new AtomicInteger(writes);
        AtomicInteger dead = new AtomicInteger();
        return request -> {
            if (request.isWrite() && left.getAndDecrement() <= 0) {
                dead.set(1);
            }
            return dead.get() == 1 ? Fate.IS_LOST : Fate.PASSES;
        };
    }

    @Test
    void goesOnWhenTheApiServerComesBack() throws Exception {
        running.apply("away", EVERYTHING.formatted(80));
        settled("away", 80);
        proxy.goAway();
        port("away", 81);
        running.apply("born-meanwhile", EVERYTHING.formatted(80));
        assertEquals(80, running.portOfService("away"));
        assertEquals(0, running.portOfService("born-meanwhile"));

        proxy.comeBack();

        settled("away", 81);
        settled("born-meanwhile", 80);
    }

    @Test
    void missesNothingWhenItsWatchesAreDropped() {
        running.apply("watched", EVERYTHING.formatted(80));
        settled("watched", 80);
        for (int i = 1; i <= 20; i++) {
            port("watched", 8000 + i);
            proxy.dropWatches();
        }
        settled("watched", 8020);
        proxy.dropWatches();
        running.client
                .services()
                .inNamespace(running.namespace)
                .withName("watched")
                .delete();
        settled("watched", 8020);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFLICTS", "IS_THROTTLED", "FAILS", "IS_LOST"})
    void getsThereThoughEveryThirdRequestIsRefused(Fate refusal) {
        Random random = new Random(refusal.name().length());
        proxy.decide(request -> request.isWatch() || random.nextInt(3) > 0 ? Fate.PASSES : refusal);
        for (int i = 0; i < 3; i++) {
            running.apply("refused-" + i, EVERYTHING.formatted(80));
        }
        for (int i = 0; i < 3; i++) {
            settled("refused-" + i, 80);
        }
    }

    @Test
    void doesNotHammerAnApiServerThatRefusesEverything() {
        proxy.decide(request -> request.isWrite() ? Fate.IS_THROTTLED : Fate.PASSES);
        running.apply("hammered", EVERYTHING.formatted(80));
        await("it has gone on for ten seconds", () -> lengthOf(writes()).compareTo(TEN_SECONDS) >= 0);
        Instant end = writes().getFirst().at().plus(TEN_SECONDS);
        long tries = writes().stream().filter(write -> !write.at().isAfter(end)).count();

        assertTrue(tries < 100, tries + " refused writes in ten seconds");
        proxy.decide(request -> Fate.PASSES);
        settled("hammered", 80);
    }

    private List<Asked> writes() {
        return proxy.asked().stream().filter(Asked::isWrite).toList();
    }

    private static Duration lengthOf(List<Asked> requests) {
        return requests.isEmpty()
                ? Duration.ZERO
                : Duration.between(requests.getFirst().at(), requests.getLast().at());
    }

    @Test
    void goesOnWhenTheCustomResourceDefinitionIsUpgraded() throws Exception {
        running.apply("upgraded", EVERYTHING.formatted(80));
        settled("upgraded", 80);
        try {
            InstalledCrd.installWithAnotherField("spec", "futureField");
            await("the API server has taken up the later definition", () -> {
                patch("upgraded", "{\"spec\":{\"futureField\":\"7\"}}");
                return futureField("upgraded").equals("7");
            });
            port("upgraded", 82);
            settled("upgraded", 82);
            running.apply("after-upgrade", EVERYTHING.formatted(80));
            settled("after-upgrade", 80);

            assertEquals("7", futureField("upgraded"));
        } finally {
            InstalledCrd.install();
        }
    }

    private String futureField(String name) {
        return String.valueOf(running.client
                .genericKubernetesResources("mpm-operator.io/v1alpha1", "WebServer")
                .inNamespace(running.namespace)
                .withName(name)
                .get()
                .<Object>get("spec", "futureField"));
    }

    private void port(String name, int port) {
        patch(name, "{\"spec\":{\"service\":{\"port\":%d}}}".formatted(port));
    }

    private void patch(String name, String change) {
        running.client
                .resources(WebServer.class)
                .inNamespace(running.namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    /** Waits until every object is there, the Service has the port, and the status speaks of the newest spec. */
    private void settled(String name, int port) {
        await(name + " has a Service with port " + port, () -> running.portOfService(name) == port);
        for (OwnedKind kind : OWNED) {
            await(
                    kind.kind() + " of " + name,
                    () -> running.owned(kind, name)
                            .map(HasMetadata::getMetadata)
                            .isPresent());
        }
        await(
                name + " has a status",
                () -> running.condition(name, "Degraded")
                        .filter(condition -> condition.reason().equals("AsExpected"))
                        .isPresent());
        running.settled(name);
    }
}
