package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Objects;

/** The PersistentVolumeClaims that a server's pods mount. */
public final class Claims {

    private Claims() {}

    /** Their names, in order, each once. */
    public static List<String> of(PlannedServer server) {
        return PodTemplates.merged(server).template().getSpec().getVolumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .map(PersistentVolumeClaimVolumeSource::getClaimName)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }
}
