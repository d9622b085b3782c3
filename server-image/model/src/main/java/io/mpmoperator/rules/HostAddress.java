package io.mpmoperator.rules;

import java.util.regex.Pattern;

/**
 * An address that a virtual host is for.
 *
 * @param host an address in figures or a name; empty for any
 * @param port 0 for any
 */
public record HostAddress(String host, int port) {

    private static final Pattern SYNTAX =
            Pattern.compile("(\\[[0-9A-Fa-f:.%a-z]+\\]|[^:\\[\\]]+)(?::([0-9]{1,5}|\\*))?");

    /**
     * Reads {@code *:80}, {@code 10.0.0.1:80}, {@code [::1]:80}, {@code _default_:*} and a name.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static HostAddress parse(String text) {
        var matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no address of a virtual host: accepted are *:port, address:port and [IPv6 address]:port"
                            .formatted(text));
        }
        String host = matcher.group(1).replace("[", "").replace("]", "");
        boolean any = host.equals("*") || host.equals("_default_");
        String port = matcher.group(2);
        return new HostAddress(any ? "" : host, port == null || port.equals("*") ? 0 : Integer.parseInt(port));
    }

    /**
     * How closely it is meant for a connection to an address: below 0 not at all; the address counts for more than the port, and each
     * for more than any.
     */
    public int closeness(String address, int localPort) {
        if (port != 0 && localPort != 0 && port != localPort) {
            return -1;
        }
        if (!host.isEmpty() && !host.equals(address)) {
            return -1;
        }
        return (host.isEmpty() ? 0 : 2) + (port == 0 ? 0 : 1);
    }
}
