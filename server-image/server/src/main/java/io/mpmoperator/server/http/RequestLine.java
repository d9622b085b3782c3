package io.mpmoperator.server.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;

/**
 * The first line of a request (RFC 9112, section 3), taken apart at its spaces.
 *
 * @param method as sent, upper or lower case kept
 * @param target as sent, but that octets beyond ASCII are percent-encoded; empty where the line ends before it
 * @param protocol as sent; empty where the line ends before it
 */
record RequestLine(String method, String target, String protocol) {

    private static final String NAME = "HTTP/";

    /**
     * The version by which the request is understood: a later one of HTTP/1 is served as HTTP/1.1 (RFC 9110, section 2.5).
     *
     * @throws BadRequestException 400 for what is no version, lower-case names and longer numbers among it; 505 for one other
     *     than 1, or 0.9
     */
    HttpVersion version() throws BadRequestException {
        if (protocol.length() != "HTTP/1.1".length()
                || !protocol.startsWith(NAME)
                || !isDigit(protocol.charAt(5))
                || protocol.charAt(6) != '.'
                || !isDigit(protocol.charAt(7))) {
            throw new BadRequestException(HttpStatus.BAD_REQUEST_400, "the protocol is not HTTP/1.1 or HTTP/1.0");
        }
        if (protocol.charAt(5) != '1') {
            throw new BadRequestException(
                    HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505, "a version other than HTTP/1.1 and HTTP/1.0");
        }
        return protocol.charAt(7) == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
