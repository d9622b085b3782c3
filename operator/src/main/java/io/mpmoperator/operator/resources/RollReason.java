package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.PodLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why pods are replaced and not changed: what of the difference a running pod cannot take up. */
public final class RollReason {

    private RollReason() {}

    /**
     * The reason, a part of a sentence.
     *
     * @param running the template of the pods there are
     * @param text the configuration that they have; empty where it is not known
     */
    public static String of(
            PodTemplateSpec running, Optional<String> text, PodTemplateSpec desired, PlannedServer server) {
        List<String> reasons = new ArrayList<>();
        text.flatMap(RollReason::conf)
                .map(before -> FixedConf.changes(before, server.conf()))
                .ifPresent(reasons::addAll);
        String image = image(running);
        if (!image.equals(image(desired))) {
            reasons.add("image %s becomes %s".formatted(image, image(desired)));
        }
        if (!Objects.equals(
                annotation(running, PodTemplates.CONTENT_HASH), annotation(desired, PodTemplates.CONTENT_HASH))) {
            reasons.add("the content of a ConfigMap or Secret that pods refer to changed");
        }
        if (!HandlerCopies.mountedBy(running.getSpec()).equals(HandlerCopies.mountedBy(desired.getSpec()))) {
            reasons.add("the jars of spec.handlerJars changed");
        }
        if (!Objects.equals(
                annotation(running, PodTemplates.CERTIFICATE_HASH),
                annotation(desired, PodTemplates.CERTIFICATE_HASH))) {
            reasons.add("they did not take up a renewed certificate");
        }
        return reasons.isEmpty() ? "the pod template changed" : String.join(", ", reasons);
    }

    private static Optional<WebServerConf> conf(String text) {
        try {
            return Optional.of(ConfReader.read(PodLayout.CONF_KEY, text));
        } catch (ConfException unreadable) {
            return Optional.empty();
        }
    }

    private static String image(PodTemplateSpec template) {
        return template.getSpec().getContainers().stream()
                .filter(container -> PodLayout.CONTAINER.equals(container.getName()))
                .map(Container::getImage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static @Nullable String annotation(PodTemplateSpec template, String name) {
        return Optional.ofNullable(template.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(name))
                .orElse(null);
    }
}
