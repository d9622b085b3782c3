package io.mpmoperator.server.http;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Who a request is for: a host and perhaps a port (RFC 3986, section 3.2, as RFC 9110, section 4.2, narrows it: a host is never
 * empty, and no user's name is before it). A name may have what Apache takes, an underscore among it.
 */
final class Authority {

    private static final int LARGEST_PORT = 65535;
    private static final String MARKS_OF_NAMES = "-._";
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern FOUR_NUMBERS = Pattern.compile("((0|[1-9][0-9]*)\\.){3}(0|[1-9][0-9]*)\\.?");

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
     * Refuses what a Host field cannot hold: as Apache does, which is stricter there, a colon without a port and port 0 too.
     *
     * @throws BadRequestException 400
     */
    static void requireHostField(String host) throws BadRequestException {
        String port = host.substring(endOfHost(host));
        requirePort(port, port.isEmpty());
        if (!port.isEmpty() && port.chars().skip(1).allMatch(c -> c == '0')) {
            throw new BadRequestException(400, "the port of the request is none");
        }
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
            throw new BadRequestException(400, "the request names no host");
        }
        return end;
    }

    private static int endOfName(String authority) throws BadRequestException {
        int end = 0;
        while (end < authority.length() && authority.charAt(end) != ':') {
            char c = authority.charAt(end);
            if (!isLetterOrDigit(c) && MARKS_OF_NAMES.indexOf(c) < 0) {
                throw new BadRequestException(400, "the host of the request is no name");
            }
            end++;
        }
        requireName(authority.substring(0, end));
        return end;
    }

    /** No two dots beside each other, nor one alone; what has only digits is an IPv4 address. */
    private static void requireName(String name) throws BadRequestException {
        boolean dotted = !name.equals(".") && !name.contains("..");
        boolean number = DIGITS_AND_DOTS.matcher(name).matches();
        if (!dotted || (number && !FOUR_NUMBERS.matcher(name).matches())) {
            throw new BadRequestException(400, "the host of the request is no name");
        }
    }

    private static int endOfLiteral(String authority) throws BadRequestException {
        int end = authority.indexOf(']');
        if (end < 2 || !isAddress(authority.substring(1, end))) {
            throw new BadRequestException(400, "the host of the request is no IPv6 address in brackets");
        }
        return end + 1;
    }

    private static boolean isAddress(String text) {
        if (text.indexOf(':') < 0 || !text.chars().allMatch(Authority::isOfAddress)) {
            return false;
        }
        try {
            var _ = InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
            throw new BadRequestException(400, "the port of the request is none");
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
