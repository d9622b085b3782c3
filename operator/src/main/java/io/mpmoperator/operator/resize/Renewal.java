package io.mpmoperator.operator.resize;

import io.mpmoperator.operator.pods.PodMetrics;
import io.mpmoperator.operator.resources.CertificateNotes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is to be done about a certificate that changed: a pure function of what pods say. */
sealed interface Renewal {

    /** How long pods may take: a kubelet brings Secrets up to date within its sync period, a minute or more. */
    Duration PATIENCE = Duration.ofMinutes(3);

    /** Nothing. */
    record None() implements Renewal {}

    /**
     * It is to be noted that all pods have it.
     *
     * @param renewed whether they had another before
     */
    record Known(boolean renewed) implements Renewal {}

    /** Pods are to be told of it. */
    record Tell() implements Renewal {}

    /** They have been told. */
    record Await() implements Renewal {}

    /**
     * A pod cannot use it, and serves with the one from before.
     *
     * @param why a sentence that names the pod
     */
    record Refused(String why) implements Renewal {}

    /**
     * The pods are to be replaced.
     *
     * @param why a sentence
     */
    record Roll(String why) implements Renewal {}

    /**
     * Decides.
     *
     * @param sha256 of each certificate, in order and with commas between them
     * @param pods how many pods there are
     * @param readings what those said that answered
     */
    static Renewal of(String sha256, CertificateNotes notes, int pods, List<PodMetrics> readings, Instant now) {
        if (notes.known().isEmpty()) {
            return new Known(false);
        }
        if (notes.known().get().equals(sha256)) {
            return notes.awaited().isPresent() ? new Known(false) : new None();
        }
        if (readings.size() == pods
                && readings.stream().allMatch(reading -> reading.certificates().areOnly(sha256))) {
            return new Known(true);
        }
        for (PodMetrics reading : readings) {
            if (!reading.certificates().said()) {
                return new Roll(
                        "the server of pod %s takes up a certificate at its start alone".formatted(reading.pod()));
            }
            if (reading.certificates().refused()) {
                return new Refused("pod %s cannot use the renewed certificate and serves with the one from before: %s"
                        .formatted(
                                reading.pod(),
                                reading.certificates().refusal().orElse("it does not say why, its log does")));
            }
        }
        if (notes.awaited().filter(sha256::equals).isEmpty()) {
            return new Tell();
        }
        boolean late = notes.since()
                .map(since -> since.plus(PATIENCE))
                .filter(now::isAfter)
                .isPresent();
        return late
                ? new Roll(
                        "the pods did not take up their renewed certificate within %ds".formatted(PATIENCE.toSeconds()))
                : new Await();
    }
}
