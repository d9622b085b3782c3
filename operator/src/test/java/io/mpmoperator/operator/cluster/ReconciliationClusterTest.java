package io.mpmoperator.operator.cluster;

import static io.mpmoperator.operator.cluster.RunningOperator.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.api.v1alpha1.Footprint;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.apply.Ownership;
import io.mpmoperator.operator.resources.Json;
import io.mpmoperator.operator.resources.OwnedKind;
import io.mpmoperator.operator.resources.PodTemplates;
import io.mpmoperator.testing.NeedsCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator does on a real API server. No WebServer here has a pod: a node is not needed. */
@NeedsCluster
@ExtendWith(Definitions.class)
@SuppressWarnings("NullAway.Init")
class ReconciliationClusterTest {

    private static final String SMALL = "replicas: 0\nmpm: {mode: worker, threadsPerChild: 5, maxRequestWorkers: 10}\n";
    private static final String EVERYTHING = """
            replicas: 0
            mpm: {mode: event}
            sizing: {concurrency: 20}
            ingress: {hosts: [shop.example.com]}
            autoscaling: {minReplicas: 2, maxReplicas: 4}
            podDisruptionBudget: {}
            networkPolicy: {egress: []}
            podTemplate:
              spec:
                containers:
                - name: webserver
                  resources: {requests: {cpu: 50m}}
            """;

    private static RunningOperator running;

    @BeforeAll
    static void start() throws Exception {
        InstalledCrd.install();
        running = new RunningOperator();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void makesTheObjectsAndReportsThePlan() {
        running.apply("plan", SMALL);
        WebServer settled = running.settled("plan");

        assertEquals(
                "worker",
                Optional.ofNullable(settled.getStatus().footprint())
                        .map(Footprint::mode)
                        .orElse(""));
        for (OwnedKind kind : List.of(OwnedKind.CONFIG_MAP, OwnedKind.DEPLOYMENT, OwnedKind.SERVICE)) {
            assertTrue(
                    running.owned(kind, "plan")
                            .filter(object -> Ownership.isOwnedBy(object, running.identity("plan")))
                            .isPresent(),
                    kind.kind());
        }
    }

    @Test
    void writesNothingWhileNothingChanges() {
        running.apply("still", EVERYTHING.replace("autoscaling: {minReplicas: 2, maxReplicas: 4}\n", ""));
        running.settled("still");
        await(
                "the disruption controller has seen the budget",
                () -> running.owned(OwnedKind.POD_DISRUPTION_BUDGET, "still")
                        .filter(budget -> Json.tree(budget)
                                .at("/status/observedGeneration")
                                .isIntegralNumber())
                        .isPresent());
        Map<OwnedKind, String> before = versions("still");
        String status = running.webServer("still").orElseThrow().getMetadata().getResourceVersion();
        for (int i = 0; i < 10; i++) {
            touch("still", "x" + i);
        }
        before.remove(OwnedKind.SERVICE);
        Map<OwnedKind, String> after = versions("still");
        after.remove(OwnedKind.SERVICE);

        assertEquals(before, after);
        assertEquals(
                status, running.webServer("still").orElseThrow().getMetadata().getResourceVersion());
    }

    /** An annotation of somebody else's on an owned resource: a reason to look, and none to write. */
    private static void touch(String name, String value) {
        running.client
                .services()
                .inNamespace(running.namespace)
                .withName(name)
                .edit(service -> new ServiceBuilder(service)
                        .editMetadata()
                        .addToAnnotations("example.com/touched", value)
                        .endMetadata()
                        .build());
        sleep(300);
    }

    @Test
    void nobodyAndEverybodyAreToldApart() {
        for (String egress : List.of("{}", "{egress: []}", "{}", "{from: [], managementFrom: [], egress: [{}]}")) {
            running.apply("closed", SMALL + "networkPolicy: " + egress + "\n");
            running.settled("closed");
            boolean open = egress.equals("{}");

            assertEquals(
                    open ? List.of("Ingress") : List.of("Ingress", "Egress"),
                    policy("closed").getPolicyTypes());
            assertEquals(
                    egress.contains("from: []") ? 0 : 2,
                    policy("closed").getIngress().size());
            assertEquals(
                    egress.contains("[{}]") ? 1 : 0,
                    policy("closed").getEgress().size());
        }
    }

    private static NetworkPolicySpec policy(String name) {
        return running.client
                .network()
                .networkPolicies()
                .inNamespace(running.namespace)
                .withName(name)
                .get()
                .getSpec();
    }

    @Test
    void adoptsWhatAWebServerOfItsNameLeftBehind() {
        running.apply("left", SMALL + "ingress: {}\npodDisruptionBudget: {}\n");
        running.settled("left");
        Map<OwnedKind, String> before = uids("left");
        running.client
                .resources(WebServer.class)
                .inNamespace(running.namespace)
                .withName("left")
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete();
        await("it is gone", () -> running.webServer("left").isEmpty());

        running.apply("left", SMALL + "ingress: {}\n");
        running.settled("left");

        await(
                "what is not asked for is removed",
                () -> running.owned(OwnedKind.POD_DISRUPTION_BUDGET, "left").isEmpty());
        before.remove(OwnedKind.POD_DISRUPTION_BUDGET);
        assertEquals(before, uids("left"));
        for (OwnedKind kind : before.keySet()) {
            assertTrue(
                    Ownership.isOwnedBy(running.owned(kind, "left").orElseThrow(), running.identity("left")),
                    kind.kind());
        }
    }

    private static Map<OwnedKind, String> uids(String name) {
        Map<OwnedKind, String> uids = new TreeMap<>();
        for (OwnedKind kind : OwnedKind.values()) {
            if (kind.isBuiltIn()) {
                running.owned(kind, name)
                        .ifPresent(object -> uids.put(kind, object.getMetadata().getUid()));
            }
        }
        return uids;
    }

    @Test
    void changesBetweenTheTypesOfARollout() {
        for (String rollout :
                List.of("{}", "{type: Recreate}", "{maxSurge: 0, maxUnavailable: 1}", "{type: Recreate}")) {
            running.apply("roll", SMALL + "rollout: " + rollout + "\n");
            running.settled("roll");

            assertEquals(
                    rollout.contains("Recreate") ? "Recreate" : "RollingUpdate",
                    running.client
                            .apps()
                            .deployments()
                            .inNamespace(running.namespace)
                            .withName("roll")
                            .get()
                            .getSpec()
                            .getStrategy()
                            .getType());
            assertEquals(
                    "False", running.condition("roll", "Degraded").orElseThrow().status());
        }
    }

    @Test
    void saysThatAClaimCannotBeMountedByTwo() {
        running.client
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("files")
                        .withNamespace(running.namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOncePod")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Mi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        String spec = SMALL + "content: {persistentVolumeClaim: {claimName: files}}\n";
        running.apply("claims", spec);
        await(
                "it says so",
                () -> running.condition("claims", "Degraded")
                        .filter(condition -> condition.reason().equals("ClaimBlocksRollout"))
                        .isPresent());

        running.apply("claims", spec + "rollout: {type: Recreate}\n");
        await(
                "nothing is wrong with it any more",
                () -> running.condition("claims", "Degraded")
                        .filter(condition -> condition.status().equals("False"))
                        .isPresent());
    }

    @Test
    void makesAnewWhatIsDeleted() {
        running.apply("deleted", EVERYTHING);
        await(
                "the autoscaler is there",
                () -> running.owned(OwnedKind.HORIZONTAL_POD_AUTOSCALER, "deleted")
                        .isPresent());
        for (OwnedKind kind : OwnedKind.values()) {
            if (kind.isBuiltIn()) {
                String uid = running.owned(kind, "deleted")
                        .orElseThrow()
                        .getMetadata()
                        .getUid();
                running.client
                        .genericKubernetesResources(kind.apiVersion(), kind.kind())
                        .inNamespace(running.namespace)
                        .withName("deleted")
                        .delete();
                await(
                        kind.kind() + " is there again",
                        () -> running.owned(kind, "deleted")
                                .filter(object -> !object.getMetadata().getUid().equals(uid))
                                .isPresent());
            }
        }
    }

    @Test
    void putsBackWhatIsEdited() {
        running.apply("edited", SMALL);
        running.settled("edited");
        var services = running.client.services().inNamespace(running.namespace).withName("edited");
        services.edit(service -> new ServiceBuilder(service)
                .editSpec()
                .editFirstPort()
                .withPort(8888)
                .endPort()
                .endSpec()
                .build());
        await(
                "the Service's port is put back",
                () -> services.get().getSpec().getPorts().size() == 1
                        && services.get().getSpec().getPorts().getFirst().getPort() == 80);
        var deployments = running.client
                .apps()
                .deployments()
                .inNamespace(running.namespace)
                .withName("edited");
        deployments.edit(deployment -> new DeploymentBuilder(deployment)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("somebody/elses:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
        await(
                "the image is put back",
                () -> deployments
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage()
                        .equals("mpm-server:test"));
        var configMaps =
                running.client.configMaps().inNamespace(running.namespace).withName("edited");
        configMaps.edit(map -> new ConfigMapBuilder(map)
                .addToData("webserver.conf", "Listen 1")
                .build());
        await(
                "the configuration is put back",
                () -> String.valueOf(configMaps.get().getData().get("webserver.conf"))
                        .contains("Listen 8080"));
    }

    @Test
    void leavesAloneWhatSomebodyElseMade() {
        running.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("foreign")
                        .withNamespace(running.namespace)
                        .endMetadata()
                        .addToData("mine", "yes")
                        .build())
                .create();
        running.apply("foreign", SMALL);
        await(
                "the status says whose it is",
                () -> running.condition("foreign", "Degraded")
                        .filter(condition -> condition.reason().equals("NameTaken"))
                        .filter(condition ->
                                condition.message().startsWith("ConfigMap foreign was made by somebody else"))
                        .isPresent());

        assertEquals(
                Map.of("mine", "yes"),
                running.client
                        .configMaps()
                        .inNamespace(running.namespace)
                        .withName("foreign")
                        .get()
                        .getData());
        assertTrue(running.owned(OwnedKind.DEPLOYMENT, "foreign").isEmpty());
        running.client
                .configMaps()
                .inNamespace(running.namespace)
                .withName("foreign")
                .delete();
        await(
                "the Deployment is made once the name is free",
                () -> running.owned(OwnedKind.DEPLOYMENT, "foreign").isPresent());
    }

    @Test
    void takesAwayWhatIsNoLongerAskedFor() {
        running.apply("less", EVERYTHING);
        await(
                "the Ingress is there",
                () -> running.owned(OwnedKind.INGRESS, "less").isPresent());
        running.apply("less", SMALL);
        for (OwnedKind kind : List.of(
                OwnedKind.INGRESS,
                OwnedKind.HORIZONTAL_POD_AUTOSCALER,
                OwnedKind.POD_DISRUPTION_BUDGET,
                OwnedKind.NETWORK_POLICY)) {
            await(kind.kind() + " is gone", () -> running.owned(kind, "less").isEmpty());
        }
    }

    @Test
    void keepsTheNumberOfPodsWhenAnAutoscalerBegins() {
        running.apply(
                "scaled",
                EVERYTHING
                        .replace("replicas: 0", "replicas: 3")
                        .replace("autoscaling: {minReplicas: 2, maxReplicas: 4}\n", ""));
        var deployments = running.client
                .apps()
                .deployments()
                .inNamespace(running.namespace)
                .withName("scaled");
        await(
                "three pods are asked for",
                () -> deployments.get() != null && deployments.get().getSpec().getReplicas() == 3);
        running.apply("scaled", EVERYTHING.replace("replicas: 0", "replicas: 1"));
        await(
                "the autoscaler is there",
                () -> running.owned(OwnedKind.HORIZONTAL_POD_AUTOSCALER, "scaled")
                        .isPresent());
        sleep(1000);

        assertEquals(3, deployments.get().getSpec().getReplicas());
    }

    @Test
    void theLastOfManyEditsWins() {
        running.apply("edits", SMALL);
        running.settled("edits");
        for (int i = 1; i <= 200; i++) {
            port("edits", 8000 + i);
        }
        await("the Service has the last port", () -> running.portOfService("edits") == 8200);
        WebServer settled = running.settled("edits");
        assertEquals(settled.getMetadata().getGeneration(), settled.getStatus().observedGeneration());
    }

    /** The second edit comes 0 to 39 ms after the first: before, in and after the reconciliation that this one sets off. */
    @Test
    void ofTwoHundredDoubleEditsTheSecondWins() {
        List<String> names = IntStream.range(0, 5).mapToObj(i -> "double-" + i).toList();
        names.forEach(name -> running.apply(name, SMALL));
        for (int round = 0; round < 40; round++) {
            int first = 1000 + 2 * round;
            for (String name : names) {
                port(name, first);
                sleep(round);
                port(name, first + 1);
            }
            for (String name : names) {
                await(
                        "the Service %s has the port %d".formatted(name, first + 1),
                        () -> running.portOfService(name) == first + 1);
                running.settled(name);
                assertEquals(first + 1, running.portOfService(name), name);
            }
        }
    }

    private static void port(String name, int port) {
        running.client
                .resources(WebServer.class)
                .inNamespace(running.namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"service\":{\"port\":%d}}}".formatted(port));
    }

    @Test
    void changesNothingWhilePaused() {
        running.apply("paused", SMALL);
        running.settled("paused");
        running.apply("paused", SMALL + "paused: true\nservice: {port: 81}\n");
        await(
                "the status says that it is paused",
                () -> running.condition("paused", "Progressing")
                        .filter(condition -> condition.reason().equals("Paused"))
                        .isPresent());
        assertEquals(80, running.portOfService("paused"));
        running.apply("paused", SMALL + "service: {port: 81}\n");
        await("it goes on afterwards", () -> running.portOfService("paused") == 81);
    }

    @Test
    void leavesAloneWhatRunsWhenANewSpecIsRefused() {
        running.apply("refused", SMALL);
        running.settled("refused");
        Map<OwnedKind, String> before = versions("refused");
        running.apply("refused", SMALL + "sizing: {maxMemory: 10Mi}\n");
        await(
                "the refusal has the numbers",
                () -> running.condition("refused", "Accepted")
                        .filter(condition -> condition.status().equals("False"))
                        .filter(condition -> condition.message().contains("above sizing.maxMemory 10Mi"))
                        .isPresent());
        sleep(500);

        assertEquals(before, versions("refused"));
    }

    @Test
    void rollsThePodsWhenASecretChanges() {
        secret("v1");
        running.apply("rolled", SMALL + "podTemplate: {spec: {volumes: [{name: keys, secret: {secretName: cert}}]}}\n");
        await("the content has a hash", () -> contentHash("rolled").isPresent());
        Optional<String> before = contentHash("rolled");
        secret("v2");
        await("the hash has changed", () -> !contentHash("rolled").equals(before));
    }

    @Test
    void leavesNothingBehind() {
        running.apply("gone", SMALL);
        running.settled("gone");
        running.client
                .resources(WebServer.class)
                .inNamespace(running.namespace)
                .withName("gone")
                .delete();
        for (OwnedKind kind : List.of(OwnedKind.CONFIG_MAP, OwnedKind.DEPLOYMENT, OwnedKind.SERVICE)) {
            await(
                    kind.kind() + " is collected",
                    () -> running.owned(kind, "gone").isEmpty());
        }
    }

    private static void secret(String content) {
        running.client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("cert")
                        .withNamespace(running.namespace)
                        .endMetadata()
                        .addToStringData("tls.crt", content)
                        .addToStringData("tls.key", content)
                        .build())
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    private static Optional<String> contentHash(String name) {
        return Optional.ofNullable(running.client
                        .apps()
                        .deployments()
                        .inNamespace(running.namespace)
                        .withName(name)
                        .get())
                .map(deployment ->
                        deployment.getSpec().getTemplate().getMetadata().getAnnotations())
                .map(annotations -> annotations.get(PodTemplates.CONTENT_HASH));
    }

    private static Map<OwnedKind, String> versions(String name) {
        Map<OwnedKind, String> versions = new TreeMap<>();
        for (OwnedKind kind : OwnedKind.values()) {
            if (kind.isBuiltIn()) {
                running.owned(kind, name)
                        .map(HasMetadata::getMetadata)
                        .ifPresent(metadata -> versions.put(kind, metadata.getResourceVersion()));
            }
        }
        return versions;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
