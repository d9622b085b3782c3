package io.mpmoperator.operator.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodMetricsTest {

    @Test
    void readsWhatMattersOfThePrometheusText() {
        String metrics = """
                # HELP webserver_max_request_workers_reached Whether all workers that MaxRequestWorkers allows are busy.
                # TYPE webserver_max_request_workers_reached gauge
                webserver_max_request_workers_reached 1
                webserver_max_request_workers_reached_transitions_total 4
                webserver_children_ended_total{reason="exit"} 7
                webserver_children_ended_total{reason="signal"} 2
                webserver_children_ended_total{reason="failure"} 3
                webserver_configuration_info{sha256="5f2b"} 1
                webserver_processes{state="draining"} 1
                webserver_configuration_refused 1
                """;

        assertEquals(
                new PodMetrics(
                        "shop-1",
                        true,
                        new PodMetrics.Ended(2, 3),
                        new RunningConfiguration("5f2b", 1, true, true, Optional.empty())),
                PodMetrics.parse("shop-1", metrics));
    }

    @Test
    void readsFromTheStatusWhatIsRefusedAndWhy() {
        PodMetrics reading = PodMetrics.parse("shop-1", "webserver_configuration_refused 1\n")
                .withStatus(
                        "Total Accesses: 3\nConfigurationRefused: 77aa\nConfigurationRefusedReason: no such handler: x\n");

        assertEquals(Optional.of("no such handler: x"), reading.inForce().refusalOf("77aa"));
        assertEquals(Optional.empty(), reading.inForce().refusalOf("5f2b"));
    }

    @Test
    void readsWhichCertificatesAreInForce() {
        PodMetrics reading = PodMetrics.parse("shop-1", """
                webserver_tls_certificate_info{sha256="0a"} 1
                webserver_tls_certificate_info{sha256="0b",file="/etc/webserver-tls/tls.crt"} 1
                webserver_tls_certificate_refused 1
                """);

        assertEquals(new Certificates(true, Set.of("0a", "0b"), true, Optional.empty()), reading.certificates());
        assertEquals(
                Optional.of("tls.key is not the key of tls.crt"),
                reading.withStatus("CertificateRefusedReason: tls.key is not the key of tls.crt\n")
                        .certificates()
                        .refusal());
    }

    @Test
    void takesWhatIsMissingOrNoNumberForZero() {
        assertEquals(
                new PodMetrics("shop-1", false, PodMetrics.Ended.NONE, RunningConfiguration.UNKNOWN),
                PodMetrics.parse("shop-1", "webserver_max_request_workers_reached x\n"));
    }
}
