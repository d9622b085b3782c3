package io.mpmoperator.operator.resize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.operator.pods.Certificates;
import io.mpmoperator.operator.pods.PodMetrics;
import io.mpmoperator.operator.pods.RunningConfiguration;
import io.mpmoperator.operator.resources.CertificateNotes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenewalTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String OLD = "0a";
    private static final String NEW = "0b";
    private static final CertificateNotes UNTOLD =
            new CertificateNotes(Optional.of(OLD), Optional.empty(), Optional.empty());
    private static final CertificateNotes TOLD =
            new CertificateNotes(Optional.of(OLD), Optional.of(NEW), Optional.of(NOW));

    private static PodMetrics pod(boolean refused, String... certificates) {
        return new PodMetrics(
                "shop-1",
                false,
                PodMetrics.Ended.NONE,
                RunningConfiguration.UNKNOWN,
                new Certificates(
                        true,
                        Set.of(certificates),
                        refused,
                        refused ? Optional.of("tls.key is not the key of tls.crt") : Optional.empty()));
    }

    private static Renewal next(CertificateNotes notes, long second, PodMetrics... readings) {
        return Renewal.of(NEW, notes, 2, List.of(readings), NOW.plusSeconds(second));
    }

    @Test
    void theFirstCertificateIsKnownWithoutAsking() {
        CertificateNotes nothing = new CertificateNotes(Optional.empty(), Optional.empty(), Optional.empty());

        assertEquals(new Renewal.Known(false), next(nothing, 0));
        assertEquals(
                new Renewal.None(),
                next(new CertificateNotes(Optional.of(NEW), Optional.empty(), Optional.empty()), 0));
    }

    @Test
    void podsAreToldOnceAndThenAwaited() {
        assertEquals(new Renewal.Tell(), next(UNTOLD, 0, pod(false, OLD), pod(false, OLD)));
        assertEquals(new Renewal.Await(), next(TOLD, 5, pod(false, OLD), pod(false, NEW)));
        assertEquals(new Renewal.Await(), next(TOLD, 5, pod(false, OLD, NEW), pod(false, NEW)));
        assertEquals(new Renewal.Await(), next(TOLD, 5, pod(false, NEW)));
        assertEquals(new Renewal.Known(true), next(TOLD, 5, pod(false, NEW), pod(false, NEW)));
    }

    @Test
    void ofSeveralCertificatesAllAreAwaited() {
        CertificateNotes told = new CertificateNotes(Optional.of("0a,0c"), Optional.of("0b,0c"), Optional.of(NOW));

        assertEquals(
                new Renewal.Await(),
                Renewal.of("0b,0c", told, 1, List.of(pod(false, "0a", "0b", "0c")), NOW.plusSeconds(5)));
        assertEquals(new Renewal.Await(), Renewal.of("0b,0c", told, 1, List.of(pod(false, "0b")), NOW.plusSeconds(5)));
        assertEquals(
                new Renewal.Known(true),
                Renewal.of("0b,0c", told, 1, List.of(pod(false, "0c", "0b")), NOW.plusSeconds(5)));
    }

    @Test
    void podsAreReplacedWhenTheyDoNotTakeItUp() {
        assertEquals(
                new Renewal.Roll("the pods did not take up their renewed certificate within 180s"),
                next(TOLD, 181, pod(false, NEW), pod(false, OLD)));
    }

    @Test
    void aServerThatDoesNotSayWhatItHasIsReplacedAtOnce() {
        PodMetrics silent = new PodMetrics("shop-2", false, PodMetrics.Ended.NONE, RunningConfiguration.UNKNOWN);

        assertEquals(
                new Renewal.Roll("the server of pod shop-2 takes up a certificate at its start alone"),
                next(UNTOLD, 0, pod(false, OLD), silent));
    }

    @Test
    void aCertificateThatCannotBeUsedReplacesNothing() {
        assertEquals(
                new Renewal.Refused(
                        "pod shop-1 cannot use the renewed certificate and serves with the one from before: tls.key is not the key of tls.crt"),
                next(TOLD, 500, pod(true, OLD), pod(true, OLD)));
    }
}
