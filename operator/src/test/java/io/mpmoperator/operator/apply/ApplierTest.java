package io.mpmoperator.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.mpmoperator.operator.plan.Identity;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class ApplierTest {

    private static final String PATH = "/api/v1/namespaces/web/configmaps/shop";
    private static final String CREATE = PATH + "?fieldManager=mpm-operator";
    private static final String OVERWRITE = PATH + "?fieldManager=mpm-operator&force=true";
    private static final Identity OWNER = new Identity("web", "shop", "uid-1");

    KubernetesClient client;
    KubernetesMockServer server;
    private Applier applier;

    @BeforeEach
    void connect() {
        applier = new Applier(client);
    }

    @Test
    void asksNobodyWhereTheCacheShowsWhatIsDesired() {
        Applied applied = applier.apply(desired(), Optional.of(Stamp.on(desired())), OWNER);

        assertInstanceOf(Applied.Unchanged.class, applied);
        assertEquals(0, server.getRequestCount());
    }

    @Test
    void writesNothingWhereTheCacheIsLateAndTheClusterIsRight() {
        answersGet(200, Stamp.on(desired()));

        assertInstanceOf(Applied.Unchanged.class, applier.apply(desired(), Optional.empty(), OWNER));
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void createsWhatIsNotThere() {
        answersGet(404, new StatusBuilder().withCode(404).build());
        server.expect().patch().withPath(CREATE).andReturn(201, desired()).once();

        assertInstanceOf(Applied.Created.class, applier.apply(desired(), Optional.empty(), OWNER));
    }

    @Test
    void overwritesWhatDrifted() {
        ConfigMap drifted = new ConfigMapBuilder(Stamp.on(desired()))
                .addToData("a", "edited")
                .build();
        answersGet(200, drifted);
        server.expect().patch().withPath(OVERWRITE).andReturn(200, desired()).once();

        assertInstanceOf(Applied.Updated.class, applier.apply(desired(), Optional.of(drifted), OWNER));
    }

    @Test
    void leavesAloneWhatBelongsToAnother() {
        answersGet(200, TestObjects.configMap("shop", "uid-of-another", "a"));

        Applied applied = applier.apply(desired(), Optional.empty(), OWNER);

        assertEquals(
                "ConfigMap shop belongs to WebServer shop: it is left alone, rename one of the two",
                assertInstanceOf(Applied.Foreign.class, applied).message());
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void leavesAloneWhatBelongsToNobody() {
        ConfigMap handMade = new ConfigMapBuilder(desired())
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build();
        answersGet(200, handMade);

        Applied applied = applier.apply(desired(), Optional.empty(), OWNER);

        assertTrue(assertInstanceOf(Applied.Foreign.class, applied).message().contains("made by somebody else"));
    }

    @Test
    void waitsForWhatIsBeingDeleted() {
        ConfigMap leaving = new ConfigMapBuilder(desired())
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        answersGet(200, leaving);

        assertInstanceOf(Applied.Leaving.class, applier.apply(desired(), Optional.empty(), OWNER));
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

        assertInstanceOf(Applied.Updated.class, applier.apply(desired(), Optional.empty(), OWNER));
    }

    private void answersGet(int code, Object body) {
        server.expect().get().withPath(PATH).andReturn(code, body).once();
    }

    private static ConfigMap desired() {
        return TestObjects.configMap("shop", "uid-1", "a");
    }
}
