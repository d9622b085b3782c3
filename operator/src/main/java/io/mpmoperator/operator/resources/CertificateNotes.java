package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator notes on a Deployment of its pods' certificates, in annotations.
 *
 * @param known the SHA-256 of those that all pods have, with commas between them
 * @param awaited that of those that they are to take up
 * @param since when they were found
 */
public record CertificateNotes(Optional<String> known, Optional<String> awaited, Optional<Instant> since) {

    private static final String KNOWN = "mpm-operator.io/certificate";
    private static final String AWAITED = "mpm-operator.io/certificate-awaited";
    private static final String SINCE = "mpm-operator.io/certificate-since";

    /** What is noted on a Deployment. */
    public static CertificateNotes of(Deployment deployment) {
        Map<String, String> notes =
                Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of());
        return new CertificateNotes(
                Optional.ofNullable(notes.get(KNOWN)),
                Optional.ofNullable(notes.get(AWAITED)),
                Optional.ofNullable(notes.get(SINCE)).map(CertificateNotes::instant));
    }

    /** The change that notes that all pods have it. */
    public static Map<String, Object> known(String sha256) {
        Map<String, @Nullable Object> annotations = new HashMap<>();
        annotations.put(KNOWN, sha256);
        annotations.put(AWAITED, null);
        annotations.put(SINCE, null);
        return Map.of("metadata", Map.of("annotations", annotations));
    }

    /** The change that notes that pods are to take it up. */
    public static Map<String, Object> awaited(String sha256, Instant now) {
        return Map.of("metadata", Map.of("annotations", Map.of(AWAITED, sha256, SINCE, now.toString())));
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
