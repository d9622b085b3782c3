package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.mpmoperator.api.schema.OneOf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Service in front of the pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceSpec(
        @JsonPropertyDescription("How the Service is reached. Default ClusterIP.")
        @OneOf({"ClusterIP", "NodePort", "LoadBalancer"})
        @Nullable
        String type,

        @JsonPropertyDescription(
                "The Service's port. Default: 80, and 443 with TLS; HTTP beside HTTPS has port 80, where this is another.")
        @Min(1)
        @Max(65535)
        @Nullable
        Integer port,

        @JsonPropertyDescription("Annotations of the Service. An empty map is as none.") @Size(max = 64)
        Map<String, String> annotations) {

    public ServiceSpec {
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
