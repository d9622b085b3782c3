package io.mpmoperator.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A user's name and password, as a client sends them: RFC 7617. */
public record BasicCredentials(String user, String password) {

    /** Reads the field {@code Authorization}; empty where it is of another scheme or not well-formed. */
    public static Optional<BasicCredentials> parse(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] octets =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String pair = new String(octets, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The user, and no password. */
    @Override
    public String toString() {
        return user + ":***";
    }
}
