package io.mpmoperator.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.mpmoperator.operator.plan.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class ApplierTest {

    private static final String PATH = "/api/v1/namespaces/web/configmaps/shop";
    private static final String CREATE = PATH + "?fieldManager=mpm-operator";
    private static final String OVERWRITE = PATH + "?fieldManager=mpm-operator&force=true";
    private static final Map<String, String> LABELS = Map.of(
            "app.kubernetes.io/managed-by", "mpm-operator",
            "app.kubernetes.io/name", "webserver",
            "app.kubernetes.io/instance", "shop",
            "team", "web");
    private static final Identity OWNER = new Identity("web", "shop", "uid-1");

    KubernetesClient client;
    KubernetesMockServer server;
    private final List<HasMetadata> remembered = new ArrayList<>();
    private Applier applier;

    @BeforeEach
    void connect() {
        applier = new Applier(client);
    }

    @Test
    void asksNobodyWhereTheCacheShowsWhatIsDesired() {
        Applied applied = apply(Optional.of(Stamp.on(desired())));

        assertInstanceOf(Applied.Unchanged.class, applied);
        assertEquals(0, server.getRequestCount());
    }

    @Test
    void asksNobodyForWhatAnImmutableConfigMapHolds() {
        ConfigMap sealed = new ConfigMapBuilder(desired()).withImmutable(true).build();
        ConfigMap cached = new ConfigMapBuilder(Stamp.on(sealed)).withData(null).build();

        assertInstanceOf(
                Applied.Unchanged.class,
                applier.apply(
                        new ConfigMapBuilder(desired()).withImmutable(true).build(),
                        Optional.of(cached),
                        OWNER,
                        Remembered.not()));
        assertEquals(0, server.getRequestCount());
    }

    @Test
    void aCopyOfJarsThatWasLeftBehindIsTheirsToo() {
        ConfigMap copy = new ConfigMapBuilder(orphan(LABELS))
                .editMetadata()
                .withName("shop-handlers-0123456789abcdef")
                .addToLabels("app.kubernetes.io/component", "handlers")
                .endMetadata()
                .build();

        assertTrue(Ownership.isTheirs(copy, OWNER));
        assertFalse(Ownership.isTheirs(
                new ConfigMapBuilder(copy)
                        .editMetadata()
                        .withName("shop-handlers")
                        .endMetadata()
                        .build(),
                OWNER));
        assertFalse(Ownership.isTheirs(copy, new Identity("web", "sho", "uid-1")));
    }

    @Test
    void writesNothingWhereTheCacheIsLateAndTheClusterIsRight() {
        isThere();
        answersGet(200, Stamp.on(desired()));

        assertInstanceOf(Applied.Unchanged.class, apply(Optional.empty()));
        assertEquals(2, server.getRequestCount());
        assertEquals(List.of(), remembered);
    }

    @Test
    void createsWhatIsNotThereByOneRequestThatIsRefusedWhereItIs() throws InterruptedException {
        server.expect().patch().withPath(CREATE).andReturn(201, desired()).once();

        assertInstanceOf(Applied.Created.class, apply(Optional.empty()));
        assertEquals(1, server.getRequestCount());
        String sent = server.takeRequest().getBody().readUtf8();
        assertTrue(sent.contains("\"resourceVersion\":\"1\""), sent);
        assertEquals(List.of(desired()), remembered);
    }

    @Test
    void createsWhatWasDeletedWhileItWasAskedFor() {
        isThere();
        answersGet(404, new StatusBuilder().withCode(404).build());
        server.expect().patch().withPath(CREATE).andReturn(201, desired()).once();

        assertInstanceOf(Applied.Created.class, apply(Optional.empty()));
    }

    @Test
    void overwritesWhatDrifted() {
        ConfigMap drifted = new ConfigMapBuilder(Stamp.on(desired()))
                .addToData("a", "edited")
                .build();
        answersGet(200, drifted);
        server.expect().patch().withPath(OVERWRITE).andReturn(200, desired()).once();

        assertInstanceOf(Applied.Updated.class, apply(Optional.of(drifted)));
        assertEquals(List.of(desired()), remembered);
    }

    @Test
    void leavesAloneWhatBelongsToAnother() {
        isThere();
        answersGet(200, TestObjects.configMap("shop", "uid-of-another", "a"));

        Applied applied = apply(Optional.empty());

        assertEquals(
                "ConfigMap shop belongs to WebServer shop: it is left alone, rename one of the two",
                assertInstanceOf(Applied.Foreign.class, applied).message());
        assertEquals(2, server.getRequestCount());
    }

    @Test
    void leavesAloneWhatBelongsToNobody() {
        ConfigMap handMade = new ConfigMapBuilder(desired())
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build();
        isThere();
        answersGet(200, handMade);

        Applied applied = apply(Optional.empty());

        assertTrue(assertInstanceOf(Applied.Foreign.class, applied).message().contains("made by somebody else"));
    }

    @Test
    void adoptsWhatWasLeftBehindWithItsLabels() {
        ConfigMap orphan = orphan(LABELS);
        answersGet(200, orphan);
        server.expect().patch().withPath(OVERWRITE).andReturn(200, desired()).once();

        assertInstanceOf(Applied.Adopted.class, apply(Optional.of(orphan)));
        assertEquals(List.of(desired()), remembered);
    }

    @Test
    void whatWasLeftBehindIsTheirsBeforeItIsAdoptedAndWhatIsAnothersIsNot() {
        assertTrue(Ownership.isTheirs(orphan(LABELS), OWNER));
        assertTrue(Ownership.isTheirs(desired(), OWNER));
        assertFalse(Ownership.isTheirs(TestObjects.configMap("shop", "uid-of-another", "a"), OWNER));
        assertFalse(Ownership.isTheirs(orphan(Map.of()), OWNER));
    }

    @Test
    void leavesAloneWhatIsLabelledAsAnotherServers() {
        ConfigMap other = orphan(Map.of(
                "app.kubernetes.io/managed-by", "mpm-operator",
                "app.kubernetes.io/name", "webserver",
                "app.kubernetes.io/instance", "blog"));
        answersGet(200, other);

        assertInstanceOf(Applied.Foreign.class, apply(Optional.of(other)));
    }

    @Test
    void leavesAloneWhatHasTheLabelsAndAnotherController() {
        ConfigMap taken = new ConfigMapBuilder(TestObjects.configMap("shop", "uid-of-another", "a"))
                .editMetadata()
                .withLabels(LABELS)
                .endMetadata()
                .build();
        answersGet(200, taken);

        assertInstanceOf(Applied.Foreign.class, apply(Optional.of(taken)));
    }

    @Test
    void removesAnOrphanOfItsOwnThatIsNotAskedFor() {
        ConfigMap orphan = new ConfigMapBuilder(Stamp.on(orphan(LABELS)))
                .editMetadata()
                .withResourceVersion("7")
                .endMetadata()
                .build();
        server.expect().delete().withPath(PATH).andReturn(200, orphan).once();

        assertTrue(applier.remove(orphan, OWNER));
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void leavesAnOrphanThatItDidNotWrite() {
        assertTrue(!applier.remove(orphan(LABELS), OWNER));
        assertEquals(0, server.getRequestCount());
    }

    private static ConfigMap orphan(Map<String, String> labels) {
        return new ConfigMapBuilder(desired())
                .editMetadata()
                .withOwnerReferences()
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    @Test
    void waitsForWhatIsBeingDeleted() {
        ConfigMap leaving = new ConfigMapBuilder(desired())
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        isThere();
        answersGet(200, leaving);

        assertInstanceOf(Applied.Leaving.class, apply(Optional.empty()));
    }

    @Test
    void replacesWholeListsWhereApplyingMakesAnInvalidObject() {
        ConfigMap drifted = TestObjects.configMap("shop", "uid-1", "b");
        answersGet(200, drifted);
        server.expect()
                .patch()
                .withPath(OVERWRITE)
                .andReturn(422, new StatusBuilder().withCode(422).build())
                .once();
        server.expect().patch().withPath(CREATE).andReturn(200, desired()).once();

        assertInstanceOf(Applied.Updated.class, apply(Optional.of(drifted)));
    }

    private Applied apply(Optional<ConfigMap> cached) {
        return applier.apply(desired(), cached, OWNER, (object, write) -> {
            HasMetadata answer = write.apply(object);
            remembered.add(answer);
            return answer;
        });
    }

    /** The answer to a creation on the condition that the object is not there. */
    private void isThere() {
        server.expect()
                .patch()
                .withPath(CREATE)
                .andReturn(409, new StatusBuilder().withCode(409).build())
                .once();
    }

    private void answersGet(int code, Object body) {
        server.expect().get().withPath(PATH).andReturn(code, body).once();
    }

    private static ConfigMap desired() {
        return TestObjects.configMap("shop", "uid-1", "a");
    }
}
