package io.mpmoperator.rewrite;

import io.mpmoperator.expression.LeadingNumber;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A cookie that a rule sets: flag {@code CO=name:value:domain:lifetime:path:secure:httponly:samesite}. */
record CookieTemplate(Template text) {

    private static final DateTimeFormatter EXPIRES = DateTimeFormatter.ofPattern(
                    "EEE, dd-MMM-yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static CookieTemplate parse(String text) {
        String separator = text.startsWith(";") ? ";" : ":";
        if (text.split(separator, -1).length < (text.startsWith(";") ? 4 : 3)) {
            throw new IllegalArgumentException("CO=" + text + " has too few parts: CO=NAME:VALUE:DOMAIN is accepted,"
                    + " then minutes, path, secure, httponly and samesite");
        }
        return new CookieTemplate(Template.parse(text));
    }

    /** The value of {@code Set-Cookie}; empty where name, value or domain came out missing. */
    Optional<String> fill(Expansion from) {
        String filled = text.fill(from);
        boolean semicolons = filled.startsWith(";");
        List<String> parts = Arrays.asList(semicolons ? filled.substring(1).split(";", -1) : filled.split(":", -1));
        return parts.size() < 3
                ? Optional.empty()
                : Optional.of(value(parts, from.facts().time().toInstant()));
    }

    private static String value(List<String> parts, Instant now) {
        return parts.get(0) + "=" + parts.get(1)
                + "; path=" + (part(parts, 4).isEmpty() ? "/" : part(parts, 4))
                + "; domain=" + parts.get(2)
                + expires(part(parts, 3), now)
                + (isOneOf(part(parts, 5), "true", "1", "secure") ? "; secure" : "")
                + (isOneOf(part(parts, 6), "true", "1", "HttpOnly") ? "; HttpOnly" : "")
                + (isOneOf(part(parts, 7), "", "0", "false") ? "" : "; SameSite=" + part(parts, 7));
    }

    private static String expires(String minutes, Instant now) {
        long lifetime = LeadingNumber.of(minutes);
        return lifetime == 0 ? "" : "; expires=" + EXPIRES.format(now.plusSeconds(60 * lifetime));
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    private static boolean isOneOf(String text, String... words) {
        return Arrays.stream(words).anyMatch(text::equalsIgnoreCase);
    }
}
