package io.mpmoperator.server.content;

import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.RequestTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where below DocumentRoot a request leads: decoded, without dot segments and empty ones.
 *
 * @param directory whether the target ends as a directory's does, with a slash
 * @param query of the target, still encoded; null without one
 */
record TargetPath(
        List<String> segments, boolean directory, @Nullable String query) {

    /** NAME_MAX of Linux's file systems: no longer name can exist. */
    private static final int LONGEST_NAME = 255;

    /** The one name with a leading dot that is meant for the public (RFC 8615). */
    private static final String WELL_KNOWN = ".well-known";

    /** What a segment may hold as it is beside letters and digits (RFC 3986, section 3.3). */
    private static final String MARKS_IN_SEGMENT = "-._~!$&'()*+,;=:@";

    /**
     * Resolves a request target.
     *
     * @throws BadRequestException 400 for what is no path and a way out above the root, 404 for what is never served: a
     *     name with a leading dot other than the root's .well-known, a name with an encoded slash or backslash
     */
    static TargetPath resolve(String target) throws BadRequestException {
        RequestTarget parsed = RequestTarget.parse(target);
        List<String> names = new ArrayList<>();
        for (String segment : parsed.segments()) {
            String name = RequestTarget.decode(segment);
            if (hidden(name, names.isEmpty()) || !isFileName(name)) {
                throw new BadRequestException(404, "never served");
            }
            names.add(name);
        }
        return new TargetPath(List.copyOf(names), parsed.directory(), parsed.query());
    }

    private static boolean hidden(String name, boolean first) {
        return name.startsWith(".") && !(first && name.equals(WELL_KNOWN));
    }

    private static boolean isFileName(String name) {
        return name.indexOf('/') < 0
                && name.indexOf('\\') < 0
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }

    /** The path relative to DocumentRoot, empty for DocumentRoot itself. */
    String relative() {
        return String.join("/", segments);
    }

    /** The one spelling of this path, by which responses are cached. */
    String key() {
        return segments.isEmpty() ? "/" : "/" + relative() + (directory ? "/" : "");
    }

    /** The same path with a trailing slash and the query, encoded, as a relative reference for Location. */
    String directoryLocation() {
        StringBuilder location = new StringBuilder("/");
        for (String segment : segments) {
            encode(segment, location);
            location.append('/');
        }
        if (query != null) {
            location.append('?').append(query);
        }
        return location.toString();
    }

    private static void encode(String segment, StringBuilder encoded) {
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (isPathCharacter(c)) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
    }

    private static boolean isPathCharacter(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || MARKS_IN_SEGMENT.indexOf(c) >= 0);
    }
}
