package io.mpmoperator.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request target in origin-form or absolute-form (RFC 9112, section 3.2), taken apart. This is the one place that says what
 * a target may contain. It takes what Apache or the JDK's server take: any visible character but {@code #}, whether RFC 3986 has
 * it there or not, since browsers send many of them. In the path alone there is no backslash, which some take for a slash, and a
 * percent sign begins an escape, and not that of NUL.
 *
 * @param origin scheme and authority of an absolute-form, as sent; empty in origin-form
 * @param path as sent, still encoded; begins with a slash
 * @param query what follows the question mark, null without one
 */
public record RequestTarget(
        String origin, String path, @Nullable String query) {

    private static final String ASTERISK = "*";

    /**
     * Refuses what is no target for a method (RFC 9112, section 3.2): CONNECT alone has an authority, OPTIONS alone may have an
     * asterisk, and everything else has a path or an http URI.
     *
     * @return null where the target has no path
     * @throws BadRequestException 400 for any other
     */
    static @Nullable RequestTarget of(String method, String target) throws BadRequestException {
        if (method.equals("CONNECT")) {
            requireVisible(target);
            Authority.requireHostAndPort(target);
            return null;
        }
        return target.equals(ASTERISK) && method.equals("OPTIONS") ? null : parse(target);
    }

    /**
     * Reads a target.
     *
     * @throws BadRequestException 400 for a blank, a control character, a fragment, an invalid escape or a backslash in the path, or another form
     */
    public static RequestTarget parse(String target) throws BadRequestException {
        requireVisible(target);
        int path = target.startsWith("/") ? 0 : endOfAuthority(target);
        int question = target.indexOf('?', path);
        int end = question < 0 ? target.length() : question;
        requirePath(target, path, end);
        return new RequestTarget(
                target.substring(0, path),
                path == end ? "/" : target.substring(path, end),
                question < 0 ? null : target.substring(question + 1));
    }

    private static void requireVisible(String target) throws BadRequestException {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                throw new BadRequestException(400, "the request target has a character that no target has");
            }
        }
    }

    private static void requirePath(String target, int begin, int end) throws BadRequestException {
        for (int i = begin; i < end; i++) {
            char c = target.charAt(i);
            if (c == '\\') {
                throw new BadRequestException(400, "the path of the request target has a backslash");
            }
            int octet = c != '%' ? c : i + 2 < end ? hexByte(target, i + 1) : -1;
            if (octet <= 0) {
                throw invalid(octet);
            }
        }
    }

    private static int endOfAuthority(String target) throws BadRequestException {
        int scheme = target.indexOf("://");
        if (scheme < 0 || !isHttp(target.substring(0, scheme))) {
            throw new BadRequestException(400, "the request target is neither a path nor an http URI");
        }
        int begin = scheme + 3;
        int end = begin;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        Authority.require(target.substring(begin, end));
        return end;
    }

    private static boolean isHttp(String scheme) {
        return scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    }

    /** The host, and the port if one is named, of an absolute-form; null in origin-form. */
    @Nullable
    String authority() {
        return origin.isEmpty() ? null : origin.substring(origin.indexOf("://") + 3);
    }

    /**
     * Path and query as {@link java.net.URI} takes them: what it refuses is percent-encoded, so that {@code getQuery} gives it back,
     * a percent sign that begins no escape among it.
     *
     * @param normalPath {@link #normalPath}
     */
    public String asUri(String normalPath) {
        StringBuilder uri = new StringBuilder();
        encode(normalPath, "|\"<>^`{}[]", uri);
        if (query != null) {
            encode(query, "|\\\"<>^`{}", uri.append('?'));
        }
        return uri.toString();
    }

    private static void encode(String part, String refused, StringBuilder encoded) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean escape = c == '%' && i + 2 < part.length() && hexByte(part, i + 1) >= 0;
            if (refused.indexOf(c) >= 0 || (c == '%' && !escape)) {
                encoded.append('%')
                        .append(Character.forDigit(c >> 4, 16))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                encoded.append(c);
            }
        }
    }

    /**
     * The segments of the path, still encoded: empty ones dropped, {@code .} and {@code ..} resolved however they are
     * encoded (RFC 3986, sections 5.2.4 and 6.2.2).
     *
     * @throws BadRequestException 400 for a way out above the root, 404 for what is not UTF-8
     */
    public List<String> segments() throws BadRequestException {
        List<String> segments = new ArrayList<>();
        int end;
        for (int start = 1; start <= path.length(); start = end + 1) {
            int slash = path.indexOf('/', start);
            end = slash < 0 ? path.length() : slash;
            String segment = path.substring(start, end);
            String decoded = decode(segment);
            if (decoded.equals("..")) {
                if (segments.isEmpty()) {
                    throw new BadRequestException(400, "the path leads out above the root");
                }
                segments.removeLast();
            } else if (!decoded.isEmpty() && !decoded.equals(".")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /**
     * The path without dot segments, still encoded. Without any it is as sent, empty segments included, unless those
     * would make an authority of it.
     */
    public String normalPath() throws BadRequestException {
        List<String> segments = segments();
        boolean normal = !path.startsWith("//") && segments.size() == written();
        return normal ? path : "/" + String.join("/", segments) + (directory() && !segments.isEmpty() ? "/" : "");
    }

    /** Segments as sent, without empty ones. */
    private int written() {
        int count = 0;
        for (int i = 1; i < path.length(); i++) {
            if (path.charAt(i) != '/' && path.charAt(i - 1) == '/') {
                count++;
            }
        }
        return count;
    }

    /** Whether the path names a directory: it ends with a slash, {@code .} or {@code ..}. */
    public boolean directory() throws BadRequestException {
        String last = decode(path.substring(path.lastIndexOf('/') + 1));
        return last.isEmpty() || last.equals(".") || last.equals("..");
    }

    /**
     * Resolves percent-encoding.
     *
     * @throws BadRequestException 400 for an escape that is none, 404 for NUL and for what is not UTF-8: no file has such a name
     */
    public static String decode(String encoded) throws BadRequestException {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            int value = i + 2 < encoded.length() ? hexByte(encoded, i + 1) : -1;
            if (value <= 0) {
                throw invalid(value);
            }
            bytes.put((byte) value);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException(404, "the request target is not UTF-8");
        }
    }

    private static BadRequestException invalid(int octet) {
        return octet == 0
                ? new BadRequestException(404, "the request target has a NUL")
                : new BadRequestException(400, "the request target has an invalid escape");
    }

    private static int hexByte(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
