package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Objects;

/** The PersistentVolumeClaims that pods mount. */
public final class Claims {

    private Claims() {}

    /** Their names, in order, each once. */
    public static List<String> of(PodTemplateSpec pods) {
        return pods.getSpec().getVolumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .map(PersistentVolumeClaimVolumeSource::getClaimName)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }
}
