package io.mpmoperator.remoteip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mpmoperator.address.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyProtocolTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private static ProxyHeader text(String text) {
        return ProxyProtocol.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static ProxyHeader bytes(String hex) {
        return ProxyProtocol.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static ProxyHeader.Proxied proxied(String client, int port, String server, int serverPort, int length) {
        return new ProxyHeader.Proxied(
                IpAddress.parse(client).orElseThrow(),
                port,
                IpAddress.parse(server).orElseThrow(),
                serverPort,
                length);
    }

    @Test
    void readsVersion1() {
        String line = "PROXY TCP4 192.0.2.1 10.0.0.9 56324 443\r\n";
        assertEquals(proxied("192.0.2.1", 56324, "10.0.0.9", 443, line.length()), text(line + "GET / HTTP/1.1\r\n"));
        String six = "PROXY TCP6 2001:db8::1 ::1 1 2\r\n";
        assertEquals(proxied("2001:db8::1", 1, "::1", 2, six.length()), text(six));
        assertEquals(new ProxyHeader.Local(15), text("PROXY UNKNOWN\r\nGET"));
        assertEquals(new ProxyHeader.Local(23), text("PROXY UNKNOWN a b c d\r\n"));
    }

    @Test
    void readsVersion2() {
        assertEquals(
                proxied("192.0.2.1", 56324, "10.0.0.9", 443, 28),
                bytes(SIGNATURE + "2111000c" + "c0000201" + "0a000009" + "dc04" + "01bb" + "474554"));
        assertEquals(
                proxied("2001:db8::1", 1, "::1", 2, 56),
                bytes(SIGNATURE + "21210028" + "20010db8000000000000000000000001" + "00000000000000000000000000000001"
                        + "0001" + "0002" + "04000100"));
        assertEquals(new ProxyHeader.Local(16), bytes(SIGNATURE + "20000000"));
        assertEquals(new ProxyHeader.Local(18), bytes(SIGNATURE + "21000002" + "0000"));
    }

    @Test
    void everyBeginningOfAHeaderIsIncomplete() {
        String line = "PROXY TCP4 192.0.2.1 10.0.0.9 56324 443\r\n";
        for (int length = 0; length < line.length(); length++) {
            assertInstanceOf(ProxyHeader.Incomplete.class, text(line.substring(0, length)));
        }
        String header = SIGNATURE + "2111000c" + "c0000201" + "0a000009" + "dc04" + "01bb";
        for (int length = 0; length < header.length(); length += 2) {
            assertInstanceOf(ProxyHeader.Incomplete.class, bytes(header.substring(0, length)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n", "PROXY TCP4 1.2.3.4\r\n", "PROXY TCP4 1.2.3.4 ::1 1 2\r\n",
                "PROXY TCP6 1.2.3.4 1.2.3.4 1 2\r\n", "PROXY TCP4 1.2.3.4 1.2.3.5 1 65536\r\n",
                        "PROXY UDP4 a b c d\r\n",
                "PROXY \r\n", "proxy TCP4 1.2.3.4 1.2.3.5 1 2\r\n"
            })
    void refusesWhatIsNoHeader(String text) {
        assertInstanceOf(ProxyHeader.Refused.class, text(text));
    }

    @Test
    void refusesHeadersThatAreTooLongOrTooShort() {
        assertInstanceOf(ProxyHeader.Refused.class, text("PROXY " + "x".repeat(200)));
        assertInstanceOf(ProxyHeader.Refused.class, bytes(SIGNATURE + "2111ffff"));
        assertInstanceOf(ProxyHeader.Refused.class, bytes(SIGNATURE + "21110004" + "00000000"));
        assertInstanceOf(ProxyHeader.Refused.class, bytes(SIGNATURE + "3111000c"));
    }
}
