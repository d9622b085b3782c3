package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A setting in force that differs from the one asked for. */
public record Adjustment(
        @JsonPropertyDescription("A stable word for programs.") @Required
        String code,

        @JsonPropertyDescription("A sentence for people, with the numbers.") @Required
        String message) {}
