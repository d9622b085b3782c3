package io.mpmoperator.server.compression;

import java.util.Optional;

/** What is done with a response that passes the filter DEFLATE. */
public enum CompressionDecision {
    /** Nothing: it is sent as it is, and would be for every client. */
    LEAVE,
    /** It is sent as it is; another client may get it compressed, so that {@code Vary} has to name Accept-Encoding. */
    VARY,
    /** It is compressed; {@code Vary} names Accept-Encoding. */
    COMPRESS;

    /**
     * What is known of a response.
     *
     * @param encoding the field {@code Content-Encoding}; empty where it is absent
     * @param hasRange whether there is {@code Content-Range}
     * @param noGzip whether the environment has {@code no-gzip}
     * @param forceGzip whether the environment has {@code force-gzip}
     */
    public record Candidate(
            int status, Optional<String> encoding, boolean hasRange, boolean noGzip, boolean forceGzip) {}

    /** Decides about a response for a client that accepts gzip or does not. */
    public static CompressionDecision of(Candidate response, boolean gzipAccepted) {
        boolean empty = response.status() == 204 || response.status() < 200;
        if (empty || response.hasRange() || response.noGzip() || isEncoded(response.encoding())) {
            return LEAVE;
        }
        return gzipAccepted || response.forceGzip() ? COMPRESS : VARY;
    }

    private static boolean isEncoded(Optional<String> encoding) {
        return encoding.filter(value -> !value.isBlank() && !value.strip().equalsIgnoreCase("identity"))
                .isPresent();
    }
}
