package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mpmoperator.api.schema.ListKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one pod may use, and why. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Footprint(
        @JsonPropertyDescription("The mode that was planned.") @Nullable
        String mode,

        @JsonPropertyDescription("The flavor that was planned.") @Nullable
        String flavor,

        @JsonPropertyDescription(
                "Why it is that flavor: what spec.flavor says or, where it is absent, the operator's default and the fields"
                        + " beside which it is not taken.")
        @Nullable
        String flavorReason,

        @JsonPropertyDescription("Child processes when the server is fully busy.") @Nullable
        Integer processes,

        @JsonPropertyDescription("Requests in progress at once when the server is fully busy.") @Nullable
        Integer threads,

        @JsonPropertyDescription(
                "Threads of all processes at the peak, as the kernel and a kubelet's podPidsLimit count them.")
        @Nullable
        Integer tasks,

        @JsonPropertyDescription("Connections that may be open at once.") @Nullable
        Integer connections,

        @JsonPropertyDescription("The pod's memory limit.") @Nullable
        String memoryLimit,

        @JsonPropertyDescription("The pod's memory request.") @Nullable
        String memoryRequest,

        @JsonPropertyDescription("What the memory limit is made of; the sum of all is the limit.") @ListKeys("name")
        List<FootprintComponent> components,

        @JsonPropertyDescription(
                "What the other modes would need for the same work, and what each mode would in the other flavor; the"
                        + " native flavor is left out where spec.handlerJars is given.")
        @ListKeys({"flavor", "mode"})
        List<Alternative> alternatives,

        @JsonPropertyDescription("Where the settings in force differ from those asked for.")
        List<Adjustment> adjustments) {

    public Footprint {
        components = ApiLists.copy(components);
        alternatives = ApiLists.copy(alternatives);
        adjustments = ApiLists.copy(adjustments);
    }
}
