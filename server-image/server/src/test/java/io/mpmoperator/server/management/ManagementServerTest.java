package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServerFacts facts = new FakeFacts(Fakes.busyScoreboard(Mode.EVENT));
    private ManagementServer server;

    private record FakeFacts(Scoreboard scoreboard) implements ServerFacts {

        @Override
        public ServerView view() {
            return Fakes.view(Fakes.small(Mode.EVENT));
        }
    }

    private static Log log() {
        return Log.toStandardError(LogLevel.ERROR);
    }

    @BeforeEach
    void start() throws IOException {
        server = ManagementServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), facts, log());
        server.start();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    private HttpResponse<String> ask(String method, String target) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + target);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/metrics", "/server-status", "/server-status/?auto"})
    void answersGetAndHead(String target) throws Exception {
        HttpResponse<String> get = ask("GET", target);
        HttpResponse<String> head = ask("HEAD", target);
        assertEquals(List.of(200, 200), List.of(get.statusCode(), head.statusCode()));
        assertTrue(get.body().length() > 1);
        assertEquals("", head.body());
        assertEquals(get.headers().firstValue("Content-Type"), head.headers().firstValue("Content-Type"));
        assertEquals("no-store", get.headers().firstValue("Cache-Control").orElseThrow());
    }

    @Test
    void saysWhatKindOfTextItSends() throws Exception {
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                ask("GET", "/metrics").headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                "text/html; charset=utf-8",
                ask("GET", "/server-status")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow());
        assertEquals(
                "text/plain; charset=utf-8",
                ask("GET", "/server-status?auto")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow());
    }

    @Test
    void asksTheBrowserToComeAgain() throws Exception {
        assertEquals(
                "7",
                ask("GET", "/server-status?refresh=7")
                        .headers()
                        .firstValue("Refresh")
                        .orElseThrow());
        assertTrue(ask("GET", "/server-status").headers().firstValue("Refresh").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/livezz", "/livez/", "/server-status/x", "/metrics/../livez"})
    void knowsNothingElse(String target) throws Exception {
        HttpResponse<String> response = ask("GET", target);
        assertEquals(404, response.statusCode());
        assertEquals("not here; there are /livez, /readyz, /metrics, /server-status\n", response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "BREW"})
    void takesNoOtherMethod(String method) throws Exception {
        HttpResponse<String> response = ask(method, "/metrics");
        assertEquals(405, response.statusCode());
        assertEquals("GET, HEAD", response.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void namesTheAddressThatCannotBeBound() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            IOException e = assertThrows(IOException.class, () -> ManagementServer.bind(address, facts, log()));
            assertEquals(
                    "ManagementListen 127.0.0.1:" + taken.getLocalPort() + " cannot be bound: Address already in use",
                    e.getMessage());
        }
    }

    @Test
    void namesTheHostThatThereIsNot() {
        InetSocketAddress address = InetSocketAddress.createUnresolved("nowhere.invalid", 9000);
        IOException e = assertThrows(IOException.class, () -> ManagementServer.bind(address, facts, log()));
        assertEquals("ManagementListen nowhere.invalid:9000 cannot be bound: no such host", e.getMessage());
    }

    @Test
    void slowClientsKeepNoProbeWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow.add(socket);
                socket.getOutputStream().write("GET /livez HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(200, ask("GET", "/livez").statusCode());
            assertEquals(200, ask("GET", "/metrics").statusCode());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
