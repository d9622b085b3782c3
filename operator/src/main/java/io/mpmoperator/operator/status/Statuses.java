package io.mpmoperator.operator.status;

import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.Footprint;
import io.mpmoperator.api.v1alpha1.WebServerStatus;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.resources.ServerLabels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the status of a WebServer from what was decided and seen. */
public final class Statuses {

    public static final String ACCEPTED = "Accepted";
    public static final String AVAILABLE = "Available";
    public static final String PROGRESSING = "Progressing";
    public static final String DEGRADED = "Degraded";

    private Statuses() {}

    /** The status that follows the previous one; equal to it where nothing changed. */
    public static WebServerStatus next(
            Identity server, @Nullable WebServerStatus previous, Observation observation, Instant now) {
        Optional<Rollout> rollout = observation.deployment().map(Rollout::of);
        return new WebServerStatus(
                observation.generation(),
                rollout.map(Rollout::pods).orElse(0),
                rollout.map(Rollout::ready).orElse(0),
                ServerLabels.selectorText(server),
                conditions(previous, observation, rollout, now),
                footprint(previous, observation));
    }

    private static List<Condition> conditions(
            @Nullable WebServerStatus previous, Observation observation, Optional<Rollout> rollout, Instant now) {
        List<Condition> before = previous == null ? List.of() : previous.conditions();
        Conditions conditions = new Conditions(before, observation.generation(), now);
        return List.of(
                conditions.of(ACCEPTED, Verdicts.accepted(observation.decision())),
                conditions.of(AVAILABLE, Verdicts.available(observation, rollout)),
                conditions.of(PROGRESSING, Verdicts.progressing(observation, rollout)),
                conditions.of(DEGRADED, Verdicts.degraded(observation, rollout)));
    }

    /** What was planned; where the spec is refused, what runs was planned before. */
    private static @Nullable Footprint footprint(@Nullable WebServerStatus previous, Observation observation) {
        return switch (observation.decision()) {
            case Decision.Accepted(var server) -> Footprints.of(server, observation.overruled());
            case Decision.Refused refused -> previous == null ? null : previous.footprint();
        };
    }
}
