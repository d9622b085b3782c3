package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A HorizontalPodAutoscaler that owns the number of pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.minReplicas) || self.minReplicas <= self.maxReplicas",
        messageExpression = "'minReplicas %d is above maxReplicas %d'.format([self.minReplicas, self.maxReplicas])")
@ValidationRule(
        value = "!(has(self.cpuUtilization) && has(self.metrics) && size(self.metrics) > 0)",
        message = "give one of cpuUtilization and metrics: metrics may hold a utilization of the CPU as well")
public record AutoscalingSpec(
        @JsonPropertyDescription("The fewest pods. Default 1.") @Min(1) @Max(10000) @Nullable
        Integer minReplicas,

        @JsonPropertyDescription("The most pods.") @Required @Min(1) @Max(10000)
        Integer maxReplicas,

        @JsonPropertyDescription(
                "Pods are added above this average use of their CPU requests, in per cent. The container needs"
                        + " a CPU request, in spec.podTemplate. Default 80 where there are no metrics.")
        @Min(1)
        @Max(1000)
        @Nullable
        Integer cpuUtilization,

        @JsonPropertyDescription(
                "Metrics of autoscaling/v2, in place of cpuUtilization; the server's own metrics are at"
                        + " /metrics of port management. An empty list is as none.")
        @Size(max = 16)
        List<MetricSpec> metrics,

        @JsonPropertyDescription("How fast pods are added and removed, as in autoscaling/v2.") @Nullable
        HorizontalPodAutoscalerBehavior behavior) {

    public AutoscalingSpec {
        metrics = ApiLists.copy(metrics);
    }
}
