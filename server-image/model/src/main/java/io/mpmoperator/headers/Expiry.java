package io.mpmoperator.headers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ExpiresActive}, {@code ExpiresByType} and {@code ExpiresDefault}.
 *
 * @param byType by media type in lower case, without parameters; {@code image/*} is for all that are not named
 */
public record Expiry(boolean active, Map<String, ExpiryCode> byType, Optional<ExpiryCode> otherwise) {

    /** Nothing expires. */
    public static final Expiry OFF = new Expiry(false, Map.of(), Optional.empty());

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    public Expiry {
        byType = Map.copyOf(byType);
    }

    /** The same with what an inner section says. */
    public Expiry then(
            Optional<Boolean> innerActive, Map<String, ExpiryCode> innerTypes, Optional<ExpiryCode> innerDefault) {
        Map<String, ExpiryCode> types = new HashMap<>(byType);
        types.putAll(innerTypes);
        return new Expiry(innerActive.orElse(active), types, innerDefault.or(() -> otherwise));
    }

    /** The code for a media type, whose parameters do not count. */
    public Optional<ExpiryCode> codeOf(String contentType) {
        if (!active) {
            return Optional.empty();
        }
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return Optional.ofNullable(byType.get(type))
                .or(() -> Optional.ofNullable(byType.get(type.substring(0, type.indexOf('/') + 1) + "*")))
                .or(() -> otherwise);
    }

    /**
     * Says in a header when the response expires, unless a handler has said so already.
     *
     * @param header of a response that is no error
     * @param always the fields that error responses have too
     */
    public void apply(
            HeaderTable always, HeaderTable header, String contentType, Instant request, Optional<Instant> modified) {
        if (always.get("Expires") == null && header.get("Expires") == null) {
            codeOf(contentType)
                    .flatMap(code -> code.of(request, modified))
                    .ifPresent(expires -> set(header, request, expires));
        }
    }

    private static void set(HeaderTable header, Instant request, Instant expires) {
        long age = expires.getEpochSecond() - request.getEpochSecond();
        header.append("Cache-Control", "max-age=" + age);
        header.set("Expires", HTTP_DATE.format(expires));
    }
}
