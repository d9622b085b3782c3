package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A ConfigMap in the server's namespace with a configuration and the files that it includes. */
public record ConfigurationConfigMap(
        @JsonPropertyDescription("The ConfigMap's name.") @Required @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription(
                "The key of the main file, for instance httpd.conf. Include and all relative paths begin at the folder of"
                        + " the keys.")
        @Required
        @Pattern("^[-._a-zA-Z0-9]+$")
        @Size(min = 1, max = 253)
        String key) {}
