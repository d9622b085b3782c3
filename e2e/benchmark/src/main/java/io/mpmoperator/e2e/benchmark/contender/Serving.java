package io.mpmoperator.e2e.benchmark.contender;

/** How all contenders serve, alike. */
public enum Serving {
    /** Without an access log. */
    UNLOGGED,
    /** Everybody writes an access log in the combined format, and buffers its lines. */
    LOGGED,
    /** Over TLS with the same certificate, without an access log. */
    ENCRYPTED;

    /** In words. */
    public String word() {
        return switch (this) {
            case UNLOGGED -> "no access logs";
            case LOGGED -> "access logs buffered";
            case ENCRYPTED -> "over TLS";
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
