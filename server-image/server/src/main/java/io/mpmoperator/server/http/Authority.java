package io.mpmoperator.server.http;

/**
 * Who a request is for: a host and perhaps a port (RFC 3986, section 3.2, as RFC 9110, section 4.2, narrows it: a host is never
 * empty, and nobody's name stands before it). A name may have what Apache takes, an underscore among it.
 */
final class Authority {

    private static final int LARGEST_PORT = 65535;
    private static final String MARKS_OF_NAMES = "-._~";

    private Authority() {}

    /**
     * Refuses what is none.
     *
     * @throws BadRequestException 400
     */
    static void require(String authority) throws BadRequestException {
        requirePort(authority.substring(endOfHost(authority)), true);
    }

    /**
     * The same where the port has to be named (RFC 9112, section 3.2.3).
     *
     * @throws BadRequestException 400
     */
    static void requireHostAndPort(String authority) throws BadRequestException {
        requirePort(authority.substring(endOfHost(authority)), false);
    }

    private static int endOfHost(String authority) throws BadRequestException {
        int end = authority.startsWith("[") ? endOfLiteral(authority) : endOfName(authority);
        if (end == 0) {
            throw new BadRequestException(400, "the request target names no host");
        }
        return end;
    }

    private static int endOfName(String authority) throws BadRequestException {
        int end = 0;
        while (end < authority.length() && authority.charAt(end) != ':') {
            char c = authority.charAt(end);
            if (!isLetterOrDigit(c) && MARKS_OF_NAMES.indexOf(c) < 0) {
                throw new BadRequestException(400, "the host of the request target is no name");
            }
            end++;
        }
        return end;
    }

    private static int endOfLiteral(String authority) throws BadRequestException {
        int end = authority.indexOf(']');
        if (end < 2 || !authority.substring(1, end).chars().allMatch(Authority::isOfAddress)) {
            throw new BadRequestException(400, "the host of the request target is no IPv6 address in brackets");
        }
        return end + 1;
    }

    private static boolean isOfAddress(int c) {
        return (Character.digit(c, 16) >= 0 && c < 0x80) || c == ':' || c == '.';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static void requirePort(String colonAndPort, boolean mayLack) throws BadRequestException {
        boolean lacks = colonAndPort.isEmpty() || colonAndPort.equals(":");
        boolean names = colonAndPort.startsWith(":") && isPort(colonAndPort.substring(1));
        if (lacks ? !mayLack : !names) {
            throw new BadRequestException(400, "the port of the request target is none");
        }
    }

    private static boolean isPort(String digits) {
        int port = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || port > LARGEST_PORT) {
                return false;
            }
            port = 10 * port + c - '0';
        }
        return port <= LARGEST_PORT;
    }
}
