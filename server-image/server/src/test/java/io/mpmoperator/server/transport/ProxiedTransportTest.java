package io.mpmoperator.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.server.http.MemoryTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiedTransportTest {

    private static final String LINE = "PROXY TCP4 203.0.113.9 198.51.100.1 4711 443\r\n";
    private static final String BINARY = "\r\n\r\n\0\r\nQUIT\n";

    private final ByteBuffer target = ByteBuffer.allocate(8192);

    private String read(ProxiedTransport transport) throws IOException {
        int n = transport.read(target.clear());
        return n < 0 ? "end" : new String(target.array(), 0, target.position(), StandardCharsets.ISO_8859_1);
    }

    private static InetSocketAddress client(ProxiedTransport transport) {
        return Objects.requireNonNull(transport.remoteAddress());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesWhatFollowsTheHeaderAndNamesTheClient(boolean waits) throws IOException {
        ProxiedTransport transport = new ProxiedTransport(new MemoryTransport(waits).receives(LINE + "GET /"));

        assertEquals("GET /", read(transport));
        assertEquals(new InetSocketAddress("203.0.113.9", 4711), client(transport));
        assertEquals(80, Objects.requireNonNull(transport.localAddress()).getPort());
    }

    @Test
    void understandsTheBinaryHeader() throws IOException {
        byte[] rest = HexFormat.of().parseHex("2111000c" + "cb007107" + "7f000001" + "1267" + "0050");
        String header = BINARY + new String(rest, StandardCharsets.ISO_8859_1);
        ProxiedTransport transport = new ProxiedTransport(new MemoryTransport().receives(header + "GET /"));

        assertEquals("GET /", read(transport));
        assertEquals(new InetSocketAddress("203.0.113.7", 4711), client(transport));
    }

    @Test
    void keepsAHeaderThatComesInPiecesUntilItIsWhole() throws IOException {
        MemoryTransport raw = new MemoryTransport().receives("PROXY TCP4 203.");
        ProxiedTransport transport = new ProxiedTransport(raw);

        assertEquals("", read(transport));
        assertEquals(15, transport.kept());
        raw.receives("0.113.9 127.0.0.1 1 80").receives("\r").receives("\nGET");
        assertEquals("GET", read(transport));
        assertEquals(0, transport.kept());
        raw.receives(" / HTTP/1.1");
        assertEquals(" / HTTP/1.1", read(transport));
        assertEquals("203.0.113.9", client(transport).getAddress().getHostAddress());
    }

    @Test
    void namesTheProxyItselfWhereTheHeaderNamesNobodyElse() throws IOException {
        ProxiedTransport transport = new ProxiedTransport(
                new MemoryTransport().receives("PROXY UNKNOWN\r\n").receives("GET"));

        assertEquals("GET", read(transport));
        assertEquals(4711, client(transport).getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "PROXY TCP4 x y 1 2\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 1 70000\r\n"})
    void breaksOffWhereThereIsNoHeader(String text) {
        ProxiedTransport transport = new ProxiedTransport(new MemoryTransport().receives(text));

        assertThrows(ProtocolException.class, () -> read(transport));
    }

    @Test
    void endsWhenTheClientEndsWithinTheHeader() throws IOException {
        ProxiedTransport transport =
                new ProxiedTransport(new MemoryTransport().receives("PROXY").ends());

        assertEquals("end", read(transport));
    }
}
