package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.SizingSpec;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.footprint.Flavor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The flavor of a server, and why it is that one. What {@code spec.flavor} says is done. Where it is absent, the operator's
 * default decides; but what an executable that was made beforehand cannot know is of a JVM: handlers, their jars, what they
 * need, and an image of one's own.
 *
 * @param flavor what its pods run
 * @param reason a sentence that names the fields, or the default
 */
public record FlavorChoice(Flavor flavor, String reason) {

    /**
     * The flavor of a spec.
     *
     * @param otherwise the operator's default
     * @throws RefusedException where {@code spec.flavor} is no flavor
     */
    static FlavorChoice of(WebServerSpec spec, Flavor otherwise) throws RefusedException {
        if (spec.flavor() != null) {
            return written(spec.flavor());
        }
        List<String> ofAJvm = ofAJvm(spec);
        return otherwise == Flavor.NATIVE && !ofAJvm.isEmpty()
                ? new FlavorChoice(
                        Flavor.JVM,
                        "spec.flavor is absent, and the default native is not taken beside %s"
                                .formatted(String.join(" and ", ofAJvm)))
                : new FlavorChoice(
                        otherwise, "spec.flavor is absent, and the operator's default is " + otherwise.text());
    }

    private static FlavorChoice written(String text) throws RefusedException {
        return Flavor.of(text)
                .map(flavor -> new FlavorChoice(flavor, "spec.flavor is " + flavor.text()))
                .orElseThrow(() -> new RefusedException(
                        "InvalidSpec", "spec.flavor '%s' is no flavor: jvm or native".formatted(text)));
    }

    /** The fields that are given and say something of a JVM. */
    private static List<String> ofAJvm(WebServerSpec spec) {
        return Stream.of(
                        given("spec.handlers", spec.handlers().isEmpty() ? null : spec.handlers()),
                        given("spec.handlerJars", spec.handlerJars()),
                        given(
                                "spec.sizing.handler",
                                Optional.ofNullable(spec.sizing())
                                        .map(SizingSpec::handler)
                                        .orElse(null)),
                        given("spec.image", spec.image()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> given(String field, @Nullable Object value) {
        return value == null ? Optional.empty() : Optional.of(field);
    }
}
