package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** What another mode would need for the same work. */
public record Alternative(
        @JsonPropertyDescription("The other mode.") @Required
        String mode,

        @JsonPropertyDescription("The memory limit that its pods would have.") @Required
        String memoryLimit) {}
