package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod's folder on this machine: its volumes, its log and what it writes. */
final class PodFolder {

    private final KubernetesClient client;
    private final Path folder;
    private static final Pattern ANNOTATION = Pattern.compile("metadata\\.annotations\\['(.+)']");

    private final Path claims;

    /**
     * A pod's folder, made when it is first written to.
     *
     * @param claims where persistent volume claims live, which outlive their pods
     */
    PodFolder(KubernetesClient client, Path folder, Path claims) {
        this.client = client;
        this.folder = folder;
        this.claims = claims;
    }

    Path path() {
        return folder;
    }

    Path log() {
        return folder.resolve("log");
    }

    /**
     * Fills the volumes afresh.
     *
     * @param image the folder that is used for the server image
     * @return where the container's paths are
     * @throws IOException also for a volume whose source is missing or of a kind that this node has not
     */
    ContainerPaths fill(Pod pod, Container container, Path image) throws IOException {
        Map<String, Path> volumes = new HashMap<>();
        for (Volume volume : pod.getSpec().getVolumes()) {
            volumes.put(volume.getName(), fill(pod, volume));
        }
        Map<Path, Path> mounts = new HashMap<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path volume = Optional.ofNullable(volumes.get(mount.getName()))
                    .orElseThrow(() -> new IOException("no volume is named " + mount.getName()));
            String subPath = Optional.ofNullable(mount.getSubPath()).orElse("");
            mounts.put(Path.of(mount.getMountPath()), volume.resolve(subPath).normalize());
        }
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        return new ContainerPaths(mounts, image, scratch);
    }

    private Path fill(Pod pod, Volume volume) throws IOException {
        Path target = folder.resolve("volumes").resolve(volume.getName());
        if (volume.getPersistentVolumeClaim() != null) {
            return Files.createDirectories(
                    claims.resolve(volume.getPersistentVolumeClaim().getClaimName()));
        }
        if (volume.getEmptyDir() != null) {
            return Files.createDirectories(target);
        }
        deleteTree(target);
        Files.createDirectories(target);
        String namespace = pod.getMetadata().getNamespace();
        if (volume.getConfigMap() != null) {
            writeConfigMap(namespace, volume.getConfigMap(), target);
        } else if (volume.getSecret() != null) {
            writeSecret(namespace, volume.getSecret(), target);
        } else if (volume.getProjected() != null) {
            for (VolumeProjection source : volume.getProjected().getSources()) {
                writeProjection(pod, source, target);
            }
        } else {
            throw new IOException(
                    "volume %s is of a kind that the local node has not; it has configMap, secret, projected, emptyDir and persistentVolumeClaim"
                            .formatted(volume.getName()));
        }
        return target;
    }

    private void writeProjection(Pod pod, VolumeProjection source, Path target) throws IOException {
        String namespace = pod.getMetadata().getNamespace();
        if (source.getConfigMap() != null) {
            ConfigMapProjection part = source.getConfigMap();
            writeConfigMap(
                    namespace,
                    new ConfigMapVolumeSource(null, part.getItems(), part.getName(), part.getOptional()),
                    target);
        }
        if (source.getSecret() != null) {
            SecretProjection part = source.getSecret();
            writeSecret(
                    namespace,
                    new SecretVolumeSource(null, part.getItems(), part.getOptional(), part.getName()),
                    target);
        }
        if (source.getDownwardAPI() != null) {
            for (DownwardAPIVolumeFile file : source.getDownwardAPI().getItems()) {
                Files.writeString(target.resolve(file.getPath()), annotation(pod, file));
            }
        }
    }

    /** The pod's field that a file of the downward API shows: an annotation, the only kind that this node has. */
    private static String annotation(Pod pod, DownwardAPIVolumeFile file) throws IOException {
        Matcher field = ANNOTATION.matcher(Optional.ofNullable(file.getFieldRef())
                .map(ref -> ref.getFieldPath())
                .orElse(""));
        if (!field.matches()) {
            throw new IOException("the file %s shows no annotation, the only field that the local node has"
                    .formatted(file.getPath()));
        }
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(field.group(1)))
                .orElse("");
    }

    private void writeConfigMap(String namespace, ConfigMapVolumeSource source, Path target) throws IOException {
        ConfigMap found = client.configMaps()
                .inNamespace(namespace)
                .withName(source.getName())
                .get();
        if (found == null) {
            absent("configmap", source.getName(), source.getOptional());
            return;
        }
        Map<String, byte[]> files = new HashMap<>();
        found.getData().forEach((key, text) -> files.put(key, text.getBytes(StandardCharsets.UTF_8)));
        found.getBinaryData()
                .forEach((key, base64) -> files.put(key, Base64.getDecoder().decode(base64)));
        write(files, source.getItems(), source.getOptional(), target);
    }

    private void writeSecret(String namespace, SecretVolumeSource source, Path target) throws IOException {
        Secret found = client.secrets()
                .inNamespace(namespace)
                .withName(source.getSecretName())
                .get();
        if (found == null) {
            absent("secret", source.getSecretName(), source.getOptional());
            return;
        }
        Map<String, byte[]> files = new HashMap<>();
        found.getData()
                .forEach((key, base64) -> files.put(key, Base64.getDecoder().decode(base64)));
        write(files, source.getItems(), source.getOptional(), target);
    }

    private static void absent(String kind, String name, @Nullable Boolean optional) throws IOException {
        if (!Boolean.TRUE.equals(optional)) {
            throw new IOException("%s \"%s\" not found".formatted(kind, name));
        }
    }

    private static void write(Map<String, byte[]> files, List<KeyToPath> items, @Nullable Boolean optional, Path target)
            throws IOException {
        Map<String, String> paths = new HashMap<>();
        if (items.isEmpty()) {
            files.keySet().forEach(key -> paths.put(key, key));
        } else {
            items.forEach(item -> paths.put(item.getKey(), item.getPath()));
        }
        if (Boolean.TRUE.equals(optional)) {
            paths.keySet().retainAll(files.keySet());
        }
        for (var path : paths.entrySet()) {
            byte[] content = Optional.ofNullable(files.get(path.getKey()))
                    .orElseThrow(() -> new IOException("there is no key " + path.getKey()));
            Path file = target.resolve(path.getValue());
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
    }

    void delete() throws IOException {
        deleteTree(folder);
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path :
                        paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
