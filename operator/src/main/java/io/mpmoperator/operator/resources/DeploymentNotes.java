package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator notes on a Deployment, in annotations, so that another operator can go on.
 *
 * @param paused whether the Deployment is paused
 * @param pausedHere whether the operator paused it
 * @param since when its pods began to be changed in place
 */
public record DeploymentNotes(boolean paused, boolean pausedHere, Optional<Instant> since) {

    private static final String SINCE = "mpm-operator.io/resizing-since";
    private static final String PAUSED_HERE = "mpm-operator.io/resizing-paused";

    /** What is noted on a Deployment. */
    public static DeploymentNotes of(Deployment deployment) {
        Map<String, String> notes =
                Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of());
        return new DeploymentNotes(
                Boolean.TRUE.equals(deployment.getSpec().getPaused()),
                notes.containsKey(PAUSED_HERE),
                Optional.ofNullable(notes.get(SINCE)).map(DeploymentNotes::instant));
    }

    /** Whether somebody else paused it: the operator does not let it go. */
    public boolean isPausedByHand() {
        return paused && !pausedHere;
    }

    /** Whether pods are being changed in place. */
    public boolean isBegun() {
        return since.isPresent();
    }

    /** The change that notes that pods are being changed in place. */
    public static Map<String, Object> begin(Instant now) {
        return annotations(Map.of(SINCE, now.toString()));
    }

    /** The change that pauses the Deployment. */
    public static Map<String, Object> pause() {
        return Map.of("metadata", Map.of("annotations", Map.of(PAUSED_HERE, "true")), "spec", Map.of("paused", true));
    }

    /** The change that takes back what an attempt leaves; what somebody else paused stays paused. */
    public Map<String, Object> end() {
        Map<String, @Nullable Object> annotations = new HashMap<>();
        annotations.put(SINCE, null);
        annotations.put(PAUSED_HERE, null);
        Map<String, @Nullable Object> spec = new HashMap<>();
        spec.put("paused", null);
        Map<String, Object> metadata = Map.of("annotations", annotations);
        return pausedHere ? Map.of("metadata", metadata, "spec", spec) : Map.of("metadata", metadata);
    }

    private static Map<String, Object> annotations(Map<String, String> annotations) {
        return Map.of("metadata", Map.of("annotations", annotations));
    }

    /** What cannot be read was not written here, and long ago. */
    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
