package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.tls.CertificatesInForce;
import io.mpmoperator.server.tls.KnownCertificates;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTextTest {

    private static final Pattern LINE = Pattern.compile("# (HELP \\w+ .+\\.|TYPE \\w+ (gauge|counter|histogram))"
            + "|\\w+(\\{\\w+=\"[^\"]*\"(,\\w+=\"[^\"]*\")*\\})? -?[0-9.]+");

    @ParameterizedTest
    @EnumSource
    void saysWhatIsExpected(Mode mode) throws IOException {
        GoldenFile.assertSame("metrics-" + mode.directiveValue() + ".txt", MetricsText.render(Fakes.status(mode)));
    }

    @ParameterizedTest
    @EnumSource
    void isPrometheusText(Mode mode) {
        String text = MetricsText.render(Fakes.status(mode));
        Set<String> series = new HashSet<>();
        text.lines().forEach(line -> {
            assertTrue(LINE.matcher(line).matches(), line);
            assertTrue(series.add(line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' '))), line);
        });
        assertTrue(text.endsWith("\n"));
    }

    @Test
    void tellsMaxRequestWorkersAndFullScoreboardApart() {
        String text = MetricsText.render(Fakes.status(Mode.EVENT));
        assertTrue(text.contains("\nwebserver_max_request_workers_reached 0\n"));
        assertTrue(text.contains("\nwebserver_max_request_workers_reached_transitions_total 3\n"));
        assertTrue(text.contains("\nwebserver_scoreboard_full 1\n"));
        assertTrue(text.contains("\nwebserver_scoreboard_full_transitions_total 1\n"));
    }

    @Test
    void tellsWhetherAConfigurationIsRefused() {
        assertTrue(MetricsText.render(Fakes.status(Mode.EVENT)).contains("\nwebserver_configuration_refused 0\n"));
        Status some = Fakes.status(Mode.EVENT);
        String refused = MetricsText.render(
                new Status(Fakes.refusing(Fakes.small(Mode.EVENT), "no"), some.scoreboard(), some.host(), some.now()));
        assertTrue(refused.contains("\nwebserver_configuration_refused 1\n"), refused);
        assertTrue(refused.contains("\nwebserver_configurations_refused_total 1\n"), refused);
    }

    @Test
    void tellsTheCertificatesOfChildrenThatTakeConnections() {
        assertFalse(MetricsText.render(Fakes.status(Mode.EVENT)).contains("tls"));
        Scoreboard scoreboard = Fakes.busyScoreboard(Mode.EVENT);
        scoreboard.process(0).certificate("ab".repeat(32));
        scoreboard.process(1).certificate("cd".repeat(32));
        scoreboard.process(2).certificate("ef".repeat(32));
        Status some = Fakes.status(Mode.EVENT);
        String text = MetricsText.render(
                new Status(some.view(), ScoreboardSnapshot.of(scoreboard, Fakes.MOMENT), some.host(), some.now()));
        List<String> lines = text.lines()
                .filter(line -> line.startsWith("webserver_tls_certificate"))
                .toList();
        assertEquals(
                List.of(
                        "webserver_tls_certificate_info{sha256=\"" + "ab".repeat(32) + "\",file=\"\"} 1",
                        "webserver_tls_certificate_refused 0"),
                lines);
    }

    @Test
    void tellsEachCertificateOfAChildWithItsFile() {
        CertificatesInForce two =
                CertificatesInForce.NONE.with("/tls/a.crt", "aa").with("/tls/b.crt", "bb");
        Scoreboard scoreboard = Fakes.busyScoreboard(Mode.EVENT);
        scoreboard.process(0).certificate(two.digest());
        Status some = Fakes.status(Mode.EVENT);
        String text = MetricsText.render(new Status(
                Fakes.certified(Fakes.small(Mode.EVENT), KnownCertificates.NONE.and(two)),
                ScoreboardSnapshot.of(scoreboard, Fakes.MOMENT),
                some.host(),
                some.now()));
        assertEquals(
                List.of(
                        "webserver_tls_certificate_info{sha256=\"aa\",file=\"/tls/a.crt\"} 1",
                        "webserver_tls_certificate_info{sha256=\"bb\",file=\"/tls/b.crt\"} 1"),
                text.lines()
                        .filter(line -> line.startsWith("webserver_tls_certificate_info"))
                        .toList());
    }

    @Test
    void bucketsAddUp() {
        String text = MetricsText.render(Fakes.status(Mode.EVENT));
        assertTrue(text.contains("_bucket{le=\"0.00025\"} 0\n"));
        assertTrue(text.contains("_bucket{le=\"0.0005\"} 4\n"));
        assertTrue(text.contains("_bucket{le=\"10\"} 4\n"));
        assertTrue(text.contains("_bucket{le=\"+Inf\"} 5\n"));
        assertTrue(text.contains("_duration_seconds_sum 20.0016\n"));
        assertTrue(text.contains("_duration_seconds_count 5\n"));
    }

    @Test
    void leavesOutMemoryThatCouldNotBeRead() {
        Status read = Fakes.status(Mode.EVENT);
        Status unread = new Status(read.view(), read.scoreboard(), HostFacts.UNKNOWN, read.now());
        assertFalse(MetricsText.render(unread).contains("memory"));
    }

    @Test
    void escapesLabels() {
        assertEquals(
                "# HELP webserver_x Y.\n# TYPE webserver_x gauge\nwebserver_x{a=\"q\\\"b\\\\n\\n\"} 1\n",
                new Exposition().gauge("x", "Y.").value("a", "q\"b\\n\n", 1).toString());
    }
}
