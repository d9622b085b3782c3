package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/**
 * What another mode or flavor would need for the same work. The flavor has a default because it is a key of the list: a
 * status that was written before there were flavors has none.
 */
public record Alternative(
        @JsonPropertyDescription("The flavor: that of the plan, or the other one.") @Default("jvm")
        String flavor,

        @JsonPropertyDescription("The mode: another one than the plan's, or the same in the other flavor.") @Required
        String mode,

        @JsonPropertyDescription("The memory limit that its pods would have.") @Required
        String memoryLimit) {}
