package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.e2e.handlers.CountingHandler;
import io.mpmoperator.e2e.handlers.HandlerJar;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a configuration says of URLs is in force for a mounted handler, and a Location shows the status of the server. */
@Tag("process")
class RulesForHandlersTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private WebServerConf conf(Mode mode, String text) throws ConfException {
        String before = "ServerMPM " + mode.directiveValue() + "\nServerName shop.example\nMaxRequestWorkers 4\n"
                + "LogFormat \"%v %>s %{X-Sent}i %r\" short\nCustomLog ${LOGS}/site.log short\n";
        Surroundings logs = Surroundings.variables(Map.of("LOGS", folder.toString()));
        WebServerConf conf = ConfReader.read("x", before + text, logs).conf();
        return HandlerJar.mounted(conf, "/api", CountingHandler.class, folder);
    }

    private List<String> lines(String name) {
        try {
            return Files.exists(folder.resolve(name)) ? Files.readAllLines(folder.resolve(name)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawHttp.Response ask(ServerProcess server, String line, String host) {
        try (RawHttp http = server.connect()) {
            return http.send(line + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").receive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerIsReachedByTheRulesOfItsVirtualHost(Mode mode) throws ConfException {
        String text = """
                RequestHeader set X-Sent by-rule
                <VirtualHost *:*>
                  ServerName one.example
                  Header set X-Host one
                  RewriteEngine on
                  RewriteRule ^/old/(.*)$ /api/$1
                  <Location /api/secret>
                    Require all denied
                  </Location>
                </VirtualHost>
                <VirtualHost *:*>
                  ServerName two.example
                  CustomLog ${LOGS}/two.log short env=!quiet
                  SetEnvIf Request_URI "health$" quiet
                </VirtualHost>
                """;
        try (ServerProcess server = ServerProcess.start(conf(mode, text), folder)) {
            RawHttp.Response first = ask(server, "GET /old/a", "one.example");
            assertEquals(200, first.status(), first.text());
            assertEquals("one", first.fields().get("x-host"));
            assertEquals(403, ask(server, "GET /api/secret", "one.example").status());
            assertEquals(403, ask(server, "GET /api/%73ecret", "one.example").status());
            assertEquals(200, ask(server, "GET /api/secret", "two.example").status());
            assertEquals(200, ask(server, "GET /api/health", "two.example").status());
            Await.until("every line is written", SOON, () -> lines("site.log").size() == 3);
            Await.until(
                    "the line of the other is written",
                    SOON,
                    () -> !lines("two.log").isEmpty());
            assertTrue(
                    lines("site.log").contains("one.example 200 by-rule GET /old/a HTTP/1.1"),
                    () -> lines("site.log").toString());
            assertEquals(List.of("two.example 200 by-rule GET /api/secret HTTP/1.1"), lines("two.log"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLocationShowsWhatTheManagementPortShows(Mode mode) throws ConfException {
        String text = """
                <Location /status>
                  SetHandler server-status
                  Require local
                </Location>
                <Location /closed>
                  SetHandler server-status
                  Require ip 192.0.2.1
                </Location>
                """;
        try (ServerProcess server = ServerProcess.start(conf(mode, text), folder)) {
            String auto = ask(server, "GET /status?auto", "shop.example").text();
            List<String> keys =
                    auto.lines().map(line -> line.replaceAll(":.*", "")).toList();
            String managed = server.management("/server-status?auto").text();
            assertEquals(managed.lines().map(line -> line.replaceAll(":.*", "")).toList(), keys);
            assertTrue(auto.contains("ServerMPM: " + mode.directiveValue() + "\n"), auto);
            assertTrue(auto.matches("(?s).*\nBusyWorkers: [1-9].*"), auto);
            String page = ask(server, "GET /status", "shop.example").text();
            assertTrue(page.contains("<title>Server status: " + mode.directiveValue()), page);
            assertEquals(403, ask(server, "GET /closed", "shop.example").status());
        }
    }

    @Test
    void everyChildTellsOfARestart() throws ConfException {
        String text = "<Location /status>\nSetHandler server-status\n</Location>\n";
        try (ServerProcess server = ServerProcess.start(conf(Mode.EVENT, text), folder)) {
            server.signal("USR1");
            Await.until(
                    "the new generation tells of itself",
                    SOON,
                    () -> ask(server, "GET /status?auto", "shop.example").text().contains("ServerMPMGeneration: 1\n"));
        }
    }
}
