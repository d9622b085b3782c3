package io.mpmoperator.operator.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.pods.PodHealth;
import io.mpmoperator.operator.status.Observation;
import io.mpmoperator.operator.status.Statuses;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void countWebServersByModeAndCondition() {
        SimpleMeterRegistry registry = registry(decided(TestWebServers.event()), TestWebServers.event());

        assertEquals(1, count(registry, "event", "jvm", "Accepted", "True"));
        assertEquals(1, count(registry, "event", "jvm", "Available", "False"));
        assertEquals(0, count(registry, "worker", "jvm", "Accepted", "True"));
        assertEquals(
                0,
                registry.get("mpm.planned.memory")
                        .tags("mode", "event", "flavor", "jvm")
                        .gauge()
                        .value());
    }

    @Test
    void tellTheFlavorsApart() {
        WebServer nativeOne = decided(TestWebServers.of("flavor: native\nmpm: {mode: event}\n"));
        SimpleMeterRegistry registry = registry(decided(TestWebServers.event()), nativeOne);

        assertEquals(1, count(registry, "event", "jvm", "Accepted", "True"));
        assertEquals(1, count(registry, "event", "native", "Accepted", "True"));
        assertEquals(0, count(registry, "worker", "native", "Accepted", "True"));
    }

    @Test
    void countUnderTheFlavorThatWasPlanned() {
        WebServer unsaid = TestWebServers.event();

        assertEquals(1, count(registry(decided(unsaid, Flavor.NATIVE)), "event", "native", "Accepted", "True"));
        assertEquals(1, count(registry(decided(unsaid, Flavor.JVM)), "event", "jvm", "Accepted", "True"));
    }

    @Test
    void countWhatWasNeverPlannedUnderTheFlavorThatItAsksFor() {
        WebServer refused =
                decided(TestWebServers.of("mpm: {mode: event}\nsizing: {concurrency: 100, maxMemory: 1Mi}\n"));

        assertEquals(1, count(registry(refused), "event", "native", "Accepted", "False"));
    }

    private static WebServer decided(WebServer webServer) {
        return decided(webServer, Flavor.JVM);
    }

    private static WebServer decided(WebServer webServer, Flavor defaultFlavor) {
        Observation observation = new Observation(
                1,
                TestPlanner.create(defaultFlavor).decide(webServer),
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                PodHealth.NONE,
                Optional.empty(),
                List.of());
        webServer.setStatus(Statuses.next(Identity.of(webServer), null, observation, Instant.EPOCH));
        return webServer;
    }

    private static SimpleMeterRegistry registry(WebServer... webServers) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        WebServerMetrics.register(
                registry, () -> Stream.of(webServers), TestPlanner.create(Flavor.NATIVE)::flavorOf, Clock.systemUTC());
        return registry;
    }

    private static double count(
            SimpleMeterRegistry registry, String mode, String flavor, String condition, String status) {
        return registry.get("mpm.webservers")
                .tags("mode", mode, "flavor", flavor, "condition", condition, "status", status)
                .gauge()
                .value();
    }
}
