package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HTTPRoute of the Gateway API in front of the Service. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HttpRouteSpec(
        @JsonPropertyDescription("The Gateways to attach to.") @Required @Size(min = 1, max = 32)
        List<GatewayReference> parentRefs,

        @JsonPropertyDescription("The host names. Default, and for an empty list: those of the Gateway.")
        @Size(max = 16)
        List<@Size(min = 1, max = 253) String> hostnames,

        @JsonPropertyDescription("The path below which the server answers. Default /.")
        @Pattern("^/.*$")
        @Size(max = 1024)
        @Nullable
        String path) {

    public HttpRouteSpec {
        parentRefs = ApiLists.copy(parentRefs);
        hostnames = ApiLists.copy(hostnames);
    }
}
