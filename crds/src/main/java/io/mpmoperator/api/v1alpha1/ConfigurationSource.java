package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where a configuration in Apache's directives comes from. */
public record ConfigurationSource(
        @JsonPropertyDescription("The ConfigMap, all of whose keys are mounted as files.") @Required
        ConfigurationConfigMap configMap) {}
