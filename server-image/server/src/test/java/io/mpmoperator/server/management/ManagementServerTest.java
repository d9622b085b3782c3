package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.time.Duration;
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

    private static final String LIVEZ = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";

    private Socket connected(String sends) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(sends.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** All that a client gets until its connection ends, be it by a reset. */
    private static String everything(Socket socket) {
        StringBuilder text = new StringBuilder();
        try {
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                text.append((char) c);
            }
        } catch (IOException e) {
            text.append(e.getMessage());
        }
        return text.toString();
    }

    /** Clients that hold connections open: idle after a response, in the middle of a head, without a byte, not reading. */
    @ParameterizedTest
    @ValueSource(strings = {LIVEZ, "GET /livez HTTP/1.1\r\nHo", "", "GET /server-status HTTP/1.1\r\n\r\n"})
    void answersWhateverOthersHoldOpen(String held) throws Exception {
        List<Socket> others = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                others.add(connected(held));
                if (i % 100 == 99) {
                    for (String target : List.of("/livez", "/readyz", "/metrics", "/server-status")) {
                        assertEquals(200, ask("GET", target).statusCode());
                    }
                }
            }
        } finally {
            for (Socket socket : others) {
                socket.close();
            }
        }
    }

    @Test
    void endsTheOldestOfTooManyConnectionsAndKeepsTheOthers() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i <= ManagementServer.MOST_CONNECTIONS; i++) {
                Socket socket = connected(LIVEZ);
                assertEquals('H', socket.getInputStream().read());
                sockets.add(socket);
            }
            assertTrue(everything(sockets.getFirst()).endsWith("\r\n\r\nok\n"));
            Socket newest = sockets.getLast();
            newest.getOutputStream()
                    .write(LIVEZ.replace("Host", "Connection: close\r\nHost").getBytes(StandardCharsets.US_ASCII));
            assertEquals(2, everything(newest).split("\r\n\r\nok\n", -1).length - 1);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        try (Socket socket =
                connected(LIVEZ + "HEAD /livez HTTP/1.1\r\n\r\nGET /x HTTP/1.1\r\nConnection: Close\r\n\r\n")) {
            String answers = everything(socket);
            assertEquals(2, answers.split("HTTP/1.1 200 OK\r\n", -1).length - 1, answers);
            assertTrue(answers.contains("HTTP/1.1 404 Not Found\r\n"), answers);
        }
    }

    @Test
    void closesAfterAnAnswerToAnOlderClientUnlessItAsksOtherwise() throws IOException {
        try (Socket socket = connected("GET /livez HTTP/1.0\r\n\r\n")) {
            assertTrue(everything(socket).contains("\r\nConnection: close\r\n"));
        }
        try (Socket socket = connected("GET /server-status HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")) {
            String page = everything(socket);
            assertTrue(page.contains("\r\nConnection: close\r\n") && page.endsWith("\n"), page);
            assertFalse(page.contains("chunked"), page);
        }
    }

    @Test
    void answersARequestWhoseBodyItDoesNotRead() throws IOException {
        try (Socket socket = connected("POST /livez HTTP/1.1\r\nContent-Length: 9\r\n\r\nGET /livez")) {
            String response = everything(socket);
            assertTrue(response.startsWith("HTTP/1.1 405 "), response);
            assertEquals(response.indexOf("HTTP/1.1"), response.lastIndexOf("HTTP/1.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /livez\r\n\r\n",
                "GET  /livez HTTP/1.1\r\n\r\n",
                "GET /livez HTTP/2.0\r\n\r\n",
                "GET /%zz HTTP/1.1\r\n\r\n",
                "GET /livez HTTP/1.1\r\nnonsense\r\n\r\n",
                "\r\n\r\n\r\n\r\n"
            })
    void refusesWhatIsNoRequest(String head) throws IOException {
        try (Socket socket = connected(head)) {
            String response = everything(socket);
            assertTrue(response.startsWith("HTTP/1.1 400 Bad Request\r\n"), response);
        }
    }

    @Test
    void aRequestHeadHasSixteenKibibytes() throws IOException {
        try (Socket socket = connected("GET /livez HTTP/1.1\r\nX: " + "x".repeat(17_000) + "\r\n\r\n")) {
            assertFalse(everything(socket).startsWith("HTTP/1.1 200 "));
        }
        try (Socket socket =
                connected("GET /livez HTTP/1.1\r\nConnection: close\r\nX: " + "x".repeat(15_000) + "\r\n\r\n")) {
            assertTrue(everything(socket).startsWith("HTTP/1.1 200 "));
        }
    }

    /** Half a head, nothing at all, and a second request that does not come. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /livez HTTP/1.1\r\nHo", "", LIVEZ})
    void aClientsTimeEnds(String sends) throws IOException {
        server.close();
        Duration shortly = Duration.ofMillis(100);
        server = ManagementServer.bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                facts,
                new ManagementConnection.TimeLimits(shortly, Duration.ofMinutes(1), shortly),
                log());
        server.start();
        try (Socket socket = connected(sends)) {
            String response = everything(socket);
            assertTrue(sends.equals(LIVEZ) ? response.endsWith("ok\n") : response.isEmpty(), response);
        }
    }
}
