package io.mpmoperator.operator.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandlerCopiesTest {

    private static final Identity SHOP = new Identity("web", "shop", "uid-1");
    private static final ConfigMap JARS = jars(Map.of("note.txt", "v1"), Map.of("a.jar", "QUFB"));
    private static final PlannedServer SERVER = planned("mpm: {mode: event}\nhandlerJars: {configMap: {name: jars}}\n");

    @Test
    void holdsAllThatTheConfigMapHeldAndIsNeverChanged() {
        ConfigMap copy = HandlerCopies.of(SHOP, JARS);

        assertEquals(JARS.getData(), copy.getData());
        assertEquals(JARS.getBinaryData(), copy.getBinaryData());
        assertEquals(true, copy.getImmutable());
        assertEquals("uid-1", copy.getMetadata().getOwnerReferences().getFirst().getUid());
        assertEquals("web", copy.getMetadata().getNamespace());
        assertTrue(HandlerCopies.isOneOf(copy, SHOP));
        assertFalse(HandlerCopies.isOneOf(copy, new Identity("web", "blog", "uid-2")));
        assertFalse(HandlerCopies.isOne(ConfigMaps.of(SERVER)));
    }

    @Test
    void hasTheSameNameAsLongAsTheContentIsTheSame() {
        String name = HandlerCopies.name(SHOP, JARS);

        assertEquals(
                name,
                HandlerCopies.name(
                        SHOP,
                        new ConfigMapBuilder(JARS)
                                .editMetadata()
                                .withName("renamed")
                                .withResourceVersion("7")
                                .endMetadata()
                                .build()));
        assertNotEquals(name, HandlerCopies.name(SHOP, jars(Map.of("note.txt", "v2"), JARS.getBinaryData())));
        assertNotEquals(name, HandlerCopies.name(SHOP, jars(JARS.getData(), Map.of("a.jar", "QUFC"))));
        assertNotEquals(name, HandlerCopies.name(SHOP, jars(JARS.getData(), Map.of("b.jar", "QUFB"))));
        assertNotEquals(name, HandlerCopies.name(SHOP, new ConfigMap()));
    }

    @Test
    void hasANameThatTheApiServerTakes() {
        String longest = HandlerCopies.name(new Identity("web", "a".repeat(63), "uid-1"), JARS);

        assertTrue(longest.matches("[a-z]([-a-z0-9]*[a-z0-9])?"), longest);
        assertTrue(longest.length() <= 253, longest);
    }

    @Test
    void podsMountTheCopyAndWhatIsRenderedMountsTheConfigMapItself() {
        String copy = HandlerCopies.name(SHOP, JARS);

        assertEquals(Optional.of(copy), HandlerCopies.mountedBy(pods(SERVER.withHandlerCopy(Optional.of(copy)))));
        assertEquals(Optional.of("jars"), HandlerCopies.mountedBy(pods(SERVER)));
        assertEquals(Optional.empty(), HandlerCopies.mountedBy(pods(planned("mpm: {mode: event}\n"))));
    }

    @Test
    void otherJarsAreAnotherTemplateAndTheSameOnesAreNot() {
        PodSpec first = pods(SERVER.withHandlerCopy(Optional.of("shop-handlers-1")));

        assertEquals(first, pods(SERVER.withHandlerCopy(Optional.of("shop-handlers-1"))));
        assertNotEquals(first, pods(SERVER.withHandlerCopy(Optional.of("shop-handlers-2"))));
    }

    @Test
    void aCopyThatAnyPodMountsIsOfUse() {
        ConfigMap first = HandlerCopies.of(SHOP, JARS);
        ConfigMap second = HandlerCopies.of(SHOP, new ConfigMap());
        PodSpec pods =
                pods(SERVER.withHandlerCopy(Optional.of(first.getMetadata().getName())));

        assertEquals(List.of(second), HandlerCopies.unused(List.of(first, second), Stream.of(new PodSpec(), pods)));
        assertEquals(List.of(first, second), HandlerCopies.unused(List.of(first, second), Stream.of()));
    }

    private static PodSpec pods(PlannedServer server) {
        return Deployments.of(server).getSpec().getTemplate().getSpec();
    }

    private static ConfigMap jars(Map<String, String> data, Map<String, String> binaryData) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("jars")
                .withNamespace("web")
                .endMetadata()
                .withData(data)
                .withBinaryData(binaryData)
                .build();
    }

    private static PlannedServer planned(String spec) {
        return assertInstanceOf(Decision.Accepted.class, TestPlanner.create().decide(TestWebServers.of(spec)))
                .server();
    }
}
