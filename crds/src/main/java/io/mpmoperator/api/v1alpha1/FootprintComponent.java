package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One summand of the memory limit. */
public record FootprintComponent(
        @JsonPropertyDescription("What the memory is for.") @Required
        String name,

        @JsonPropertyDescription("How much, in bytes.") @Required
        Long bytes) {}
