package io.mpmoperator.e2e.apiserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalApiServerTest {

    private static final String CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.org}
            spec:
              group: example.org
              scope: Namespaced
              names: {kind: Widget, plural: widgets, singular: widget, shortNames: [wd]}
              versions:
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    private LocalApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = new LocalApiServer(0, Clock.systemUTC());
        client = server.client();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static ConfigMap configMap(Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("shop")
                .endMetadata()
                .withData(data)
                .build();
    }

    private static Deployment deployment() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("shop")
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .addToMatchLabels("app", "shop")
                .endSelector()
                .endSpec()
                .build();
    }

    private <T extends HasMetadata> T apply(T object) {
        return client.resource(object).fieldManager("operator").forceConflicts().serverSideApply();
    }

    private Deployment applyStatus(Deployment status) {
        PatchContext apply = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("node")
                .withForce(true)
                .build();
        return client.resource(status).subresource("status").patch(apply);
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                    .header("Accept", accept)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void appliesWhatIsNotThereYet() {
        ConfigMap applied = apply(configMap(Map.of("a", "1")));

        assertNotNull(applied.getMetadata().getUid());
        assertEquals("default", applied.getMetadata().getNamespace());
        assertEquals(1, applied.getMetadata().getGeneration());
        assertEquals(
                "operator", applied.getMetadata().getManagedFields().getFirst().getManager());
    }

    @Test
    void movesNoResourceVersionWhenTheSameIsAppliedAgain() {
        ConfigMap first = apply(configMap(Map.of("a", "1")));
        ConfigMap second = apply(configMap(Map.of("a", "1")));

        assertEquals(
                first.getMetadata().getResourceVersion(), second.getMetadata().getResourceVersion());
    }

    @Test
    void countsGenerationsOfTheSpecAlone() {
        Deployment created = apply(deployment());
        Deployment status = new DeploymentBuilder(deployment())
                .withNewStatus()
                .withReadyReplicas(1)
                .endStatus()
                .build();
        Deployment withStatus = applyStatus(status);
        assertEquals(1, withStatus.getMetadata().getGeneration());
        assertNotEquals(
                created.getMetadata().getResourceVersion(),
                withStatus.getMetadata().getResourceVersion());

        Deployment scaled = client.apps().deployments().withName("shop").scale(3);

        assertEquals(3, scaled.getSpec().getReplicas());
        assertEquals(2, scaled.getMetadata().getGeneration());
        assertEquals(1, scaled.getStatus().getReadyReplicas());
    }

    @Test
    void keepsTheStatusOutOfWritesToTheObject() {
        apply(deployment());
        Deployment status = new DeploymentBuilder(deployment())
                .withNewStatus()
                .withReadyReplicas(1)
                .endStatus()
                .build();
        applyStatus(status);

        Deployment again = apply(new DeploymentBuilder(deployment())
                .withNewStatus()
                .withReadyReplicas(7)
                .endStatus()
                .build());

        assertEquals(1, again.getStatus().getReadyReplicas());
    }

    @Test
    void refusesAnUpdateOfAnOldVersion() {
        ConfigMap first = apply(configMap(Map.of("a", "1")));
        apply(configMap(Map.of("a", "2")));

        KubernetesClientException refused = assertThrows(
                KubernetesClientException.class, () -> client.resource(first).update());

        assertEquals(409, refused.getCode());
    }

    @Test
    void refusesToCreateTwice() {
        client.resource(configMap(Map.of())).create();

        KubernetesClientException refused = assertThrows(
                KubernetesClientException.class,
                () -> client.resource(configMap(Map.of())).create());

        assertEquals("AlreadyExists", refused.getStatus().getReason());
    }

    @Test
    void removesByAMergePatchOfNull() {
        client.resource(configMap(Map.of("a", "1", "b", "2"))).create();

        ConfigMap patched = client.configMaps()
                .withName("shop")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\": {\"a\": null}}");

        assertEquals(Map.of("b", "2"), patched.getData());
    }

    @Test
    void collectsWhatAnObjectOwnedWhenItGoes() {
        ConfigMap owner = client.resource(configMap(Map.of())).create();
        Deployment owned = new DeploymentBuilder(deployment())
                .editMetadata()
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName("shop")
                        .withUid(owner.getMetadata().getUid())
                        .build())
                .endMetadata()
                .build();
        client.resource(owned).create();

        client.resource(owner).delete();

        assertNull(client.apps().deployments().withName("shop").get());
    }

    @Test
    void keepsAnObjectUntilItsLastFinalizerIsGone() {
        ConfigMap held = new ConfigMapBuilder(configMap(Map.of()))
                .editMetadata()
                .addToFinalizers("test/hold")
                .endMetadata()
                .build();
        client.resource(held).create();
        client.resource(held).delete();
        ConfigMap marked = client.configMaps().withName("shop").get();
        assertNotNull(marked.getMetadata().getDeletionTimestamp());

        marked.getMetadata().setFinalizers(null);
        client.resource(marked).update();

        assertNull(client.configMaps().withName("shop").get());
    }

    @Test
    void leavesAPodThatRunsToItsNode() {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("shop-1")
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName("local")
                        .withTerminationGracePeriodSeconds(7L)
                        .endSpec()
                        .build())
                .create();

        client.pods().withName("shop-1").delete();
        assertEquals(7, client.pods().withName("shop-1").get().getMetadata().getDeletionGracePeriodSeconds());
        client.pods().withName("shop-1").withGracePeriod(0).delete();

        assertNull(client.pods().withName("shop-1").get());
    }

    @Test
    void tellsWatchesWhatChanges() throws InterruptedException {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        try (SharedIndexInformer<ConfigMap> informer = client.configMaps().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap added) {
                events.add("added " + added.getData());
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap after) {
                events.add("updated " + after.getData());
            }

            @Override
            public void onDelete(ConfigMap deleted, boolean finalStateUnknown) {
                events.add("deleted " + deleted.getData());
            }
        })) {
            assertTrue(informer.hasSynced());
            apply(configMap(Map.of("a", "1")));
            assertEquals("added {a=1}", events.poll(5, TimeUnit.SECONDS));
            apply(configMap(Map.of("a", "2")));
            assertEquals("updated {a=2}", events.poll(5, TimeUnit.SECONDS));
            client.configMaps().withName("shop").delete();
            assertEquals("deleted {a=2}", events.poll(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void servesTheKindsOfAPostedCrd() throws IOException, InterruptedException {
        assertEquals(404, get("/apis/example.org/v1/widgets", "*/*").statusCode());
        client.load(new java.io.ByteArrayInputStream(CRD.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .create();

        String discovered = get("/apis/example.org/v1", "*/*").body();
        assertTrue(discovered.contains("\"widgets/status\""), discovered);
        assertTrue(client.getApiGroups().getGroups().stream()
                .anyMatch(group -> group.getName().equals("example.org")));
        client.genericKubernetesResources("example.org/v1", "Widget")
                .load(new java.io.ByteArrayInputStream(
                        "{\"apiVersion\":\"example.org/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"w\"},\"spec\":{\"size\":3}}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .create();

        String table = get("/apis/example.org/v1/widgets", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .body();

        assertTrue(table.contains("[\"w\",\"3\",\"0s\"]") || table.contains("[\"w\",\"3\",\"1s\"]"), table);
        assertFalse(client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .list()
                .getItems()
                .isEmpty());
    }

    @Test
    void tellsAWatchWhatWasDeletedSinceTheListItBeginsAt() throws InterruptedException {
        Deployment gone = client.resource(deployment()).create();
        client.resource(gone).delete();
        client.resource(deployment()).create();
        BlockingQueue<String> events = new LinkedBlockingQueue<>();

        try (Watch watch = client.apps()
                .deployments()
                .withResourceVersion(gone.getMetadata().getResourceVersion())
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, Deployment deployment) {
                        events.add(action + " "
                                + deployment
                                        .getMetadata()
                                        .getUid()
                                        .equals(gone.getMetadata().getUid()));
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        events.add("closed");
                    }
                })) {
            assertNotNull(watch);
            assertEquals("DELETED true", events.poll(5, TimeUnit.SECONDS));
            assertEquals("ADDED false", events.poll(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void streamsAWatchOverPlainHttpAsKubectlAsksForIt() throws IOException, InterruptedException {
        ConfigMap seen = client.resource(configMap(Map.of("a", "1"))).create();
        client.configMaps().withName("shop").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\": {\"a\": \"2\"}}");

        HttpResponse<String> watch = get(
                "/api/v1/configmaps?watch=true&timeoutSeconds=1&resourceVersion="
                        + seen.getMetadata().getResourceVersion(),
                "application/json");

        assertEquals(200, watch.statusCode());
        assertTrue(watch.body().contains("\"a\":\"2\""), watch.body());
        HttpResponse<String> nothingNew =
                get("/api/v1/configmaps?watch=true&timeoutSeconds=1&resourceVersion=1000", "application/json");
        assertEquals("", nothingNew.body().strip());
    }
}
