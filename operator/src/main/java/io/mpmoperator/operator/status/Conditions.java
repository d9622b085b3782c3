package io.mpmoperator.operator.status;

import io.mpmoperator.api.v1alpha1.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes conditions, and keeps the time of those whose status did not change. */
final class Conditions {

    private final List<Condition> previous;
    private final long generation;
    private final Instant now;

    Conditions(List<Condition> previous, long generation, Instant now) {
        this.previous = previous;
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    Condition of(String type, Verdict verdict) {
        String status = verdict.holds() ? "True" : "False";
        String since = previous.stream()
                .filter(condition ->
                        condition.type().equals(type) && condition.status().equals(status))
                .map(Condition::lastTransitionTime)
                .findFirst()
                .orElse(now.toString());
        return new Condition(type, status, verdict.reason(), verdict.message(), since, generation);
    }

    /** Whether an aspect holds, and why. */
    record Verdict(boolean holds, String reason, String message) {

        static Verdict yes(String reason, String message) {
            return new Verdict(true, reason, message);
        }

        static Verdict no(String reason, String message) {
            return new Verdict(false, reason, message);
        }
    }
}
