package io.mpmoperator.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;

/**
 * A request's head (RFC 9112, section 2.1).
 *
 * @param method as sent, upper or lower case kept
 * @param target the request target as sent (RFC 9112, section 3.2)
 * @param contentLength bytes of the body, 0 without one, -1 when it is chunked
 */
public record Request(String method, String target, HttpVersion version, HttpFields fields, long contentLength) {

    /** Whether a body follows the head. */
    public boolean hasBody() {
        return contentLength != 0;
    }

    /** Whether the client only wants the head of the answer. */
    public boolean head() {
        return method.equals("HEAD");
    }

    /** Whether the client keeps the connection after this request (RFC 9112, section 9.3). */
    public boolean persistent() {
        return switch (version) {
            case HTTP_1_1 -> !fields.contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            case HTTP_1_0 -> fields.contains(HttpHeader.CONNECTION, HttpHeaderValue.KEEP_ALIVE.asString());
            case HTTP_0_9, HTTP_2, HTTP_3 -> false;
        };
    }

    /** Whether the client waits for 100 Continue before it sends the body (RFC 9110, section 10.1.1). */
    public boolean expectsContinue() {
        return version == HttpVersion.HTTP_1_1
                && hasBody()
                && fields.contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    /** The request line, as it stands in the access log. */
    public String line() {
        return method + " " + target + " " + version.asString();
    }
}
