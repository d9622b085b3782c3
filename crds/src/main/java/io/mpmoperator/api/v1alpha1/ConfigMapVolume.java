package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A ConfigMap in the server's namespace. */
public record ConfigMapVolume(
        @JsonPropertyDescription("The ConfigMap's name.") @Required @Size(min = 1, max = 253)
        String name) {}
