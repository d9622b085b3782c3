package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An Ingress in front of the Service. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IngressSpec(
        @JsonPropertyDescription("The IngressClass. Default: the cluster's.") @Size(max = 253) @Nullable
        String className,

        @JsonPropertyDescription("The host names. Default, and for an empty list: every name.") @Size(max = 64)
        List<@Size(min = 1, max = 253) String> hosts,

        @JsonPropertyDescription("The path below which the server answers. Default /.")
        @Pattern("^/.*$")
        @Size(max = 1024)
        @Nullable
        String path,

        @JsonPropertyDescription("A Secret with the certificate for the hosts. Without it, the Ingress speaks HTTP.")
        @Size(max = 253)
        @Nullable
        String tlsSecretName,

        @JsonPropertyDescription("Annotations of the Ingress. An empty map is as none.") @Size(max = 64)
        Map<String, String> annotations) {

    public IngressSpec {
        className = ApiLists.textOrNull(className);
        tlsSecretName = ApiLists.textOrNull(tlsSecretName);
        hosts = ApiLists.copy(hosts);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
