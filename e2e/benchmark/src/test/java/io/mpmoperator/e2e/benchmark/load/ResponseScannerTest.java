package io.mpmoperator.e2e.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseScannerTest {

    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nDate: now\r\nCONTENT-LENGTH:  4 \r\nA: b\r\n\r\nbody";

    private final ResponseScanner scanner = new ResponseScanner();

    @Test
    void endsWithTheLastByteHoweverTheyCome() {
        for (int i = 0; i < RESPONSE.length() - 1; i++) {
            assertFalse(scanner.takes(bytes(RESPONSE.substring(i, i + 1))), "after byte " + i);
        }
        assertTrue(scanner.takes(bytes("y")));
    }

    @Test
    void leavesTheNextResponseAlone() {
        ByteBuffer two = bytes(RESPONSE + RESPONSE);
        assertTrue(scanner.takes(two));
        assertEquals(RESPONSE.length(), two.remaining());
        assertTrue(scanner.takes(two));
        assertFalse(two.hasRemaining());
    }

    @Test
    void takesAResponseWithoutABody() {
        assertTrue(scanner.takes(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
    }

    @Test
    void refusesAnotherStatus() {
        ByteBuffer response = bytes(RESPONSE.replace("200", "503"));
        assertThrows(IllegalStateException.class, () -> scanner.takes(response));
    }

    @Test
    void refusesAHeadWithoutALength() {
        ByteBuffer response = bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThrows(IllegalStateException.class, () -> scanner.takes(response));
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.US_ASCII.encode(text);
    }
}
