package io.mpmoperator.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a backend is spoken to. */
public enum Scheme {
    HTTP(80, false),
    HTTPS(443, true),
    FCGI(8000, false);

    private final int port;
    private final boolean encrypted;

    Scheme(int port, boolean encrypted) {
        this.port = port;
        this.encrypted = encrypted;
    }

    /**
     * The scheme of that name, in any case.
     *
     * @throws IllegalArgumentException for one that is not spoken
     */
    static Scheme named(String name) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no scheme of a backend: "
                        + Arrays.stream(values()).map(Scheme::word).collect(Collectors.joining(", "))
                        + " are accepted"));
    }

    /** As it is written in a URL. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The port where a URL names none. */
    public int port() {
        return port;
    }

    /** Whether TLS is spoken. */
    public boolean encrypted() {
        return encrypted;
    }
}
