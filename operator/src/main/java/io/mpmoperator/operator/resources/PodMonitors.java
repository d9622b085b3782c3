package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.mpmoperator.api.v1alpha1.MonitoringSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The PodMonitor by which a Prometheus reads a server's metrics. */
final class PodMonitors {

    private PodMonitors() {}

    static Optional<GenericKubernetesResource> of(PlannedServer server) {
        return Optional.ofNullable(server.spec().monitoring()).map(spec -> of(server, spec));
    }

    private static GenericKubernetesResource of(PlannedServer server, MonitoringSpec spec) {
        Map<String, Object> endpoint = Map.of(
                "port",
                Ports.MANAGEMENT,
                "path",
                "/metrics",
                "interval",
                Objects.requireNonNullElse(spec.interval(), "30s"));
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(OwnedKind.POD_MONITOR.apiVersion())
                .withKind(OwnedKind.POD_MONITOR.kind())
                .withMetadata(Metadata.of(server.identity())
                        .addToLabels(spec.labels())
                        .addToLabels(ServerLabels.of(server.identity()))
                        .build())
                .addToAdditionalProperties(
                        "spec",
                        Map.of(
                                "selector",
                                Map.of("matchLabels", ServerLabels.selector(server.identity())),
                                "podMetricsEndpoints",
                                List.of(endpoint)))
                .build();
    }
}
