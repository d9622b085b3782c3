package io.mpmoperator.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.pods.PodHealth;
import io.mpmoperator.operator.resources.DesiredObjects;
import io.mpmoperator.operator.resources.PodTemplates;
import io.mpmoperator.operator.status.Observation;
import io.mpmoperator.operator.status.Statuses;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a WebServer becomes, object by object: the folders under {@code golden}. */
class GoldenTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TestFactory
    Stream<DynamicTest> aWebServerBecomes() throws IOException {
        return GoldenFolder.all().stream()
                .map(folder -> DynamicTest.dynamicTest(folder.name(), () -> folder.check(outcome(folder))));
    }

    /** What is put into a template that was built before is what it would have been built with. */
    @TestFactory
    Stream<DynamicTest> aTemplateThatIsCompletedLaterIsTheOneThatIsBuiltWhole() throws IOException {
        return GoldenFolder.all().stream()
                .map(folder -> TestPlanner.create(folder.defaultFlavor()).decide(folder.input()))
                .flatMap(decision ->
                        decision instanceof Decision.Accepted(var server) ? Stream.of(server) : Stream.empty())
                .map(server -> DynamicTest.dynamicTest(
                        server.identity().toString(),
                        () -> assertEquals(
                                PodTemplates.of(found(server)),
                                PodTemplates.completed(
                                        PodTemplates.merged(server).template(), found(server)))));
    }

    private static PlannedServer found(PlannedServer server) {
        return server.withConfKey("webserver.conf.1a")
                .withContentHash(Optional.of("content"))
                .withCertificate(Optional.of("certificate"))
                .withHandlerCopy(Optional.of("shop-handlers-1"));
    }

    private static Map<String, Object> outcome(GoldenFolder folder) {
        WebServer webServer = folder.input();
        Decision decision = TestPlanner.create(folder.defaultFlavor()).decide(webServer);
        Map<String, Object> outcome = new TreeMap<>();
        if (decision instanceof Decision.Accepted(var server)) {
            for (HasMetadata object : DesiredObjects.of(server)) {
                outcome.put(object.getKind().toLowerCase(java.util.Locale.ROOT), object);
            }
        }
        Observation observation = new Observation(
                1,
                decision,
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                PodHealth.NONE,
                Optional.empty(),
                overruled(decision));
        outcome.put("status", Statuses.next(Identity.of(webServer), null, observation, NOW));
        return outcome;
    }

    private static List<String> overruled(Decision decision) {
        return decision instanceof Decision.Accepted(var server)
                ? PodTemplates.merged(server).overruled()
                : List.of();
    }
}
