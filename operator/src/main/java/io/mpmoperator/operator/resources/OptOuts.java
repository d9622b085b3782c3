package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words by which a pod tells the webhooks of others not to put an agent into its JVMs: each process of the server has the
 * heap that was planned for it, and an agent is not of the plan. Whoever names anything of such a webhook in the spec's own
 * template wants it, and nothing is said to it.
 */
enum OptOuts {
    /** The OpenTelemetry operator. */
    OPEN_TELEMETRY("instrumentation.opentelemetry.io/", "inject-java", false),
    /** Datadog's cluster agent, which asks the pod's label before its annotations. */
    DATADOG("admission.datadoghq.com/", "enabled", true),
    /** The Dynatrace operator. */
    DYNATRACE("oneagent.dynatrace.com/", "inject", false);

    private static final String NO = "false";

    private final String prefix;
    private final String word;
    private final boolean label;

    OptOuts(String prefix, String word, boolean label) {
        this.prefix = prefix;
        this.word = word;
        this.label = label;
    }

    /** The annotations for a template that says nothing else. */
    static Map<String, String> annotations(@Nullable PodTemplateSpec own) {
        return texts(own, false);
    }

    /** The labels for a template that says nothing else. */
    static Map<String, String> labels(@Nullable PodTemplateSpec own) {
        return texts(own, true);
    }

    private static Map<String, String> texts(@Nullable PodTemplateSpec own, boolean label) {
        return Stream.of(values())
                .filter(optOut -> optOut.label == label)
                .filter(optOut -> !optOut.isNamedIn(own))
                .collect(Collectors.toMap(
                        optOut -> optOut.prefix + optOut.word, optOut -> NO, (a, b) -> a, TreeMap::new));
    }

    private boolean isNamedIn(@Nullable PodTemplateSpec own) {
        Optional<ObjectMeta> metadata = Optional.ofNullable(own).map(PodTemplateSpec::getMetadata);
        return Stream.concat(
                        metadata.map(ObjectMeta::getLabels).stream(), metadata.map(ObjectMeta::getAnnotations).stream())
                .flatMap(texts -> texts.keySet().stream())
                .anyMatch(key -> key.startsWith(prefix));
    }
}
