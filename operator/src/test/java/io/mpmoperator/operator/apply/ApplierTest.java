package io.mpmoperator.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mpmoperator.e2e.apiserver.LocalApiServer;
import io.mpmoperator.e2e.apiserver.Namespaces;
import io.mpmoperator.e2e.apiserver.RequestFilter;
import io.mpmoperator.e2e.apiserver.ServedRequest;
import io.mpmoperator.e2e.apiserver.WebServerDefinition;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Identity;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class ApplierTest {

    private static final String NAMESPACE = "web";
    private static final String PATH = "/api/v1/namespaces/web/configmaps/shop";
    private static final String CREATE = "PATCH " + PATH + "?fieldManager=mpm-operator";
    private static final String OVERWRITE = CREATE + "&force=true";
    private static final String GET = "GET " + PATH;
    private static final Map<String, String> LABELS = Map.of(
            "app.kubernetes.io/managed-by", "mpm-operator",
            "app.kubernetes.io/name", "webserver",
            "app.kubernetes.io/instance", "shop",
            "team", "web");

    private LocalApiServer server;
    private KubernetesClient client;
    private Identity owner;
    private final Requests requests = new Requests();
    private final List<HasMetadata> remembered = new ArrayList<>();
    private Applier applier;

    /** Remembers the requests, and refuses the next ones with these codes. */
    private static final class Requests implements RequestFilter {

        private final List<ServedRequest> seen = new CopyOnWriteArrayList<>();
        private final Deque<Integer> refusals = new ArrayDeque<>();

        @Override
        public OptionalInt refusal(ServedRequest request) {
            seen.add(request);
            Integer code = request.method().equals("PATCH") ? refusals.poll() : null;
            return code == null ? OptionalInt.empty() : OptionalInt.of(code);
        }

        List<String> lines() {
            return seen.stream()
                    .map(request -> request.method() + " " + request.pathAndQuery())
                    .toList();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new LocalApiServer(0, Clock.systemUTC());
        client = server.client();
        Namespaces.create(client, NAMESPACE);
        WebServerDefinition.create(client);
        owner = webServer("shop");
        applier = new Applier(client);
        server.filter(requests);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private Identity webServer(String name) {
        var webServer = TestWebServers.event();
        webServer.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
        String uid = client.resource(webServer).create().getMetadata().getUid();
        return new Identity(NAMESPACE, name, uid);
    }

    /** Stores an object as somebody else would; what the API server made of it. */
    private ConfigMap stored(ConfigMap object) {
        ConfigMap created = client.resource(object).create();
        requests.seen.clear();
        return created;
    }

    @Test
    void sendsNothingWhereTheCacheShowsWhatIsDesired() {
        Applied applied = apply(Optional.of(Stamp.on(desired())));

        assertInstanceOf(Applied.Unchanged.class, applied);
        assertEquals(List.of(), requests.lines());
    }

    @Test
    void sendsNothingForWhatAnImmutableConfigMapHolds() {
        ConfigMap immutable =
                new ConfigMapBuilder(desired()).withImmutable(true).build();
        ConfigMap cached =
                new ConfigMapBuilder(Stamp.on(immutable)).withData(null).build();

        assertInstanceOf(
                Applied.Unchanged.class,
                applier.apply(
                        new ConfigMapBuilder(desired()).withImmutable(true).build(),
                        Optional.of(cached),
                        owner,
                        ReadYourWrites.not()));
        assertEquals(List.of(), requests.lines());
    }

    @Test
    void aCopyOfJarsThatWasLeftBehindIsTheirsToo() {
        ConfigMap copy = new ConfigMapBuilder(orphan(LABELS))
                .editMetadata()
                .withName("shop-handlers-0123456789abcdef")
                .addToLabels("app.kubernetes.io/component", "handlers")
                .endMetadata()
                .build();

        assertTrue(Ownership.isTheirs(copy, owner));
        assertFalse(Ownership.isTheirs(
                new ConfigMapBuilder(copy)
                        .editMetadata()
                        .withName("shop-handlers")
                        .endMetadata()
                        .build(),
                owner));
        assertFalse(Ownership.isTheirs(copy, new Identity(NAMESPACE, "sho", "uid-1")));
    }

    @Test
    void writesNothingWhereTheCacheIsLateAndTheClusterIsRight() {
        ConfigMap before = stored(Stamp.on(desired()));

        assertInstanceOf(Applied.Unchanged.class, apply(Optional.empty()));
        assertEquals(List.of(CREATE, GET), requests.lines());
        assertEquals(List.of(), remembered);
        assertEquals(before, live());
    }

    @Test
    void createsWhatIsNotThereByOneRequestThatIsRefusedWhereItIs() {
        assertInstanceOf(Applied.Created.class, apply(Optional.empty()));

        assertEquals(List.of(CREATE), requests.lines());
        String sent = requests.seen.getFirst().body();
        assertTrue(sent.contains("\"resourceVersion\":\"1\""), sent);
        assertEquals(Map.of("a", "value"), live().getData());
        assertEquals(List.of(live()), remembered);
    }

    @Test
    void createsWhatWasDeletedWhileItWasAskedFor() {
        requests.refusals.add(409);

        assertInstanceOf(Applied.Created.class, apply(Optional.empty()));
        assertEquals(List.of(CREATE, GET, CREATE), requests.lines());
    }

    @Test
    void overwritesWhatDrifted() {
        ConfigMap drifted = stored(new ConfigMapBuilder(Stamp.on(desired()))
                .addToData("a", "edited")
                .build());

        assertInstanceOf(Applied.Updated.class, apply(Optional.of(drifted)));
        assertEquals(List.of(GET, OVERWRITE), requests.lines());
        assertEquals(Map.of("a", "value"), live().getData());
        assertEquals(List.of(live()), remembered);
    }

    @Test
    void leavesAloneWhatBelongsToAnother() {
        ConfigMap anothers = stored(ownedBy(webServer("blog")));

        Applied applied = apply(Optional.empty());

        assertEquals(
                "ConfigMap shop belongs to WebServer blog: it is left alone, rename one of the two",
                assertInstanceOf(Applied.Foreign.class, applied).message());
        assertEquals(List.of(CREATE, GET), requests.lines());
        assertEquals(anothers, live());
    }

    @Test
    void leavesAloneWhatHasNoOwner() {
        ConfigMap handMade = stored(orphan(Map.of()));

        Applied applied = apply(Optional.empty());

        assertTrue(assertInstanceOf(Applied.Foreign.class, applied).message().contains("made by somebody else"));
        assertEquals(handMade, live());
    }

    @Test
    void adoptsWhatWasLeftBehindWithItsLabels() {
        ConfigMap orphan = stored(orphan(LABELS));

        assertInstanceOf(Applied.Adopted.class, apply(Optional.of(orphan)));
        assertEquals(
                owner.uid(),
                live().getMetadata().getOwnerReferences().getFirst().getUid());
        assertEquals(List.of(live()), remembered);
    }

    @Test
    void whatWasLeftBehindIsTheirsBeforeItIsAdoptedAndWhatIsAnothersIsNot() {
        assertTrue(Ownership.isTheirs(orphan(LABELS), owner));
        assertTrue(Ownership.isTheirs(desired(), owner));
        assertFalse(Ownership.isTheirs(TestObjects.configMap("shop", "uid-of-another", "a"), owner));
        assertFalse(Ownership.isTheirs(orphan(Map.of()), owner));
    }

    @Test
    void leavesAloneWhatIsLabelledAsAnotherServers() {
        ConfigMap other = stored(orphan(Map.of(
                "app.kubernetes.io/managed-by", "mpm-operator",
                "app.kubernetes.io/name", "webserver",
                "app.kubernetes.io/instance", "blog")));

        assertInstanceOf(Applied.Foreign.class, apply(Optional.of(other)));
        assertEquals(other, live());
    }

    @Test
    void leavesAloneWhatHasTheLabelsAndAnotherController() {
        ConfigMap taken = stored(new ConfigMapBuilder(ownedBy(webServer("blog")))
                .editMetadata()
                .withLabels(LABELS)
                .endMetadata()
                .build());

        assertInstanceOf(Applied.Foreign.class, apply(Optional.of(taken)));
        assertEquals(taken, live());
    }

    @Test
    void removesAnOrphanOfItsOwnThatIsNotAskedFor() {
        ConfigMap orphan = stored(Stamp.on(orphan(LABELS)));

        assertTrue(applier.remove(orphan, owner));
        assertEquals(List.of("DELETE " + PATH), requests.lines());
        assertNull(client.resource(desired()).get());
    }

    @Test
    void removesNothingThatHasChangedSinceItWasRead() {
        ConfigMap orphan = stored(Stamp.on(orphan(LABELS)));
        client.resource(new ConfigMapBuilder(orphan).addToData("a", "edited").build())
                .update();

        KubernetesClientException refused =
                assertThrows(KubernetesClientException.class, () -> applier.remove(orphan, owner));

        assertEquals(409, refused.getCode());
        assertEquals("edited", live().getData().get("a"));
    }

    @Test
    void leavesAnOrphanThatItDidNotWrite() {
        ConfigMap orphan = stored(orphan(LABELS));

        assertFalse(applier.remove(orphan, owner));
        assertEquals(List.of(), requests.lines());
    }

    @Test
    void waitsForWhatIsBeingDeleted() {
        ConfigMap leaving = stored(new ConfigMapBuilder(desired())
                .editMetadata()
                .addToFinalizers("test/hold")
                .endMetadata()
                .build());
        client.resource(leaving).delete();

        assertInstanceOf(Applied.Leaving.class, apply(Optional.empty()));
    }

    @Test
    void replacesWholeListsWhereApplyingMakesAnInvalidObject() {
        ConfigMap drifted = stored(TestObjects.configMap("shop", owner.uid(), "b"));
        requests.refusals.add(422);

        assertInstanceOf(Applied.Updated.class, apply(Optional.of(drifted)));
        assertEquals(List.of(GET, OVERWRITE, CREATE), requests.lines());
        assertEquals("value", live().getData().get("a"));
    }

    private Applied apply(Optional<ConfigMap> cached) {
        return applier.apply(desired(), cached, owner, (object, write) -> {
            HasMetadata written = write.apply(object);
            remembered.add(written);
            return written;
        });
    }

    private ConfigMap live() {
        ConfigMap live = client.resource(desired()).get();
        assertNotNull(live);
        return live;
    }

    private ConfigMap desired() {
        return ownedBy(owner);
    }

    /** The object of that name, with that WebServer as its controller. */
    private static ConfigMap ownedBy(Identity webServer) {
        return new ConfigMapBuilder(TestObjects.configMap("shop", webServer.uid(), "a"))
                .editMetadata()
                .editFirstOwnerReference()
                .withName(webServer.name())
                .endOwnerReference()
                .endMetadata()
                .build();
    }

    private ConfigMap orphan(Map<String, String> labels) {
        return new ConfigMapBuilder(desired())
                .editMetadata()
                .withOwnerReferences()
                .withLabels(labels)
                .endMetadata()
                .build();
    }
}
