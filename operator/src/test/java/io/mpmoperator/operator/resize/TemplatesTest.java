package io.mpmoperator.operator.resize;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.resources.PodTemplates;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private static final String SMALL = "mpm: {mode: event, maxRequestWorkers: 50}\n";

    private static PodTemplateSpec template(String spec) {
        String yaml =
                "apiVersion: mpm-operator.io/v1alpha1\nkind: WebServer\nmetadata: {name: shop, namespace: a, uid: u}\nspec:\n"
                        + spec.indent(2);
        WebServer webServer = new KubernetesSerialization().unmarshal(yaml, WebServer.class);
        return switch (TestPlanner.create().decide(webServer)) {
            case Decision.Accepted(var server) -> PodTemplates.of(server);
            case Decision.Refused(String reason, String message) -> throw new IllegalArgumentException(message);
        };
    }

    private static boolean suffices(String before, String after) {
        return Templates.differInMemoryAndConfigurationAlone(template(before), template(after));
    }

    @Test
    void moreHeapForHandlersIsTakenUpInPlace() {
        assertTrue(suffices(SMALL, SMALL + "sizing: {handler: {heap: 32Mi}}\n"));
    }

    @Test
    void aTimeoutIsTakenUpInPlace() {
        assertTrue(suffices(SMALL, SMALL + "http: {keepAliveTimeout: 7s}\n"));
    }

    @Test
    void moreProcessesThanThereIsRoomForAreNot() {
        assertFalse(suffices(SMALL, "mpm: {mode: event, maxRequestWorkers: 500}\n"));
    }

    @Test
    void anotherSizeIsNot() {
        String mode = "mpm: {mode: event}\n";

        assertFalse(suffices(mode + "sizing: {concurrency: 100}\n", mode + "sizing: {concurrency: 400}\n"));
        assertFalse(suffices(mode + "sizing: {memoryBudget: 300Mi}\n", mode + "sizing: {memoryBudget: 900Mi}\n"));
    }

    @Test
    void anotherHandlerIsTakenUpInPlace() {
        assertTrue(suffices(SMALL, SMALL + "handlers: [{path: /x, className: no.such.Handler}]\n"));
    }

    @Test
    void moreIdleConnectionsAreTakenUpInPlace() {
        assertTrue(suffices(SMALL, SMALL + "sizing: {idleConnections: 500}\n"));
    }

    @Test
    void anotherModeIsNot() {
        assertFalse(suffices(SMALL, "mpm: {mode: worker, maxRequestWorkers: 50}\n"));
    }

    @Test
    void anotherLogLevelIsTakenUpInPlace() {
        assertTrue(suffices(SMALL, SMALL + "logging: {level: debug}\n"));
    }

    @Test
    void anEnvironmentVariableThatIsNoLongerAskedForIsNot() {
        String variable = "podTemplate: {spec: {containers: [{name: webserver, env: [{name: A, value: b}]}]}}\n";

        assertFalse(suffices(SMALL + variable, SMALL + "sizing: {handler: {heap: 32Mi}}\n"));
    }

    @Test
    void aTemplateThatSomebodyEditedIsNot() {
        PodTemplateSpec edited = new PodTemplateSpecBuilder(template(SMALL))
                .editSpec()
                .editFirstContainer()
                .withImage("somebody/elses:1")
                .endContainer()
                .endSpec()
                .build();

        assertFalse(Templates.differInMemoryAndConfigurationAlone(
                edited, template(SMALL + "sizing: {handler: {heap: 32Mi}}\n")));
    }
}
