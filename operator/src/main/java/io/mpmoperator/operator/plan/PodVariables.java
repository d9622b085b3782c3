package io.mpmoperator.operator.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The environment that a spec's own pod template gives the server's container, as far as the spec itself says it. */
record PodVariables(List<EnvVar> variables) {

    static PodVariables of(@Nullable PodTemplateSpec template) {
        if (template == null || template.getSpec() == null) {
            return new PodVariables(List.of());
        }
        return new PodVariables(template.getSpec().getContainers().stream()
                .filter(container -> PodLayout.CONTAINER.equals(container.getName()))
                .map(Container::getEnv)
                .flatMap(List::stream)
                .toList());
    }

    /** The value of a variable; nothing where it is not given, or not by the spec itself. */
    Optional<String> value(String name) {
        return named(name).filter(PodVariables::isPlain).map(EnvVar::getValue);
    }

    /** What is to be done about a variable that has no value. */
    String remedy(String name) {
        return named(name).isPresent()
                ? "its value comes from elsewhere, which the operator does not read: give it a plain value in spec.podTemplate"
                : "Define it, or give it as env of container %s in spec.podTemplate".formatted(PodLayout.CONTAINER);
    }

    private Optional<EnvVar> named(String name) {
        return variables.stream()
                .filter(variable -> name.equals(variable.getName()))
                .findFirst();
    }

    private static boolean isPlain(EnvVar variable) {
        return variable.getValueFrom() == null
                && !Objects.requireNonNullElse(variable.getValue(), "$(").contains("$(");
    }
}
