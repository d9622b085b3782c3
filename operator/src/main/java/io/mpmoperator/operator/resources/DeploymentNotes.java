package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
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
 * @param refused the configuration that a pod refused
 */
public record DeploymentNotes(boolean paused, boolean pausedHere, Optional<Instant> since, Optional<Refused> refused) {

    private static final String SINCE = "mpm-operator.io/resizing-since";
    private static final String PAUSED_HERE = "mpm-operator.io/resizing-paused";
    private static final String REFUSED_HASH = "mpm-operator.io/refused-config-hash";
    private static final String REFUSED_GENERATION = "mpm-operator.io/refused-generation";
    private static final String REFUSED_REASON = "mpm-operator.io/refused-reason";
    private static final String ROLLED_BECAUSE = "mpm-operator.io/rolled-because";
    private static final int LONGEST_REASON = 1000;

    /**
     * A configuration that a pod refused: it is not tried again until the WebServer is edited.
     *
     * @param configHash its SHA-256
     * @param generation the WebServer's generation that asked for it
     * @param reason what the pod said, a sentence that names it
     */
    public record Refused(String configHash, long generation, String reason) {}

    /** What is noted on a Deployment. */
    public static DeploymentNotes of(Deployment deployment) {
        Map<String, String> notes =
                Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of());
        return new DeploymentNotes(
                Boolean.TRUE.equals(deployment.getSpec().getPaused()),
                notes.containsKey(PAUSED_HERE),
                Optional.ofNullable(notes.get(SINCE)).map(DeploymentNotes::instant),
                Optional.ofNullable(notes.get(REFUSED_HASH)).map(hash -> refused(hash, notes)));
    }

    private static Refused refused(String hash, Map<String, String> notes) {
        return new Refused(
                hash,
                generation(notes.getOrDefault(REFUSED_GENERATION, "")),
                notes.getOrDefault(REFUSED_REASON, "a pod refused the configuration"));
    }

    /** Why the pods of the present template replaced others, a part of a sentence. */
    public static Optional<String> rolledBecause(Deployment deployment) {
        return Optional.ofNullable(deployment.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ROLLED_BECAUSE));
    }

    /** The desired Deployment with that reason noted. */
    public static Deployment noting(String because, Deployment desired) {
        return new DeploymentBuilder(desired)
                .editMetadata()
                .addToAnnotations(ROLLED_BECAUSE, because)
                .endMetadata()
                .build();
    }

    /** Whether somebody else paused it: the operator does not let it go. */
    public boolean isPausedByHand() {
        return paused && !pausedHere;
    }

    /** Whether pods are being changed in place. */
    public boolean isBegun() {
        return since.isPresent();
    }

    /** Whether there is anything that a roll makes void. */
    public boolean isAny() {
        return isBegun() || pausedHere || refused.isPresent();
    }

    /** The change that notes that pods are being changed in place. */
    public static Map<String, Object> begin(Instant now) {
        Map<String, @Nullable Object> annotations = new HashMap<>(withoutRefusal());
        annotations.put(SINCE, now.toString());
        return Map.of("metadata", Map.of("annotations", annotations));
    }

    /** The change that pauses the Deployment. */
    public static Map<String, Object> pause() {
        return Map.of("metadata", Map.of("annotations", Map.of(PAUSED_HERE, "true")), "spec", Map.of("paused", true));
    }

    /** The change that notes a refusal, and that pods are being given back what they had. */
    public static Map<String, Object> refuse(Refused refused, Instant now) {
        String reason = refused.reason();
        return Map.of(
                "metadata",
                Map.of(
                        "annotations",
                        Map.of(
                                SINCE,
                                now.toString(),
                                REFUSED_HASH,
                                refused.configHash(),
                                REFUSED_GENERATION,
                                Long.toString(refused.generation()),
                                REFUSED_REASON,
                                reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON))));
    }

    /** The change that takes back all notes; what somebody else paused stays paused. */
    public Map<String, Object> end() {
        return endWith(withoutRefusal());
    }

    /** The change that takes back the notes of an attempt, and leaves that of a refusal. */
    public Map<String, Object> endButRefusal() {
        return endWith(Map.of());
    }

    private Map<String, Object> endWith(Map<String, @Nullable Object> more) {
        Map<String, @Nullable Object> annotations = new HashMap<>(more);
        annotations.put(SINCE, null);
        annotations.put(PAUSED_HERE, null);
        Map<String, @Nullable Object> spec = new HashMap<>();
        spec.put("paused", null);
        Map<String, Object> metadata = Map.of("annotations", annotations);
        return pausedHere ? Map.of("metadata", metadata, "spec", spec) : Map.of("metadata", metadata);
    }

    private static Map<String, @Nullable Object> withoutRefusal() {
        Map<String, @Nullable Object> annotations = new HashMap<>();
        annotations.put(REFUSED_HASH, null);
        annotations.put(REFUSED_GENERATION, null);
        annotations.put(REFUSED_REASON, null);
        return annotations;
    }

    /** What cannot be read was not written here, and long ago. */
    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static long generation(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
