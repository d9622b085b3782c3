package io.mpmoperator.conf;

import java.util.regex.Pattern;

/**
 * Where a port is bound: directives {@code Listen} and {@code ManagementListen}.
 *
 * @param host an IPv4 or IPv6 address or a host name; empty for any address
 * @param port 0 to 65535; 0 lets the kernel choose
 */
public record ListenAddress(String host, int port) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]*|[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");
    private static final String ACCEPTED = "accepted are a port, address:port and [IPv6 address]:port";

    public ListenAddress {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("'%s' is no address: %s".formatted(host, ACCEPTED));
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port %d is outside 0 to 65535".formatted(port));
        }
    }

    /** A port on any address. */
    public static ListenAddress port(int port) {
        return new ListenAddress("", port);
    }

    /**
     * Reads {@code 8080}, {@code 127.0.0.1:8080}, {@code [::1]:8080} and {@code *:8080}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || colon == 0) {
            throw new IllegalArgumentException("'%s' is no address to listen on: %s".formatted(text, ACCEPTED));
        }
        if (host.startsWith("[") && host.endsWith("]") && host.indexOf(':') > 0) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "'%s' has an IPv6 address without brackets: %s".formatted(text, ACCEPTED));
        }
        return new ListenAddress("*".equals(host) ? "" : host, Integer.parseInt(port));
    }

    /** Whether one socket would keep the other from being bound, as far as the text tells. */
    public boolean collidesWith(ListenAddress other) {
        return port != 0 && port == other.port && (isAny() || other.isAny() || host.equalsIgnoreCase(other.host));
    }

    boolean isAny() {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        if (host.isEmpty()) {
            return Integer.toString(port);
        }
        return (host.indexOf(':') >= 0 ? "[%s]:%d" : "%s:%d").formatted(host, port);
    }
}
