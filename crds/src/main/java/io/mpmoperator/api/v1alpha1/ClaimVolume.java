package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A PersistentVolumeClaim in the server's namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.subPath) || !(self.subPath.startsWith('/') || self.subPath.contains('..'))",
        message = "subPath is a path inside the volume, without .. and without a leading /")
public record ClaimVolume(
        @JsonPropertyDescription("The claim's name.") @Required @Size(min = 1, max = 253)
        String claimName,

        @JsonPropertyDescription("The folder inside the volume. Default: the volume's root.")
        @Size(max = 1024)
        @Nullable
        String subPath) {

    public ClaimVolume {
        subPath = ApiLists.textOrNull(subPath);
    }
}
