package io.mpmoperator.operator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration in Apache's directives says beside the fields of a WebServer. */
class ConfigurationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            MaxRequestWorkers 50                | MaxRequestWorkers 50
            MaxClients 50                       | MaxRequestWorkers 50
            Timeout 30                          | Timeout 30
            Listen 80                           | Listen 8080
            ManagementListen 9999               | ManagementListen 9000
            IdleConnections 100                 | IdleConnections 100
            DirectoryIndex home.html            | DirectoryIndex home.html
            <IfModule mpm_event_module>\\nTimeout 7\\n</IfModule> | Timeout 7
            <IfModule mpm_worker_module>\\nTimeout 7\\n</IfModule> | Timeout 60
            <VirtualHost *:80>\\nServerName a\\n</VirtualHost>   | <VirtualHost *:8080>
            """)
    void isInForceAsFarAsThePodAllows(String text, String line) {
        String conf = conf("mpm: {mode: event}\nconfiguration: |\n"
                + text.replace("\\n", "\n").indent(2));

        assertTrue(conf.lines().anyMatch(line::equals), conf);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {mode: event, maxRequestWorkers: 40} | {}                  | MaxRequestWorkers 50 | spec.mpm.maxRequestWorkers 40 and MaxRequestWorkers 50 of spec.configuration:1 contradict
            {mode: event, maxRequestWorkers: 40} | {}                  | MaxClients 50        | spec.mpm.maxRequestWorkers 40 and MaxClients 50 of spec.configuration:1 contradict
            {mode: event} | {sizing: {concurrency: 50}}                | ThreadsPerChild 5    | spec.sizing.concurrency derives the numbers of the mode: remove it, or remove ThreadsPerChild 5 of spec.configuration:1
            {mode: event} | {http: {timeout: 20s}}                     | Timeout 30           | spec.http.timeout 20s and Timeout 30 of spec.configuration:1 contradict
            {mode: event} | {site: {fallback: /a}}                     | FallbackResource /b  | spec.site.fallback /a and FallbackResource /b of spec.configuration:1 contradict
            {mode: event} | {site: {errorPages: {"404": /a}}}          | ErrorDocument 404 /b | spec.site.errorPages[404] /a and ErrorDocument 404 /b of spec.configuration:1 contradict
            {mode: event} | {}                                         | Timeout soon         | spec.configuration:1: Timeout
            {mode: event} | {}                                         | Timeoot 30           | spec.configuration:1: unknown directive Timeoot: the nearest that is known is Timeout
            {mode: event} | {}                                         | Include other.conf   | spec.configuration:1: Include /etc/webserver-configuration/other.conf: there is no such file
            {mode: event} | {}                                         | SSLCertificateFile /a\\nSSLCertificateKeyFile /b | a certificate comes from the Secret that spec.tls.secretName names
            {mode: event} | {content: {configMap: {name: a}}}          | DocumentRoot /a\\n<VirtualHost *:80>\\nDocumentRoot /b\\n</VirtualHost> | folders below /srv/www are accepted
            """)
    void isRefusedWithItsLineAndTheField(String mpm, String more, String text, String sentence) {
        String spec = "mpm: %s\n%sconfiguration: |\n%s"
                .formatted(mpm, fields(more), text.replace("\\n", "\n").indent(2));
        Decision decision = TestPlanner.create().decide(TestWebServers.of(spec));

        String message = assertInstanceOf(Decision.Refused.class, decision).message();
        assertTrue(message.contains(sentence), message);
    }

    private static String fields(String flow) {
        return flow.equals("{}") ? "" : flow.substring(1, flow.length() - 1) + "\n";
    }

    @Test
    void numbersOfAConfigurationThatContradictThemselvesAreAdjustedAsApacheDoes() {
        PlannedServer server = accepted("""
                mpm: {mode: event}
                configuration: |
                  MaxRequestWorkers 10
                  ThreadsPerChild 25
                """);

        assertTrue(server.plan().settings().threads() >= 10);
        assertTrue(server.plan().adjustments().stream()
                .map(Adjustment::message)
                .anyMatch(message -> message.contains("MaxRequestWorkers 10")));
    }

    @Test
    void theSameInAFieldAndInTheConfigurationIsNoConflict() {
        assertTrue(conf("""
                mpm: {mode: event, maxRequestWorkers: 50}
                http: {timeout: 30s}
                configuration: |
                  MaxRequestWorkers 50
                  Timeout 30
                """).contains("Timeout 30\n"));
    }

    @Test
    void variablesComeFromTheEnvironmentOfTheContainer() {
        String conf = conf("""
                mpm: {mode: event}
                configuration: |
                  Define folder /srv/www
                  <Directory ${folder}>
                      ErrorDocument 404 ${PAGE}
                  </Directory>
                podTemplate: {spec: {containers: [{name: webserver, env: [{name: PAGE, value: /404.html}]}]}}
                """);

        assertTrue(conf.contains("ErrorDocument 404 /404.html"), conf);
        assertTrue(conf.contains("<Directory /srv/www>"), conf);
    }

    @Test
    void aVariableThatTheOperatorDoesNotReadIsRefused() {
        String message = refused("""
                mpm: {mode: event}
                configuration: ErrorDocument 404 ${PAGE}
                podTemplate: {spec: {containers: [{name: webserver, env: [{name: PAGE, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]}}
                """);

        assertEquals(
                "spec.configuration:1: ${PAGE} is not defined: its value comes from elsewhere, which the operator does not read:"
                        + " give it a plain value in spec.podTemplate",
                message);
    }

    @Test
    void includesAreTheKeysOfTheConfigMap() {
        PlannedServer server = assertInstanceOf(
                        Decision.Accepted.class,
                        TestPlanner.create()
                                .decide(
                                        TestWebServers.of(FROM),
                                        name -> Optional.of(Map.of(
                                                "httpd.conf",
                                                        "Include extra-*.conf\nIncludeOptional /elsewhere/*.conf\n",
                                                "extra-a.conf", "Timeout 31\n",
                                                "extra-b.conf", "KeepAliveTimeout 7\n"))))
                .server();

        String conf = ConfWriter.write(server.conf());
        assertTrue(conf.contains("\nTimeout 31\n"), conf);
        assertTrue(conf.contains("\nKeepAliveTimeout 7\n"), conf);
        assertEquals(
                "/elsewhere/*.conf may be included, and is no file that the operator sees",
                server.notes().getFirst().message());
    }

    @Test
    void anErrorInAnIncludedFileNamesThatFile() {
        Decision decision = TestPlanner.create()
                .decide(
                        TestWebServers.of(FROM),
                        name -> Optional.of(Map.of("httpd.conf", "Include b.conf", "b.conf", "\nTimeout soon")));

        String message = assertInstanceOf(Decision.Refused.class, decision).message();
        assertTrue(message.startsWith("/etc/webserver-configuration/b.conf:2: Timeout"), message);
    }

    @Test
    void aConfigMapOrAKeyThatIsMissingIsNamed() {
        assertEquals("spec.configurationFrom.configMap.name conf: there is no such ConfigMap", refused(FROM));
        Decision decision = TestPlanner.create()
                .decide(TestWebServers.of(FROM), name -> Optional.of(Map.of("b.conf", "", "a.conf", "")));
        assertEquals(
                "spec.configurationFrom.configMap.key httpd.conf: ConfigMap conf has the keys a.conf, b.conf",
                assertInstanceOf(Decision.Refused.class, decision).message());
    }

    @Test
    void portsAreThoseOfThePodWithACertificateToo() {
        String conf = conf("""
                mpm: {mode: event}
                tls: {secretName: shop-tls}
                configuration: |
                  Listen 443
                  <VirtualHost *:443 [::1]:80>
                      ServerName a
                  </VirtualHost>
                """);

        assertTrue(conf.contains("Listen 8443\n"), conf);
        assertTrue(conf.contains("<VirtualHost *:8443 [::1]:8080>"), conf);
    }

    @Test
    void virtualHostsOfHttpHaveAPortBesideThatOfHttps() {
        PlannedServer server = accepted(REDIRECTING);
        String conf = ConfWriter.write(server.conf());

        assertTrue(conf.contains("Listen 8443 https\nListen 8080\n"), conf);
        assertTrue(conf.contains("<VirtualHost *:8080>"), conf);
        assertTrue(server.serviceHasHttpToo());
        assertEquals(
                List.of(
                        "Listen 80 of spec.configuration:1 is port 8080 of the pod",
                        "Listen 443 of spec.configuration:2 is port 8443 of the pod",
                        "<VirtualHost *:80> of spec.configuration:3 is port 8080 of the pod",
                        "<VirtualHost *:443> of spec.configuration:6 is port 8443 of the pod"),
                messages(server));
    }

    @Test
    void aServiceWhosePortOfHttpsIsThatOfHttpHasNoOther() {
        PlannedServer server = accepted(REDIRECTING + "service: {port: 80}\n");

        assertTrue(server.servesHttpToo());
        assertFalse(server.serviceHasHttpToo());
        assertEquals(
                "port 8080 of the pod is no port of the Service: spec.service.port 80 is that of HTTPS",
                messages(server).getFirst());
    }

    @Test
    void withoutAVirtualHostForItHttpIsNotServedBesideHttps() {
        PlannedServer server = accepted("mpm: {mode: event}\ntls: {secretName: a}\nconfiguration: Listen 80\n");

        assertFalse(server.servesHttpToo());
        assertEquals(
                List.of(
                        "Listen 80 of spec.configuration:1 is not served: with spec.tls, HTTPS alone is, on port 8443 of the"
                                + " pod, and HTTP where a <VirtualHost *:80> is for it"),
                messages(server));
    }

    @Test
    void aPortOfThePodTemplateHasAnotherNameThanThatOfHttp() {
        String message = refused(REDIRECTING
                + "podTemplate: {spec: {containers: [{name: webserver, ports: [{name: http, containerPort: 81}]}]}}\n");

        assertTrue(message.contains("port 8080 of the server has that name"), message);
    }

    @Test
    void certificatesOfHostsAreThoseOfTheirSecrets() {
        String conf = conf("""
                mpm: {mode: event}
                tls: {secretName: a, certificates: [{secretName: b.tls, hosts: [b.example, "*.b.example"]}]}
                configuration: |
                  SSLCertificateFile /x
                  SSLCertificateKeyFile /y
                  SSLNamedCertificate /x /y z.example
                """);

        assertTrue(conf.contains("SSLCertificateFile /etc/webserver-tls/tls.crt\n"), conf);
        assertTrue(
                conf.contains("SSLNamedCertificate /etc/webserver-certificates/b.tls/tls.crt"
                        + " /etc/webserver-certificates/b.tls/tls.key b.example *.b.example\n"),
                conf);
        assertFalse(conf.contains("z.example"), conf);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {certificates: []}   | spec.tls: give secretName, or certificates
            {certificates: [{secretName: a, hosts: [a.b]}, {secretName: c, hosts: [a.b]}]} | spec.tls.certificates: a.b is named twice, and a host has one certificate
            """)
    void certificatesThatContradictEachOtherAreRefused(String tls, String message) {
        assertEquals(message, refused("mpm: {mode: event}\ntls: " + tls + "\n"));
    }

    private static final String REDIRECTING = """
            mpm: {mode: event}
            tls: {secretName: shop-tls}
            configuration: |
              Listen 80
              Listen 443
              <VirtualHost *:80>
                  Redirect permanent / https://shop.example/
              </VirtualHost>
              <VirtualHost *:443>
                  ServerName shop.example
              </VirtualHost>
            """;

    private static List<String> messages(PlannedServer server) {
        return server.notes().stream().map(Adjustment::message).toList();
    }

    private static final String FROM = """
            mpm: {mode: event}
            configurationFrom: {configMap: {name: conf, key: httpd.conf}}
            """;

    private static String refused(String spec) {
        return assertInstanceOf(Decision.Refused.class, TestPlanner.create().decide(TestWebServers.of(spec)))
                .message();
    }

    private static PlannedServer accepted(String spec) {
        return assertInstanceOf(Decision.Accepted.class, TestPlanner.create().decide(TestWebServers.of(spec)))
                .server();
    }

    private static String conf(String spec) {
        return ConfWriter.write(accepted(spec).conf());
    }
}
