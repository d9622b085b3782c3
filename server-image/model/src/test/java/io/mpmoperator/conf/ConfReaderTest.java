package io.mpmoperator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfReaderTest {

    @Test
    void readsAnEmptyFileAsTheDefaultsOfEvent() throws ConfException {
        assertEquals(WebServerConf.defaults(Mode.EVENT), ConfReader.read("webserver.conf", ""));
    }

    @Test
    void readsApachesSyntax() throws ConfException {
        WebServerConf conf = ConfReader.read("webserver.conf", """
            # a comment that goes on \\
            Listen 1
            LISTEN [::1]:8443\r
            \tmaxrequestworkers 40
            Servermpm PREFORK
            DocumentRoot "/srv/my \\"site\\""
            DirectoryIndex index.html \\
                index.htm
            keepalive off
            KeepAliveTimeout 500ms
            Timeout 2min
            GracefulShutdownTimeout 90s
            RequestReadTimeout body=30 header=10-15,MinRate=100
            Handler /api com.acme.Api
            Handler /old 'com.acme.Old'
            HandlerHeap 32m
            CustomLog stdout JSON
            """);

        WebServerConf expected = WebServerConf.defaults(Mode.PREFORK)
                .withListen(new ListenAddress("::1", 8443))
                .withMpm(MpmDirectives.of(Mode.PREFORK)
                        .with(MpmDirective.MAX_REQUEST_WORKERS, 40)
                        .with(MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT, 90))
                .withDocumentRoot("/srv/my \"site\"")
                .withDirectoryIndex(List.of("index.html", "index.htm"))
                .withHttp(HttpSettings.defaults()
                        .withKeepAlive(false)
                        .withKeepAliveTimeout(Duration.ofMillis(500))
                        .withTimeout(Duration.ofMinutes(2))
                        .withRequestReadTimeout(new ReadTimeout(
                                Duration.ofSeconds(10), Duration.ofSeconds(15), 100, Duration.ofSeconds(30), 0)))
                .withHandlers(
                        List.of(new HandlerMount("/api", "com.acme.Api"), new HandlerMount("/old", "com.acme.Old")))
                .withWorkload(Workload.none().withHandlerHeapBytes(32 << 20))
                .withLogs(LogSettings.defaults().and(CustomLog.of("stdout", "JSON")));
        assertEquals(expected, conf);
        assertEquals(Optional.empty(), conf.tls());
    }

    @Test
    void readsSeveralPorts() throws ConfException {
        WebServerConf conf = ConfReader.read("webserver.conf", """
            Listen 80
            Listen 443
            Listen 8443 https
            Listen [::1]:9443 HTTPS
            Listen 127.0.0.1:9444 http
            """);

        assertEquals(
                List.of(
                        new Listen(ListenAddress.port(80), false),
                        new Listen(ListenAddress.port(443), true),
                        new Listen(ListenAddress.port(8443), true),
                        new Listen(new ListenAddress("::1", 9443), true),
                        new Listen(new ListenAddress("127.0.0.1", 9444), false)),
                conf.listens());
        assertEquals(ListenAddress.port(80), conf.listen());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(
                        "KeepAliveTimeot 5",
                        "1: unknown directive KeepAliveTimeot: the nearest that is known is KeepAliveTimeout"),
                refused(
                        "\n\nmaxrequestworker 5",
                        "3: unknown directive maxrequestworker: the nearest that is known is MaxRequestWorkers"),
                refused(
                        "JkMount /* csld",
                        "1: unknown directive JkMount: none of the directives of this server has a name like it"),
                refused(
                        "SetHandler \"proxy:http://app:8080\"",
                        "1: SetHandler: 'proxy:http://app:8080' is no handler: proxy:fcgi://host:9000 and"
                                + " proxy:unix:/path|fcgi://localhost are accepted; ProxyPass forwards to HTTP servers"),
                refused(
                        "SetHandler application/x-httpd-php",
                        "1: SetHandler: 'application/x-httpd-php' is no handler of this server, and files would be sent"
                                + " as they are: proxy:fcgi://host:9000, server-status, default-handler and None are"
                                + " accepted; Java handlers are mounted by Handler"),
                refused(
                        "AddHandler \"proxy:fcgi://php:9000\" .php",
                        "1: AddHandler: files would be sent as they are: SetHandler proxy:fcgi://php:9000 in"
                                + " <FilesMatch> is accepted"),
                refused(
                        "ProxyFCGISetEnvIf true !A b",
                        "1: ProxyFCGISetEnvIf: '!A' takes a variable away: !name without a value is accepted"),
                refused("CGIVar X current-uri", "1: CGIVar: 'X' cannot be chosen: REQUEST_URI is accepted"),
                refused(
                        "<Proxy \"fcgi://php:9000\" enablereus=on>\n</Proxy>",
                        "1: <Proxy>: unknown parameter 'enablereus': accepted are min, max, smax, ttl, acquire,"
                                + " connectiontimeout, timeout, retry, flushpackets, flushwait, disablereuse, enablereuse,"
                                + " keepalive, iobuffersize, receivebuffersize"),
                refused("\n<VirtualHost *:80>", "2: <VirtualHost> is not closed: </VirtualHost> is missing"),
                refused("</Directory>", "1: </Directory> closes a section that is not open"),
                refused(
                        "<Files a>\n</Directory>",
                        "2: </Directory> is not the end of <Files> of line 1: </Files> is accepted"),
                refused("<Files a", "1: <Files a does not end with >"),
                refused("<Flies a>\n</Flies>", "1: <Flies> is no section that is known"),
                refused(
                        "<Directory /a>\nListen 80\n</Directory>",
                        "2: Listen is not allowed in <Directory>: it is accepted in server config"),
                refused(
                        "<Directory /a>\n<Location /a>\n</Location>\n</Directory>",
                        "2: <Location> is not allowed in <Directory>: it is accepted in server config, <VirtualHost>"),
                refused(
                        "php_value a b",
                        "1: php_value is not supported: PHP is not run: a FastCGI server of its own runs it"),
                refused(
                        "ProxyPass http://b/",
                        "1: ProxyPass names no path: outside of <Location> it is accepted with one"),
                refused(
                        "<Location /a>\nProxyPass /a http://b/\n</Location>",
                        "2: ProxyPass names a path: in <Location> it is accepted without one"),
                refused(
                        "ProxyPass /a ajp://b/",
                        "1: ProxyPass: 'ajp' is no scheme of a backend: http, https, fcgi are accepted"),
                refused(
                        "ProxyPass /a http://b/ upgrade=websocket",
                        "1: ProxyPass: unknown parameter 'upgrade': accepted are min, max, smax, ttl, acquire,"
                                + " connectiontimeout, timeout, retry, flushpackets, flushwait, disablereuse, enablereuse,"
                                + " keepalive, iobuffersize, receivebuffersize"),
                refused(
                        "ProxyPass /a http://b/ retry=soon",
                        "1: ProxyPass: parameter retry: 'soon' is not accepted: seconds, or a number with ms, s, min"
                                + " or h are"),
                refused("ProxyPass /a http://b:0/", "1: ProxyPass: '0' is no port: 1 to 65535 are accepted"),
                refused(
                        "ProxyPass /a unix:relative|http://b/",
                        "1: ProxyPass: 'unix:relative|http://b/' names no socket: unix:/path|http://localhost/ is"
                                + " accepted"),
                refused("ProxyRequests On", "1: ProxyRequests: the server is no forward proxy: Off is accepted"),
                refused(
                        "Handler /a b.C\nHandler /a b.D",
                        "2: Handler /a is on the same path as Handler /a of line 1: one handler for each path is"
                                + " accepted"),
                refused(
                        "Handler /a b.C\n\nHandler /a/ b.D",
                        "3: Handler /a/ is on the same path as Handler /a of line 1: one handler for each path is"
                                + " accepted"),
                refused(
                        "Handler /a/b b.C\nHandler /a//b b.C",
                        "2: Handler /a//b is on the same path as Handler /a/b of line 1: one handler for each path is"
                                + " accepted"),
                refused(
                        "Handler / b.C\nHandler // b.D",
                        "2: Handler // is on the same path as Handler / of line 1: one handler for each path is"
                                + " accepted"),
                refused(
                        "Handler /a/../b b.C",
                        "1: Handler: '/a/../b' has a segment . or .., which no request's path has when it is resolved:"
                                + " a path without is accepted"),
                refused(
                        "Listen 9000",
                        "1: Listen 9000 and ManagementListen 9000 are the same port: two different ones are accepted"),
                refused(
                        "ManagementListen 8080\nListen [::1]:8080",
                        "1: Listen [::1]:8080 and ManagementListen 8080 are the same port: two different ones are"
                                + " accepted"),
                refused(
                        "Listen 80\nListen 81\nListen 127.0.0.1:80",
                        "3: Listen 127.0.0.1:80 is the same port as Listen 80 of webserver.conf:1: each port once is"
                                + " accepted"),
                refused("Listen 80 spdy", "1: Listen: 'spdy' is no protocol: http and https are accepted"),
                refused("Listen", "1: Listen has 0 arguments: accepted is Listen [address:]port [protocol]"),
                refused("Listen 80 # http", "1: Listen has 3 arguments: accepted is Listen [address:]port [protocol]"),
                refused(
                        "Listen ::1:80",
                        "1: Listen: '::1:80' has an IPv6 address without brackets: accepted are a port, address:port"
                                + " and [IPv6 address]:port"),
                refused("Listen 65536", "1: Listen: port 65536 is outside 0 to 65535"),
                refused(
                        "ServerMPM itk",
                        "1: ServerMPM: 'itk' is no multi-processing module: accepted are prefork, worker, event"),
                refused("ServerMPM", "1: ServerMPM has 0 arguments: accepted is ServerMPM prefork | worker | event"),
                refused("MinSpareServers 5", "1: MinSpareServers is a directive of prefork, and ServerMPM is event"),
                refused(
                        "ThreadsPerChild 5\nServerMPM prefork",
                        "1: ThreadsPerChild is a directive of worker and event, and ServerMPM is prefork"),
                refused("MaxRequestWorkers many", "1: MaxRequestWorkers: 'many' is no number: digits are accepted"),
                refused("MaxRequestWorkers 1.5", "1: MaxRequestWorkers 1.5: a whole number is accepted"),
                refused(
                        "MaxRequestWorkers 1 2",
                        "1: MaxRequestWorkers has 2 arguments: accepted is MaxRequestWorkers number"),
                refused("AsyncRequestWorkerFactor 0", "1: AsyncRequestWorkerFactor 0: a number above 0 is accepted"),
                refused(
                        "Timeout soon",
                        "1: Timeout: 'soon' is no time: seconds, or a number with ms, s, min or h are accepted"),
                refused("KeepAlive maybe", "1: KeepAlive: 'maybe' is not known: accepted are on, off"),
                refused("LimitRequestLine 0", "1: LimitRequestLine 0 is below 1"),
                refused(
                        "HandlerHeap 1T",
                        "1: HandlerHeap: '1T' is no size: bytes, or a number with K, M or G are accepted"),
                refused("HandlerHeap 99999999999G", "1: HandlerHeap: '99999999999G' is too large a size"),
                refused("IdleConnections -1", "1: IdleConnections -1 is outside 0 to 2147483647"),
                refused(
                        "RequestReadTimeout header=20-10,MinRate=1",
                        "1: RequestReadTimeout header has a maximum 10 below its start 20"),
                refused("RequestReadTimeout header=1 header=2", "1: RequestReadTimeout: header is given twice"),
                refused("Handler api b.C", "1: Handler: 'api' is no path: one that begins with / is accepted"),
                refused("Handler /api b..C", "1: Handler: 'b..C' is no class: a name such as com.acme.Api is accepted"),
                refused("DocumentRoot \"\"", "1: DocumentRoot is empty"),
                refused(
                        "Timeout 60 " + "x".repeat(16 * 1024),
                        "1: the line has 16395 characters: at most 16384 are accepted"),
                refused("Handler /a a.B\n".repeat(20_001), "20001: more than 20000 directives: no more are accepted"),
                refused("\nDocumentRoot a\u0000b", "2: the line contains a control character: plain text is accepted"),
                refused("LogLevel \\\nloud", "1: LogLevel: 'loud' is not known: accepted are error, warn, info, debug"),
                refused(
                        "CustomLog stdout",
                        "1: CustomLog has 1 arguments: accepted is CustomLog path | stdout  name | format "
                                + " [env=[!]variable | expr=expression]"),
                refused(
                        "<Location />\nAuthUserFile users\n</Location>",
                        "2: AuthUserFile: 'users' is no absolute path: one that begins with / is accepted"),
                refused(
                        "<Location />\nAuthType Digest\n</Location>",
                        "2: AuthType: 'Digest' is not supported: Basic and None are accepted"),
                refused(
                        "\nSSLCertificateFile a",
                        "2: SSLCertificateFile and SSLCertificateKeyFile belong together: one of them is missing"));
    }

    @Test
    void countsTheFilesOfAllLogsOfRequestsOnce() throws ConfException {
        String text = """
            CustomLog one.log combined
            CustomLog /dev/stdout json
            <VirtualHost *>
            CustomLog one.log common
            TransferLog two.log
            </VirtualHost>
            """;
        assertEquals(3, ConfReader.read("webserver.conf", text).workload().accessLogs());
        assertEquals(0, ConfReader.read("webserver.conf", "").workload().accessLogs());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2",
        "LoadModule mpm_event_module m.so, 2",
        "LoadModule headers_module m.so, 1",
        "LoadModule ssl_module m.so, 2"
    })
    void findsTheModuleOfTlsWhereModulesAreLoadedOnlyIfItIsOne(String before, int ports) throws ConfException {
        String text = before + "\nListen 8080\n<IfModule ssl_module>\nListen 8443\n</IfModule>\n"
                + "<IfModule mod_headers.c>\nHeader set X-A a\n</IfModule>\n";
        WebServerConf conf = ConfReader.read("webserver.conf", text);
        assertEquals(ports, conf.listens().size());
        assertEquals(1, conf.site().nodes().size());
    }

    @Test
    void readsListsOfProxiesFromServerRootOn() throws ConfException {
        String text =
                "ServerRoot /etc/apache2\nRemoteIPHeader X-Forwarded-For\nRemoteIPInternalProxyList proxies.txt\n";
        Line list =
                (Line) ConfReader.read("webserver.conf", text).site().nodes().getLast();
        assertEquals(List.of("/etc/apache2/proxies.txt"), list.arguments());
    }

    @Test
    void readsPathsOfSectionsFromServerRootOn() throws ConfException {
        String text = "ServerRoot /etc/apache2\n<Location />\nAuthUserFile \"my users\"\n</Location>\n";
        Section location =
                (Section) ConfReader.read("webserver.conf", text).site().nodes().getFirst();
        assertEquals(
                List.of("/etc/apache2/my users"), ((Line) location.children().getFirst()).arguments());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithFileAndLineAndWhatWouldBeAccepted(String text, String message) {
        var refused = assertThrows(ConfException.class, () -> ConfReader.read("webserver.conf", text));
        assertEquals("webserver.conf:" + message, refused.getMessage());
    }

    private static Arguments refused(String text, String message) {
        return Arguments.of(text, message);
    }

    @Test
    void namesAByteOrderMarkThatEditorsDoNotShow() {
        for (String first : new String[] {"ServerMPM event", "# a comment", ""}) {
            var refused = assertThrows(
                    ConfException.class, () -> ConfReader.read("webserver.conf", "\uFEFF" + first + "\nListen 80\n"));
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .startsWith("webserver.conf:1: the text begins with a byte order mark (U+FEFF)"),
                    refused.getMessage());
        }
    }
}
