package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapProjectionBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.mpmoperator.operator.plan.PodLayout;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration in a pod: the file that its server starts with, beside it the one that it is to try, and the hash of the
 * one that this pod is to run. The ConfigMap belongs to all pods and changes before they do; a pod is told when its turn
 * comes.
 */
public final class ConfVolume {

    static final String NAME = "config";

    private ConfVolume() {}

    static Volume of(String configMap, String key) {
        VolumeBuilder volume = new VolumeBuilder()
                .withName(NAME)
                .withNewProjected()
                .withDefaultMode(Volumes.READABLE)
                .addNewSource()
                .withConfigMap(PodLayout.CONF_KEY.equals(key) ? whole(configMap) : file(configMap, key, false))
                .endSource()
                .endProjected();
        if (!PodLayout.CONF_KEY.equals(key)) {
            volume.editProjected()
                    .addNewSource()
                    .withConfigMap(file(configMap, PodLayout.CONF_CANDIDATE, true))
                    .endSource()
                    .endProjected();
        }
        return volume.editProjected()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withPath(PodLayout.CONF_HASH)
                .withNewFieldRef("v1", "metadata.annotations['%s']".formatted(PodTemplates.CONFIG_HASH))
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .build();
    }

    private static ConfigMapProjection whole(String configMap) {
        return new ConfigMapProjectionBuilder().withName(configMap).build();
    }

    private static ConfigMapProjection file(String configMap, String key, boolean optional) {
        return new ConfigMapProjectionBuilder()
                .withName(configMap)
                .addNewItem()
                .withKey(key)
                .withPath(optional ? key : PodLayout.CONF_KEY)
                .endItem()
                .withOptional(optional ? true : null)
                .build();
    }

    /** The key under which pods find their configuration; the usual one where they name none. */
    public static String key(PodSpec pods) {
        return pods.getVolumes().stream()
                .filter(volume -> NAME.equals(volume.getName()) && volume.getProjected() != null)
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .flatMap(ConfVolume::keys)
                .findFirst()
                .orElse(PodLayout.CONF_KEY);
    }

    private static Stream<String> keys(VolumeProjection source) {
        return Optional.ofNullable(source.getConfigMap()).stream()
                .flatMap(part -> part.getItems().stream())
                .filter(item -> PodLayout.CONF_KEY.equals(item.getPath()))
                .map(KeyToPath::getKey)
                .filter(Objects::nonNull);
    }
}
