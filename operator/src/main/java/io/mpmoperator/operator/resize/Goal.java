package io.mpmoperator.operator.resize;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.mpmoperator.operator.plan.PodLayout;
import io.mpmoperator.operator.resources.PodTemplates;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a running pod can be given: the memory of its server's container, and the configuration by its hash.
 *
 * @param configHash the SHA-256 of webserver.conf, in hexadecimal digits
 * @param request the memory request
 * @param limit the memory limit
 */
record Goal(String configHash, Quantity request, Quantity limit) {

    private static final String MEMORY = "memory";

    /** What a template gives its pods; empty for one that is not the operator's. */
    static Optional<Goal> of(@Nullable PodTemplateSpec template) {
        if (template == null || template.getMetadata() == null || template.getSpec() == null) {
            return Optional.empty();
        }
        Optional<String> hash = annotation(template.getMetadata().getAnnotations());
        Optional<ResourceRequirements> resources = server(template.getSpec().getContainers());
        Optional<Quantity> request = resources.flatMap(found -> memory(found.getRequests()));
        Optional<Quantity> limit = resources.flatMap(found -> memory(found.getLimits()));
        return hash.isPresent() && request.isPresent() && limit.isPresent()
                ? Optional.of(new Goal(hash.get(), request.get(), limit.get()))
                : Optional.empty();
    }

    static Optional<String> annotation(@Nullable Map<String, String> annotations) {
        return Optional.ofNullable(annotations).map(all -> all.get(PodTemplates.CONFIG_HASH));
    }

    static Optional<ResourceRequirements> server(List<Container> containers) {
        return containers.stream()
                .filter(container -> PodLayout.CONTAINER.equals(container.getName()))
                .map(Container::getResources)
                .filter(Objects::nonNull)
                .findFirst();
    }

    static Optional<Quantity> memory(@Nullable Map<String, Quantity> amounts) {
        return Optional.ofNullable(amounts).map(all -> all.get(MEMORY));
    }

    /** The change of a pod's, or of a template's, specification that gives it the memory, as a strategic merge patch. */
    Map<String, Object> memoryPatch() {
        return Map.of(
                "containers",
                List.of(Map.of(
                        "name",
                        PodLayout.CONTAINER,
                        "resources",
                        Map.of(
                                "requests", Map.of(MEMORY, request.toString()),
                                "limits", Map.of(MEMORY, limit.toString())))));
    }

    /** The change of metadata that announces the configuration. */
    Map<String, Object> announcementPatch() {
        return Map.of("annotations", Map.of(PodTemplates.CONFIG_HASH, configHash));
    }
}
