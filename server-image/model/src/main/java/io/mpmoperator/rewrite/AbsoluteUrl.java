package io.mpmoperator.rewrite;

import io.mpmoperator.url.PercentEncoding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A URL with a scheme, by Apache's list of them. */
record AbsoluteUrl(String text, int afterScheme) {

    private static final List<String> SCHEMES = List.of(
            "http://",
            "https://",
            "h2://",
            "h2c://",
            "ajp://",
            "balancer://",
            "fcgi://",
            "ftp://",
            "gopher://",
            "ldap:",
            "ldaps:",
            "mailto:",
            "news:",
            "nntp://",
            "scgi://",
            "uwsgi://",
            "unix:",
            "ws://",
            "wss://");

    private static final List<String> WITHOUT_QUERY =
            List.of("ftp://", "gopher://", "ldap:", "ldaps:", "news:", "nntp://");

    static Optional<AbsoluteUrl> of(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon > 8) {
            return Optional.empty();
        }
        String lower = text.substring(0, Math.min(text.length(), 12)).toLowerCase(Locale.ROOT);
        return SCHEMES.stream()
                .filter(lower::startsWith)
                .findFirst()
                .map(scheme -> new AbsoluteUrl(text, scheme.length()));
    }

    boolean mayHaveQuery() {
        return !WITHOUT_QUERY.contains(text.substring(0, afterScheme).toLowerCase(Locale.ROOT));
    }

    /** Where the path begins, its first slash excluded; the length of the text where there is none. */
    int pathStart() {
        int slash = text.charAt(afterScheme - 1) == '/' ? text.indexOf('/', afterScheme) : afterScheme - 1;
        return slash < 0 ? text.length() : slash + 1;
    }

    /** The URL with its path encoded. */
    String encoded() {
        int path = pathStart();
        return text.substring(0, path) + PercentEncoding.PATH.encode(text.substring(path));
    }
}
