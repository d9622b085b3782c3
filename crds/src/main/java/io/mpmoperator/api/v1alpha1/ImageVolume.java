package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.mpmoperator.api.schema.OneOf;
import org.jspecify.annotations.Nullable;

/** An OCI image or artifact that the node mounts as files. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageVolume(
        @JsonPropertyDescription("The image's reference, for instance registry.example.com/site:7.")
        @Required
        @Size(min = 1, max = 512)
        String reference,

        @JsonPropertyDescription(
                "When the node pulls the image. Default: Always for the tag latest, else IfNotPresent.")
        @OneOf({"Always", "IfNotPresent", "Never"})
        @Nullable
        String pullPolicy,

        @JsonPropertyDescription("The folder inside the image. Default: the image's root.") @Size(max = 1024) @Nullable
        String subPath) {

    public ImageVolume {
        subPath = ApiLists.textOrNull(subPath);
    }
}
