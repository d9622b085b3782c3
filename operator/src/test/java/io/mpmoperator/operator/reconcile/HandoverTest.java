package io.mpmoperator.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.resize.Transition;
import io.mpmoperator.operator.resources.ConfigMaps;
import io.mpmoperator.operator.resources.DeploymentNotes;
import io.mpmoperator.operator.resources.Deployments;
import io.mpmoperator.operator.resources.PodTemplates;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private static final String SMALL = "mpm: {mode: event, maxRequestWorkers: 50}\n";
    private static final String OTHER = SMALL + "http: {keepAliveTimeout: 7s}\n";
    private static final String LARGER = "mpm: {mode: event, maxRequestWorkers: 500}\n";
    private static final PlannedServer RUNNING = planned(SMALL);

    @Test
    void theFirstPodsStartWithTheOnlyConfiguration() {
        Handover first = first(RUNNING, Existing.NONE).towards(Optional.empty(), 1);

        assertEquals(Map.of("webserver.conf", text(RUNNING)), first.texts().data());
    }

    @Test
    void podsThatReplaceOthersFindTheirConfigurationBesideTheirs() {
        Handover rolling = handover(planned(LARGER), rolledOut());
        String key = rolling.server().confKey();

        assertInstanceOf(Transition.Roll.class, rolling.transition());
        assertNotEquals("webserver.conf", key);
        assertEquals(
                Map.of("webserver.conf", text(RUNNING), key, text(planned(LARGER))),
                rolling.texts().data());
        assertEquals(
                "ServerLimit 3 becomes 25, which a running server cannot take up",
                DeploymentNotes.rolledBecause(rolling.withReason(Deployments.of(rolling.server())))
                        .orElse(""));
    }

    @Test
    void aConfigurationThatCannotBeTakenUpInPlaceReplacesThePodsToo() {
        assertInstanceOf(
                Transition.Roll.class, handover(planned(OTHER), rolledOut()).transition());
    }

    @Test
    void anotherImageKeepsTheKeyAndIsTheReason() {
        Handover rolling = handover(planned(SMALL + "image: other:1\n"), rolledOut());

        assertEquals(Map.of("webserver.conf", text(RUNNING)), rolling.texts().data());
        assertEquals(
                "image mpm-server:test becomes other:1",
                DeploymentNotes.rolledBecause(rolling.withReason(Deployments.of(rolling.server())))
                        .orElse(""));
    }

    @Test
    void otherJarsAreTheReason() {
        PlannedServer server = planned(SMALL + "handlerJars: {configMap: {name: jars}}\n");
        Deployment live = rolledOut(server.withHandlerCopy(Optional.of("shop-handlers-1")));
        Handover rolling = handover(server.withHandlerCopy(Optional.of("shop-handlers-2")), live);

        assertEquals(
                "the jars of spec.handlerJars changed",
                DeploymentNotes.rolledBecause(rolling.withReason(Deployments.of(rolling.server())))
                        .orElse(""));
    }

    @Test
    void podsKeepTheirConfigurationWhileSomethingIsMissing() {
        Handover held = first(planned(LARGER), existing(rolledOut())).held();

        assertInstanceOf(Transition.Held.class, held.transition());
        assertEquals(Map.of("webserver.conf", text(RUNNING)), held.texts().data());
    }

    @Test
    void aServerWithoutPodsIsMadeAlthoughSomethingIsMissing() {
        Handover first = first(RUNNING, Existing.NONE).held();

        assertEquals(Transition.SETTLED, first.transition());
        assertEquals(Map.of("webserver.conf", text(RUNNING)), first.texts().data());
    }

    @Test
    void theReasonStaysWhereNothingIsReplaced() {
        Deployment noted = DeploymentNotes.noting("of an earlier edit", rolledOut());

        assertEquals(
                "of an earlier edit",
                DeploymentNotes.rolledBecause(handover(RUNNING, noted).withReason(Deployments.of(RUNNING)))
                        .orElse(""));
    }

    @Test
    void onlyPodsThatStayAsTheyAreNeedNoFreshLook() {
        Deployment beginning = new DeploymentBuilder(rolledOut())
                .editMetadata()
                .addToAnnotations("mpm-operator.io/resizing-since", "2026-01-01T00:00:00Z")
                .endMetadata()
                .build();

        assertTrue(first(RUNNING, existing(rolledOut())).isDone());
        assertFalse(first(planned(LARGER), existing(rolledOut())).isDone());
        assertFalse(first(RUNNING, existing(beginning)).isDone());
        assertFalse(first(RUNNING, new Existing(Optional.empty(), Optional.of(rolledOut())))
                .isDone());
        assertFalse(first(RUNNING, Existing.NONE).isDone());
    }

    private static Handover handover(PlannedServer server, Deployment live) {
        return first(server, existing(live)).towards(Optional.empty(), 2);
    }

    private static Handover first(PlannedServer server, Existing existing) {
        return Handover.of(server, PodTemplates.merged(server).template(), existing);
    }

    private static Existing existing(Deployment live) {
        return new Existing(Optional.of(ConfigMaps.of(RUNNING)), Optional.of(live));
    }

    private static Deployment rolledOut() {
        return rolledOut(RUNNING);
    }

    private static Deployment rolledOut(PlannedServer server) {
        return new DeploymentBuilder(Deployments.of(server))
                .editMetadata()
                .withGeneration(1L)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withReadyReplicas(1)
                .endStatus()
                .build();
    }

    private static String text(PlannedServer server) {
        return ConfWriter.write(server.conf());
    }

    private static PlannedServer planned(String spec) {
        return assertInstanceOf(Decision.Accepted.class, TestPlanner.create().decide(TestWebServers.of(spec)))
                .server();
    }
}
