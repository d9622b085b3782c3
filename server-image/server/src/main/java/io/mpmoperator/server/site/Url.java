package io.mpmoperator.server.site;

import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.RequestTarget;
import io.mpmoperator.url.PercentEncoding;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a URL, decoded, without dot segments and empty ones.
 *
 * @param names between its slashes
 * @param directory whether it ends with a slash
 * @param query empty where there is none
 */
record Url(List<String> names, boolean directory, String query) {

    /** NAME_MAX of Linux's file systems. */
    private static final int LONGEST_NAME = 255;

    private static final String SLASH = "%2F";

    /** The one name with a leading dot that is meant for the public (RFC 8615). */
    private static final String WELL_KNOWN = ".well-known";

    /**
     * That of a request target.
     *
     * @throws BadRequestException 400 for what is no target and a way out above the root, 404 for a name that no file has
     */
    static Url of(String target) throws BadRequestException {
        RequestTarget parsed = RequestTarget.parse(target);
        List<String> names = new ArrayList<>();
        for (String segment : parsed.segments()) {
            names.add(RequestTarget.decode(segment));
        }
        return of(names, parsed.directory(), parsed.query() == null ? "" : parsed.query());
    }

    /**
     * That of a request target as handlers have it, which may have names that no file has: a slash in one stays encoded.
     *
     * @throws BadRequestException 400 for what is no target and a way out above the root, 404 for what is not UTF-8
     */
    static Url ofHandler(String target) throws BadRequestException {
        RequestTarget parsed = RequestTarget.parse(target);
        List<String> names = new ArrayList<>();
        for (String segment : parsed.segments()) {
            names.add(RequestTarget.decode(segment).replace("/", SLASH));
        }
        String query = parsed.query() == null ? "" : parsed.query();
        return new Url(List.copyOf(names), parsed.directory() || names.isEmpty(), query);
    }

    private static Url of(List<String> names, boolean directory, String query) throws BadRequestException {
        for (String name : names) {
            if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.length() > LONGEST_NAME) {
                throw new BadRequestException(404, "a name that no file has");
            }
        }
        return new Url(List.copyOf(names), directory || names.isEmpty(), query);
    }

    /** That of a request target that is not followed, encoded as it was sent. */
    static Url asSent(String target) {
        int question = target.indexOf('?');
        return question < 0
                ? decoded(target, "")
                : decoded(target.substring(0, question), target.substring(question + 1));
    }

    /** That of a path which is decoded already, as rules write it; dot segments are resolved. */
    static Url decoded(String path, String query) {
        List<String> names = new ArrayList<>();
        String[] segments = path.split("/", -1);
        for (String segment : segments) {
            if (segment.equals("..")) {
                if (!names.isEmpty()) {
                    names.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                names.add(segment);
            }
        }
        String last = segments.length == 0 ? "" : segments[segments.length - 1];
        boolean directory = last.isEmpty() || last.equals(".") || last.equals("..");
        return new Url(List.copyOf(names), directory || names.isEmpty(), query);
    }

    /** The same path with another query. */
    Url with(String otherQuery) {
        return otherQuery.equals(query) ? this : new Url(names, directory, otherQuery);
    }

    /** That of a reference in a configuration, which may be encoded: relative to the folder of this one, and the query of this follows. */
    Url at(String reference) {
        String whole = query.isEmpty() ? reference : reference + "?" + query;
        int question = whole.indexOf('?');
        String path = PercentEncoding.decode(question < 0 ? whole : whole.substring(0, question));
        String folder = path().substring(0, path().lastIndexOf('/') + 1);
        return decoded(path.startsWith("/") ? path : folder + path, question < 0 ? "" : whole.substring(question + 1));
    }

    /** The path. */
    String path() {
        return names.isEmpty() ? "/" : "/" + String.join("/", names) + (directory ? "/" : "");
    }

    /** The request target that leads to it. */
    String target() {
        String encoded = PercentEncoding.PATH.encode(path()).replace("%25" + SLASH.substring(1), SLASH);
        return query.isEmpty() ? encoded : encoded + "?" + query;
    }

    /** Whether a name in it begins with a dot, other than the first one for the public. */
    boolean hidden() {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).startsWith(".") && !(i == 0 && names.getFirst().equals(WELL_KNOWN))) {
                return true;
            }
        }
        return false;
    }
}
