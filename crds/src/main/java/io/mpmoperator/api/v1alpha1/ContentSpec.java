package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files to serve, mounted read-only at /srv/www. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = VolumeSpec.EXACTLY_ONE, message = "content: " + VolumeSpec.EXACTLY_ONE_MESSAGE)
public record ContentSpec(
        @JsonPropertyDescription("Serves the keys of a ConfigMap as files.") @Nullable
        ConfigMapVolume configMap,

        @JsonPropertyDescription("Serves the files of a PersistentVolumeClaim.") @Nullable
        ClaimVolume persistentVolumeClaim,

        @JsonPropertyDescription("Serves the files of an OCI image or artifact (Kubernetes 1.35 and later).") @Nullable
        ImageVolume image,

        @JsonPropertyDescription(
                "DirectoryIndex: the files that are sent for a folder, the first that exists; an empty list is no index, and"
                        + " a folder is then not found. Default index.html.")
        @Size(max = 16)
        @Nullable
        List<@Size(min = 1, max = 255) String> directoryIndex) {

    public ContentSpec {
        directoryIndex = ApiLists.copyOrNull(directoryIndex);
    }

    /** Where the files come from. */
    public VolumeSpec volume() {
        return new VolumeSpec(configMap, persistentVolumeClaim, image);
    }
}
