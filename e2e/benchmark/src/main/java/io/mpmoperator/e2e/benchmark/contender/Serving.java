package io.mpmoperator.e2e.benchmark.contender;

/** How all contenders serve, alike. */
public enum Serving {
    /** Without an access log. */
    UNLOGGED,
    /** Everybody writes an access log in the combined format, and buffers its lines. */
    LOGGED,
    /** Over TLS with the same certificate, without an access log. */
    ENCRYPTED,
    /** By the rules of a {@link Site}, without an access log. */
    RULED,
    /** The same, and compressed for clients that take gzip. */
    COMPRESSED;

    /** In words. */
    public String word() {
        return switch (this) {
            case UNLOGGED -> "no access logs";
            case LOGGED -> "access logs buffered";
            case ENCRYPTED -> "over TLS";
            case RULED -> "by the rules of a site";
            case COMPRESSED -> "by the rules of a site, compressed";
        };
    }

    boolean accessLog() {
        return this == LOGGED;
    }

    boolean tls() {
        return this == ENCRYPTED;
    }

    String scheme() {
        return tls() ? "https" : "http";
    }
}
