package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request line may be, and what becomes of one that is refused: RFC 9112, sections 3 and 9.3, and Apache 2.4.71. */
class RequestLinesTest {

    private final WorkerSlot slot = Scoreboards.empty(1, 1).process(0).worker(0);
    private MemoryTransport transport = new MemoryTransport();
    private final HeardRequests logged = new HeardRequests();

    /** Answers with what it sees. */
    private static final RequestHandler SEES = new RequestHandler() {
        @Override
        public boolean mayBlock(Request request) {
            return false;
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            Request request = exchange.request();
            String seen = request.fields().get(HttpHeader.HOST) + " " + request.target();
            exchange.respond(
                    Response.of(200, HttpFields.EMPTY, new Content.Memory(seen.getBytes(StandardCharsets.ISO_8859_1))));
        }
    };

    private Next converse(String received, int piece) throws IOException {
        Log log = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
        ServerContext context =
                new ServerContext(HttpSettings.defaults(), SEES, logged, log, () -> false, UnaryOperator.identity());
        transport = new MemoryTransport();
        HttpConnection connection = new HttpConnection(transport, context).attach(new Codec(context));
        for (int i = 0; i < received.length(); i += piece) {
            transport.receives(received.substring(i, Math.min(received.length(), i + piece)));
        }
        Next next = connection.receive();
        while (next == Next.RESPOND || next == Next.PIPELINED) {
            next = next == Next.RESPOND ? connection.respond(slot) : connection.receive();
        }
        return next;
    }

    private String answer(String received) throws IOException {
        converse(received, received.length());
        String whole = transport.sent();
        converse(received, 1);
        assertEquals(status(whole), status(transport.sent()), "in pieces of one byte");
        return whole;
    }

    private static String status(String answer) {
        return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource({
        "GET / HTTP/1.1, 200",
        "GET / HTTP/1.2, 200",
        "GET / HTTP/1.9, 200",
        "GET / HTTP/1.0, 200",
        "get / HTTP/1.1, 200",
        "GET / http/1.1, 400",
        "GET / Http/1.1, 400",
        "GET / HTTP/1.10, 400",
        "GET / HTTP/1.01, 400",
        "GET / HTTP/01.1, 400",
        "GET / HTTP/1., 400",
        "GET / HTTP/1, 400",
        "GET / HTTP/11, 400",
        "GET / HTTPS/1.1, 400",
        "GET / HTTP/a.1, 400",
        "GET / HTTP/0.9, 505",
        "GET / HTTP/2.0, 505",
        "GET /, 505",
        "GET / HTTP/1.1 x, 400",
        "GET /\tHTTP/1.1, 400",
        "GET /a b HTTP/1.1, 400",
        "GET, 400",
        "G@T / HTTP/1.1, 400",
        "GET * HTTP/1.1, 400",
        "POST * HTTP/1.1, 400",
        "FOO * HTTP/1.1, 400",
        "OPTIONS * HTTP/1.1, 200",
        "OPTIONS *x HTTP/1.1, 400",
        "OPTIONS *?a HTTP/1.1, 400",
        "OPTIONS x HTTP/1.1, 400",
        "OPTIONS / HTTP/1.1, 200",
        "OPTIONS http://x HTTP/1.1, 200",
        "CONNECT /g HTTP/1.1, 400",
        "CONNECT * HTTP/1.1, 400",
        "CONNECT x HTTP/1.1, 400",
        "CONNECT x: HTTP/1.1, 400",
        "CONNECT x:a HTTP/1.1, 400",
        "CONNECT http://x/ HTTP/1.1, 400",
        "CONNECT x:80 HTTP/1.1, 200",
        "GET x:80 HTTP/1.1, 400",
        "GET a/b HTTP/1.1, 400",
        "GET /?a#b HTTP/1.1, 400",
        "GET /#b HTTP/1.1, 400",
        "GET /?a\u007fb HTTP/1.1, 400",
        "GET /a\\b HTTP/1.1, 400",
        "GET /%zz HTTP/1.1, 400",
        "GET /%00 HTTP/1.1, 404",
        "GET /?a\\b HTTP/1.1, 200",
        "'GET /?|{}^`[]\"<> HTTP/1.1', 200",
        "'GET /|{}^`[]\"<> HTTP/1.1', 200",
        "GET /?%zz% HTTP/1.1, 200",
        "GET /?\u00ff HTTP/1.1, 200",
    })
    void areReadAsApacheReadsThem(String line, int status) throws IOException {
        assertEquals(String.valueOf(status), status(answer(line + "\r\nHost: b\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0} is for {1}")
    @CsvSource({
        "http://a.example/, a.example",
        "http://a.example:81/x?y, a.example:81",
        "http://a.example:/, a.example:",
        "HTTP://A.example, A.example",
        "http://a.example?x, a.example",
        "http://[::1]:80/, [::1]:80",
        "http://a_b./, a_b.",
        "/, b",
        "//a.example/, b",
        "/?http://a.example/, b",
    })
    void nameInAbsoluteFormWhoTheyAreFor(String target, String host) throws IOException {
        String http11 = answer("GET " + target + " HTTP/1.1\r\nHost: b\r\n\r\n");
        assertTrue(http11.endsWith("\r\n\r\n" + host + " " + target), http11);
        String http10 = answer("GET " + target + " HTTP/1.0\r\nHost: b\r\n\r\n");
        assertTrue(http10.endsWith("\r\n\r\n" + host + " " + target), http10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://x:abc/",
                "http://[::1/",
                "http:///",
                "http://",
                "http://:80/",
                "http://[]/",
                "http://[::1]x/",
                "http://u@x/",
                "http://u:p@x/",
                "http://x:80:80/",
                "http://x:65536/",
                "http://x:-1/",
                "http://a|b/",
                "http://%41/",
                "http://x,y/",
                "http:/x",
                "http:x",
                "ftp://x/",
                "http://x:99999999999999999999/"
            })
    void areRefusedWhenTheirAuthorityIsNone(String target) throws IOException {
        assertEquals("400", status(answer("GET " + target + " HTTP/1.1\r\nHost: b\r\n\r\n")));
    }

    /** What Apache 2.4.71 has answered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.",
                ".a",
                "a_b",
                "-a",
                "a:80",
                "a:080",
                "a:65535",
                "1.2.3.4",
                "1.2.3.4.",
                "256.1.1.1",
                "1.2.3.a",
                "[::1]",
                "[::1]:80",
                "[::ffff:1.2.3.4]"
            })
    void areTakenWithAHostThatIsOne(String host) throws IOException {
        assertEquals("200", status(answer("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")));
    }

    /** What Apache 2.4.71 has answered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a..b",
                "a..",
                "..",
                ".",
                "a:",
                "a:x",
                "a:0",
                "a:65536",
                "a:1e1",
                "a:+80",
                ":80",
                "a:b:c",
                "a/b",
                "a b",
                "a%41",
                "a@b",
                "a,b",
                "a~b",
                "a*",
                "a;b",
                "a\\b",
                "a?b",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                ".1.2.3",
                "::1",
                "[::1]:",
                "[::1]x",
                "[::1",
                "[1]",
                "[x]",
                "[:::]",
                "[v1.x]",
                "[fe80::1%25eth0]",
                "[1:2:3:4:5:6:7:8:9]"
            })
    void areRefusedWithAHostThatIsNone(String host) throws IOException {
        assertEquals("400", status(answer("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")));
    }

    /** What Apache 2.4.71 has answered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100-continue                         | 200",
                "100-Continue                         | 200",
                "''                                   | 200",
                "foo                                  | 417",
                "foo=bar                              | 417",
                "100                                  | 417",
                "100-continue;x                       | 417",
                "'100-continue, foo'                  | 417",
                "'foo, 100-continue'                  | 417",
                "'100-continue\r\nExpect: foo'        | 417",
            })
    void areRefusedWithAnExpectationThatNobodyKnows(String expectation, int status) throws IOException {
        for (String version : List.of("1.0", "1.1")) {
            String fields = "Host: a\r\nExpect: " + expectation + "\r\n\r\n";
            assertEquals(String.valueOf(status), status(answer("GET / HTTP/" + version + "\r\n" + fields)));
        }
    }

    /** As HTTP/1.0 never had to name one, and as an absolute-form names another. */
    @Test
    void needNoHostWhereNobodyLooksAtIt() throws IOException {
        assertEquals("200", status(answer("GET / HTTP/1.0\r\nHost:\r\n\r\n")));
        assertEquals("200", status(answer("GET http://a/ HTTP/1.1\r\nHost: a..b\r\n\r\n")));
    }

    /** RFC 9112, section 3.2: one Host, whatever the target says. */
    @Test
    void inAbsoluteFormNeedAHostFieldAllTheSame() throws IOException {
        assertEquals("400", status(answer("GET http://a/ HTTP/1.1\r\n\r\n")));
        assertEquals("400", status(answer("GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n")));
        String old = answer("GET http://a/ HTTP/1.0\r\n\r\n");
        assertTrue(old.endsWith("\r\n\r\na http://a/"), old);
    }

    @Test
    void areTakenWithWhatIsBeyondAsciiEncoded() throws IOException {
        String answer = answer("GET /\u00c3\u00a4?\u00ff HTTP/1.1\r\nHost: b\r\n\r\n");
        assertTrue(answer.endsWith("b /%C3%A4?%FF"), answer);
    }

    @ParameterizedTest(name = "HTTP/{0} with {1}: stays open {2}")
    @CsvSource({
        "1.0, 'keep-alive, close', false",
        "1.0, 'close, keep-alive', false",
        "1.0, 'keep-alive\r\nConnection: close', false",
        "1.0, 'close\r\nConnection: keep-alive', false",
        "1.0, Keep-Alive, true",
        "1.0, 'x, keep-alive', true",
        "1.0, x, false",
        "1.1, 'close, x', false",
        "1.1, 'x,close', false",
        "1.1, 'keep-alive, CLOSE', false",
        "1.1, 'x\r\nConnection: close', false",
        "1.1, ',close,', false",
        "1.1, closed, true",
        "1.2, close, false",
        "1.2, x, true",
    })
    void areFollowedByTheConnectionsEndIfAnyOptionAsksForIt(String version, String connection, boolean open)
            throws IOException {
        String head = "GET / HTTP/" + version + "\r\nHost: b\r\nConnection: " + connection + "\r\n\r\n";
        assertEquals(open ? Next.IDLE : Next.CLOSE, converse(head, head.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /#a HTTP/1.1\r\nHost: b\r\n\r\n",
                "HEAD / http/1.1\r\nHost: b\r\n\r\n",
                "HEAD / HTTP/2.0\r\nHost: b\r\n\r\n",
                "HEAD x HTTP/1.1\r\nHost: b\r\n\r\n",
                "HEAD * HTTP/1.1\r\nHost: b\r\n\r\n",
                "HEAD / HTTP/1.1\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: b\r\nA : b\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HEAD /a\u0001 HTTP/1.1\r\nHost: b\r\n\r\n"
            })
    void ofHeadAreRefusedWithoutABody(String received) throws IOException {
        String answer = answer(received);
        assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.endsWith("\r\n\r\n") && answer.contains("Connection: close"), answer);
    }

    @Test
    void ofHeadThatAreTooLongAreRefusedWithoutABody() throws IOException {
        String answer = answer("HEAD /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: b\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 414 ") && answer.endsWith("\r\n\r\n"), answer);
    }

    @ParameterizedTest(name = "{0} is logged as {1}")
    @CsvSource({
        "'GET / http/1.1\r\nHost: b\r\n\r\n', GET / http/1.1, 400",
        "'GET / HTTP/1.9\r\nHost: b\r\n\r\n', GET / HTTP/1.9, 200",
        "'GET /a#b HTTP/1.1\r\nHost: b\r\n\r\n', GET /a#b HTTP/1.1, 400",
        "'GET /a\u0001b HTTP/1.1\r\nHost: b\r\n\r\n', GET /a\u0001b HTTP/1.1, 400",
        "'GET /a b HTTP/1.1\r\nHost: b\r\n\r\n', GET /a b HTTP/1.1, 400",
        "'GET /x HTTP/1.1\r\n\r\n', GET /x HTTP/1.1, 400",
        "'nonsense\r\n\r\n', nonsense, 400",
        "'GET /\r\n\r\n', GET /, 505",
    })
    void areLoggedAsFarAsTheyCame(String received, String line, int status) throws IOException {
        converse(received, received.length());
        assertEquals(List.of(line + " " + status), logged.lines());
    }
}
