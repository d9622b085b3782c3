package io.mpmoperator.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.metrics.WebServerMetrics;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.pods.Strain;
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
        WebServer webServer = TestWebServers.event();
        Observation observation = new Observation(
                1,
                TestPlanner.create().decide(webServer),
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                Strain.NONE,
                Optional.empty());
        webServer.setStatus(Statuses.next(Identity.of(webServer), null, observation, Instant.EPOCH));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        WebServerMetrics.register(registry, () -> Stream.of(webServer, TestWebServers.event()), Clock.systemUTC());

        assertEquals(1, count(registry, "event", "Accepted", "True"));
        assertEquals(1, count(registry, "event", "Available", "False"));
        assertEquals(0, count(registry, "worker", "Accepted", "True"));
        assertEquals(
                0,
                registry.get("mpm.planned.memory").tag("mode", "event").gauge().value());
    }

    private static double count(SimpleMeterRegistry registry, String mode, String condition, String status) {
        return registry.get("mpm.webservers")
                .tags("mode", mode, "condition", condition, "status", status)
                .gauge()
                .value();
    }
}
