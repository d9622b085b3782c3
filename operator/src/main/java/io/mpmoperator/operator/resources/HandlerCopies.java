package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.mpmoperator.operator.plan.Identity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operator's own copies of the ConfigMap of {@code spec.handlerJars}. A kubelet brings a changed ConfigMap into running
 * pods too, and a child that starts later reads it. So pods mount a copy that never changes, whose name says what is in it:
 * other jars are another pod template, and only the pods that are made from that one have them.
 */
public final class HandlerCopies {

    private static final String COMPONENT = "app.kubernetes.io/component";
    private static final String HANDLERS = "handlers";
    private static final int DIGITS = 16;

    private HandlerCopies() {}

    /** The name of the copy of that ConfigMap as it is now. */
    public static String name(Identity server, ConfigMap source) {
        return prefix(server) + Hashes.of(content(source)).substring(0, DIGITS);
    }

    /** What a ConfigMap holds, as text that differs where that differs. */
    public static String content(ConfigMap source) {
        return Json.canonical(data(source.getData())) + Json.canonical(data(source.getBinaryData()));
    }

    private static Map<String, String> data(Map<String, String> data) {
        return Optional.ofNullable(data).orElse(Map.of());
    }

    /** The copy of that ConfigMap as it is now; the API server refuses changes of it. */
    public static ConfigMap of(Identity server, ConfigMap source) {
        return new ConfigMapBuilder()
                .withMetadata(Metadata.of(server)
                        .withName(name(server, source))
                        .addToLabels(COMPONENT, HANDLERS)
                        .build())
                .withData(source.getData())
                .withBinaryData(source.getBinaryData())
                .withImmutable(true)
                .build();
    }

    /** Whether an object is such a copy, of any server. */
    public static boolean isOne(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return object instanceof ConfigMap && labels != null && HANDLERS.equals(labels.get(COMPONENT));
    }

    /** Whether an object is such a copy, and has the name and the labels of that server's. */
    public static boolean isOneOf(HasMetadata object, Identity server) {
        return isOne(object)
                && object.getMetadata().getName().startsWith(prefix(server))
                && ServerLabels.areOn(object, server);
    }

    private static String prefix(Identity server) {
        return server.name() + "-" + HANDLERS + "-";
    }

    /** The ConfigMap that pods mount their handlers' jars from. */
    public static Optional<String> mountedBy(PodSpec pods) {
        return pods.getVolumes().stream()
                .filter(volume -> Volumes.HANDLERS.equals(volume.getName()))
                .map(volume -> volume.getConfigMap())
                .filter(Objects::nonNull)
                .map(ConfigMapVolumeSource::getName)
                .findFirst();
    }

    /** Those of the copies that nothing mounts of what is given: pods, and what pods are made from. */
    public static <C extends HasMetadata> List<C> unused(List<C> copies, Stream<PodSpec> inUse) {
        Set<String> mounted = new HashSet<>();
        inUse.forEach(pods -> mountedBy(pods).ifPresent(mounted::add));
        return copies.stream()
                .filter(copy -> !mounted.contains(copy.getMetadata().getName()))
                .toList();
    }
}
