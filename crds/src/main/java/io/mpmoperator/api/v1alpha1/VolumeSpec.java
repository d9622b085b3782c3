package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A source of files, mounted read-only: exactly one of the three is given. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = VolumeSpec.EXACTLY_ONE, message = VolumeSpec.EXACTLY_ONE_MESSAGE)
public record VolumeSpec(
        @JsonPropertyDescription("The keys of a ConfigMap as files.") @Nullable
        ConfigMapVolume configMap,

        @JsonPropertyDescription("The files of a PersistentVolumeClaim.") @Nullable
        ClaimVolume persistentVolumeClaim,

        @JsonPropertyDescription("The files of an OCI image or artifact (Kubernetes 1.35 and later).") @Nullable
        ImageVolume image) {

    static final String EXACTLY_ONE = "(has(self.configMap) ? 1 : 0) + (has(self.persistentVolumeClaim) ? 1 : 0)"
            + " + (has(self.image) ? 1 : 0) == 1";
    static final String EXACTLY_ONE_MESSAGE = "give exactly one of configMap, persistentVolumeClaim and image";

    /** How many of the three are given; one is right. */
    public int sources() {
        return (configMap == null ? 0 : 1) + (persistentVolumeClaim == null ? 0 : 1) + (image == null ? 0 : 1);
    }
}
