package io.mpmoperator.server.control;

import io.mpmoperator.footprint.Flavor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The flavor that this process is to have. Whoever planned its memory may say so by {@link Flavor#VARIABLE}: the plan of one
 * flavor is wrong for the other, and an image does not tell its flavor by its name.
 */
public final class PlannedFlavor {

    private PlannedFlavor() {}

    /**
     * Refuses to go on as another flavor than the one that was planned; where nothing is said, any will do.
     *
     * @param environment the variables of this process
     * @param actual what this process is
     * @throws ConfigurationException that says what it is and what was planned
     */
    public static void check(Function<String, Optional<String>> environment, Flavor actual)
            throws ConfigurationException {
        @Nullable String planned = environment.apply(Flavor.VARIABLE).orElse(null);
        if (planned == null || planned.equals(actual.text())) {
            return;
        }
        String accepted = Arrays.stream(Flavor.values()).map(Flavor::text).collect(Collectors.joining(" and "));
        if (Arrays.stream(Flavor.values()).noneMatch(flavor -> flavor.text().equals(planned))) {
            throw new ConfigurationException("%s=%s in the environment is no flavor; accepted are %s"
                    .formatted(Flavor.VARIABLE, planned, accepted));
        }
        throw new ConfigurationException(
                "this server is of flavor %s, but flavor %s was planned (%s=%s in the environment): let spec.flavor and the image agree"
                        .formatted(actual.text(), planned, Flavor.VARIABLE, planned));
    }
}
