package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PodMonitor of the Prometheus operator that reads /metrics of port management. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MonitoringSpec(
        @JsonPropertyDescription("How often the metrics are read. Default 30s.")
        @Pattern(DurationText.PATTERN)
        @Size(min = 1, max = 20)
        @Nullable
        String interval,

        @JsonPropertyDescription("Labels of the PodMonitor, by which a Prometheus selects it. An empty map is as none.")
        @Size(max = 64)
        Map<String, String> labels) {

    public MonitoringSpec {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
