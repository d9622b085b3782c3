package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.mpmoperator.api.v1alpha1.AutoscalingSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The HorizontalPodAutoscaler that owns the number of a server's pods. */
final class HorizontalPodAutoscalers {

    private static final int DEFAULT_CPU_UTILIZATION = 80;

    private HorizontalPodAutoscalers() {}

    static Optional<HorizontalPodAutoscaler> of(PlannedServer server) {
        return Optional.ofNullable(server.spec().autoscaling()).map(spec -> of(server, spec));
    }

    private static HorizontalPodAutoscaler of(PlannedServer server, AutoscalingSpec spec) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(Metadata.of(server.identity()).build())
                .withNewSpec()
                .withNewScaleTargetRef(
                        "apps/v1", "Deployment", server.identity().name())
                .withMinReplicas(Objects.requireNonNullElse(spec.minReplicas(), 1))
                .withMaxReplicas(spec.maxReplicas())
                .withMetrics(metrics(spec))
                .withBehavior(spec.behavior())
                .endSpec()
                .build();
    }

    private static List<MetricSpec> metrics(AutoscalingSpec spec) {
        return spec.metrics().isEmpty()
                ? List.of(cpu(Objects.requireNonNullElse(spec.cpuUtilization(), DEFAULT_CPU_UTILIZATION)))
                : spec.metrics();
    }

    private static MetricSpec cpu(int utilization) {
        return new MetricSpecBuilder()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(utilization)
                .endTarget()
                .endResource()
                .build();
    }
}
