package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A Gateway, or one of its listeners. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayReference(
        @JsonPropertyDescription("The Gateway's name.") @Required @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("The Gateway's namespace. Default: the server's.") @Size(max = 63) @Nullable
        String namespace,

        @JsonPropertyDescription("The listener's name. Default: every listener that fits.") @Size(max = 253) @Nullable
        String sectionName,

        @JsonPropertyDescription("The listener's port. Default: every port.") @Min(1) @Max(65535) @Nullable
        Integer port) {

    public GatewayReference {
        namespace = ApiLists.textOrNull(namespace);
        sectionName = ApiLists.textOrNull(sectionName);
    }
}
