package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.mpmoperator.api.schema.OneOf;
import org.jspecify.annotations.Nullable;

/** One aspect of the state, with the standard semantics of Kubernetes' conditions. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @JsonPropertyDescription("The aspect.") @Required @Size(min = 1, max = 316)
        String type,

        @JsonPropertyDescription("Whether it holds.") @Required @OneOf({"True", "False", "Unknown"})
        String status,

        @JsonPropertyDescription("A word for programs that says why.") @Required @Size(min = 1, max = 1024)
        String reason,

        @JsonPropertyDescription("A sentence for people that says why.") @Required @Size(max = 32768)
        String message,

        @JsonPropertyDescription("When the status last changed, as RFC 3339 in UTC.") @Required
        String lastTransitionTime,

        @JsonPropertyDescription("The generation of the spec that this condition speaks of.") @Nullable
        Long observedGeneration) {}
