package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.mpmoperator.api.v1alpha1.VolumeSpec;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ConfigMap or a Secret whose content the pods use, and that is not one of the server's own objects.
 *
 * @param optional whether the pods start without it
 */
public record Reference(Kind kind, String name, boolean optional) implements Comparable<Reference> {

    /** What is referred to. */
    public enum Kind {
        CONFIG_MAP("ConfigMap"),
        SECRET("Secret");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The Secrets with the server's certificates, unless its pods use all of them for something else too. */
    public static List<Reference> certificatesOf(PlannedServer server, PodTemplateSpec pods) {
        List<Reference> secrets = Optional.ofNullable(server.spec().tls()).stream()
                .flatMap(tls -> tls.secretNames().stream())
                .map(name -> secret(name, null))
                .toList();
        Set<String> others = takenUpAtStart(server, pods).stream()
                .filter(other -> other.kind() == Kind.SECRET)
                .map(Reference::name)
                .collect(Collectors.toSet());
        return secrets.stream().map(Reference::name).allMatch(others::contains) ? List.of() : secrets;
    }

    /** The ConfigMap with the jars of the server's handlers, of which its pods mount a copy. */
    public static Optional<Reference> handlerJarsOf(PlannedServer server) {
        return Optional.ofNullable(server.spec().handlerJars())
                .map(VolumeSpec::configMap)
                .map(jars -> configMap(jars.name(), null));
    }

    /** What pods are replaced for when its content changes: all but the certificates, and the jars that they have a copy of. */
    public static List<Reference> takenUpAtStart(PlannedServer server, PodTemplateSpec pods) {
        Set<String> others = Volumes.ofCertificates(server);
        if (handlerJarsOf(server).isPresent()) {
            others.add(Volumes.HANDLERS);
        }
        return of(server, pods, volume -> !others.contains(volume.getName()));
    }

    /** Everything that the server's pods refer to, in order, each once. */
    public static List<Reference> of(PlannedServer server, PodTemplateSpec pods) {
        return of(server, pods, volume -> true);
    }

    private static List<Reference> of(PlannedServer server, PodTemplateSpec pods, Predicate<Volume> which) {
        PodSpec pod = pods.getSpec();
        Stream<Reference> mounted = pod.getVolumes().stream().filter(which).flatMap(Reference::of);
        Stream<Reference> inEnvironment = Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream())
                .flatMap(Reference::of);
        return Stream.concat(mounted, inEnvironment)
                .filter(reference -> !reference.isOwnOf(server))
                .distinct()
                .sorted()
                .toList();
    }

    private boolean isOwnOf(PlannedServer server) {
        return kind == Kind.CONFIG_MAP && name.equals(server.identity().name());
    }

    private static Stream<Reference> of(Volume volume) {
        Stream<Reference> direct = Stream.concat(
                Stream.ofNullable(volume.getConfigMap())
                        .map(source -> configMap(source.getName(), source.getOptional())),
                Stream.ofNullable(volume.getSecret())
                        .map(source -> secret(source.getSecretName(), source.getOptional())));
        Stream<Reference> projected = Stream.ofNullable(volume.getProjected())
                .flatMap(projection -> projection.getSources().stream())
                .flatMap(source -> Stream.concat(
                        Stream.ofNullable(source.getConfigMap())
                                .map(part -> configMap(part.getName(), part.getOptional())),
                        Stream.ofNullable(source.getSecret()).map(part -> secret(part.getName(), part.getOptional()))));
        return Stream.concat(direct, projected);
    }

    private static Stream<Reference> of(Container container) {
        return Stream.concat(
                container.getEnvFrom().stream().flatMap(Reference::of),
                container.getEnv().stream()
                        .flatMap(variable -> Stream.ofNullable(variable.getValueFrom()))
                        .flatMap(Reference::of));
    }

    private static Stream<Reference> of(EnvFromSource source) {
        return Stream.concat(
                Stream.ofNullable(source.getConfigMapRef()).map(map -> configMap(map.getName(), map.getOptional())),
                Stream.ofNullable(source.getSecretRef()).map(secret -> secret(secret.getName(), secret.getOptional())));
    }

    private static Stream<Reference> of(EnvVarSource source) {
        return Stream.concat(
                Stream.ofNullable(source.getConfigMapKeyRef()).map(key -> configMap(key.getName(), key.getOptional())),
                Stream.ofNullable(source.getSecretKeyRef()).map(key -> secret(key.getName(), key.getOptional())));
    }

    private static Reference configMap(String name, @Nullable Boolean optional) {
        return new Reference(Kind.CONFIG_MAP, name, Objects.requireNonNullElse(optional, false));
    }

    private static Reference secret(String name, @Nullable Boolean optional) {
        return new Reference(Kind.SECRET, name, Objects.requireNonNullElse(optional, false));
    }

    @Override
    public int compareTo(Reference other) {
        int byKind = kind.compareTo(other.kind);
        int byName = byKind != 0 ? byKind : name.compareTo(other.name);
        return byName != 0 ? byName : Boolean.compare(optional, other.optional);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
