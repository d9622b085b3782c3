package io.mpmoperator.conf;

import java.util.Locale;

/**
 * A port that requests arrive on: directive {@code Listen}.
 *
 * @param https whether TLS is spoken on it, where the virtual hosts for it do not say otherwise
 */
public record Listen(ListenAddress address, boolean https) {

    private static final int HTTPS_PORT = 443;

    /** A port of the protocol that is usual for it: https on 443, http on any other. */
    public static Listen of(ListenAddress address) {
        return new Listen(address, isUsualForHttps(address));
    }

    private static boolean isUsualForHttps(ListenAddress address) {
        return address.port() == HTTPS_PORT;
    }

    /**
     * Reads an address, and a protocol where one is written.
     *
     * @param protocol {@code http} or {@code https}
     * @throws IllegalArgumentException for anything else
     */
    static Listen parse(String address, String protocol) {
        return switch (protocol.toLowerCase(Locale.ROOT)) {
            case "http" -> new Listen(ListenAddress.parse(address), false);
            case "https" -> new Listen(ListenAddress.parse(address), true);
            default ->
                throw new IllegalArgumentException(
                        "'%s' is no protocol: http and https are accepted".formatted(protocol));
        };
    }

    /** Whether one socket listens for both, since each is for every address of its family. */
    boolean isSameSocketAs(Listen other) {
        return address.port() != 0
                && address.port() == other.address.port()
                && address.isAny()
                && other.address.isAny()
                && !address.host().equals(other.address.host());
    }

    /** What {@code Listen} is followed by. */
    @Override
    public String toString() {
        return https == isUsualForHttps(address) ? address.toString() : address + (https ? " https" : " http");
    }
}
