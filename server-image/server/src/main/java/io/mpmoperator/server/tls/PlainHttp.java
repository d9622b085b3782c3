package io.mpmoperator.server.tls;

import io.mpmoperator.server.http.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.DateGenerator;

/** What a client is told that speaks HTTP where TLS is spoken: 400 in plain text, as from Apache. */
final class PlainHttp {

    private static final String REASON =
            "You're speaking plain HTTP to an SSL-enabled server port.\nInstead use the HTTPS scheme to access this URL, please.\n";

    private PlainHttp() {}

    /** Whether a connection that begins with a byte may be one of HTTP: its method begins with a letter. */
    static boolean begins(byte first) {
        return first >= 'A' && first <= 'Z';
    }

    /** The response, with the time of day. */
    static ByteBuffer response() {
        String response = "HTTP/1.1 400 Bad Request\r\nDate: " + DateGenerator.formatDate(System.currentTimeMillis())
                + "\r\nServer: " + Codec.SERVER.getValue() + "\r\nContent-Length: " + REASON.length()
                + "\r\nConnection: close\r\nContent-Type: text/plain;charset=utf-8\r\n\r\n" + REASON;
        return ByteBuffer.wrap(response.getBytes(StandardCharsets.US_ASCII));
    }
}
