package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import io.mpmoperator.api.schema.ListKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator made of it, and how it is doing. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WebServerStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Pods that exist.") @StatusReplicas @Nullable
        Integer replicas,

        @JsonPropertyDescription("Pods that are ready.") @Nullable
        Integer readyReplicas,

        @JsonPropertyDescription("The label selector of the pods, as text.") @LabelSelector @Nullable
        String selector,

        @JsonPropertyDescription(
                "Accepted: the spec was turned into a plan. Available: enough pods serve. Progressing: a"
                        + " change is being rolled out. Degraded: something needs attention.")
        @ListKeys("type")
        List<Condition> conditions,

        @JsonPropertyDescription("What the pods may use, and why.") @Nullable
        Footprint footprint) {

    public WebServerStatus {
        conditions = ApiLists.copy(conditions);
    }
}
