package io.mpmoperator.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.expression.AnyFacts;
import io.mpmoperator.expression.FactsView;
import io.mpmoperator.expression.ServerVariable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected was taken from lines that Apache 2.4 wrote with the same formats. */
class LogFormatTest {

    /** A request that ended with 404, after an internal redirect from another path. */
    private static final class Logged extends FactsView implements LogFacts {

        private final int status;

        Logged(String path, int status) {
            super(new AnyFacts()
                    .with(ServerVariable.REMOTE_ADDR, "10.1.2.3")
                    .with(ServerVariable.CONN_REMOTE_ADDR, "10.0.0.1")
                    .with(ServerVariable.REMOTE_PORT, "53812")
                    .with(ServerVariable.SERVER_ADDR, "10.0.0.9")
                    .with(ServerVariable.SERVER_PORT, "80")
                    .with(ServerVariable.SERVER_NAME, "shop.example")
                    .with(ServerVariable.SERVER_PROTOCOL, "HTTP/1.1")
                    .with(ServerVariable.THE_REQUEST, "GET /t/a%22b%0a?x=%22 HTTP/1.1")
                    .with(ServerVariable.REQUEST_METHOD, "GET")
                    .with(ServerVariable.REQUEST_URI, path)
                    .with(ServerVariable.QUERY_STRING, "x=%22")
                    .with(ServerVariable.REQUEST_FILENAME, "/srv" + path)
                    .with(ServerVariable.SSL_PROTOCOL, "TLSv1.3")
                    .withHeader("User-Agent", "curl \"7\" é\u0001")
                    .withHeader("Cookie", "b=2; a=1")
                    .withResponseHeader("Content-Type", "text/html")
                    .withEnvironment("color", "green"));
            this.status = status;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public long bodyBytes() {
            return status == 304 ? 0 : 236;
        }

        @Override
        public long receivedBytes() {
            return 142;
        }

        @Override
        public long sentBytes() {
            return 397;
        }

        @Override
        public Instant received() {
            return Instant.parse("2026-11-29T16:54:23.898Z");
        }

        @Override
        public long elapsedMicros() {
            return 3_317_690;
        }

        @Override
        public char connectionStatus() {
            return '+';
        }

        @Override
        public long processId() {
            return 32739;
        }

        @Override
        public LogFacts original() {
            return new Logged("/t/a\"b\n", status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '\0',
            value = {
                "%h %l %u %t > 10.1.2.3 - - [29/Nov/2026:17:54:23 +0100]",
                "\"%r\" %s %b %B > \"GET /t/a%22b%0a?x=%22 HTTP/1.1\" 404 236 236",
                "%D %T %{ms}T %{us}T > 3317690 3 3317 3317690",
                "%q %U %<U %f > ?x=%22 /t/a\\\"b\\n /t/a\\\"b\\n /srv/error.html",
                "%m %H %v %V %p %{remote}p %{local}p > GET HTTP/1.1 shop.example shop.example 80 53812 0",
                "%a %{c}a %A %k %X %R %P > 10.1.2.3 10.0.0.1 10.0.0.9 0 + - 32739",
                "%{User-Agent}i %{X-None}i %{Content-Type}o > curl \\\"7\\\" \\xc3\\xa9\\x01 - text/html",
                "%{%Y-%m-%d}t %{sec}t %{msec_frac}t %{end:usec_frac}t > 2026-11-29 1795971263 898 215690",
                "%{usec}t %{begin:msec}t > 1795971263898000 1795971263898",
                "%404{Content-Type}o %!404{Content-Type}o %200,404{color}e %!200,302{color}e > text/html - green green",
                "%{a}C %{c}C %{color}e %{none}e %{n}n > 1 - green - -",
                "%I %O %S %L %^FB %{X}^ti %{SSL_PROTOCOL}x > 142 397 539 - - - TLSv1.3",
                "100%% \\q > 100% \\q",
                "%{%d/%b/%Y %T %z %j %a %y %e %k}t > 29/Nov/2026 17:54:23 +0100 333 Sun 26 29 17",
            })
    void writesWhatApacheWrites(String format, String expected) {
        assertEquals(expected.strip(), LogFormat.parse(format.strip()).line(new Logged("/error.html", 404)));
    }

    @Test
    void takesTheRequestThatTheFormatAsksFor() {
        assertEquals("/error.html", LogFormat.parse("%>U").line(new Logged("/error.html", 404)));
        assertEquals("-", LogFormat.parse("%b").line(new Logged("/x", 304)));
        assertEquals("0", LogFormat.parse("%B").line(new Logged("/x", 304)));
        assertEquals("a\tb\n", LogFormat.parse("a\\tb\\n").line(new Logged("/x", 304)));
    }

    @Test
    void knowsTheCommonFormats() {
        assertTrue(LogFormat.COMBINED
                .line(new Logged("/x", 200))
                .endsWith("200 236 \"-\" \"curl \\\"7\\\" \\xc3\\xa9\\x01\""));
        assertTrue(LogFormat.COMMON.line(new Logged("/x", 200)).endsWith("HTTP/1.1\" 200 236"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%z", "%{x}Z", "%{foo", "%", "%y", "%^xx", "%404"})
    void refusesWhatApacheRefuses(String format) {
        assertThrows(IllegalArgumentException.class, () -> LogFormat.parse(format));
    }

    @Test
    void readsTheArgumentsOfALog() {
        CustomLog log = CustomLog.parse(List.of("/dev/stdout", "combined", "env=!quiet"));
        assertEquals("stdout", log.file());
        assertTrue(log.when().holds(new AnyFacts()));
        assertFalse(log.when().holds(new AnyFacts().withEnvironment("quiet", "")));
        assertTrue(CustomLog.parse(List.of("logs/a", "common", "expr=%{REQUEST_URI} == '/x'"))
                .when()
                .holds(new AnyFacts().with(ServerVariable.REQUEST_URI, "/x")));
        assertThrows(IllegalArgumentException.class, () -> CustomLog.parse(List.of("|/bin/x", "common")));
        assertThrows(IllegalArgumentException.class, () -> CustomLog.parse(List.of("a", "common", "env=")));
    }
}
