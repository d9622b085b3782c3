package io.mpmoperator.server.management;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks the management port for (RFC 9112, sections 2 to 6).
 *
 * @param path with its escapes resolved; null where the target has none
 * @param query as it was sent; null where there is none
 * @param atLeast11 whether the client speaks HTTP/1.1
 * @param persistent whether the client would keep the connection
 * @param body whether the client sends a body, which is not read here
 */
record RequestHead(
        String method,
        @Nullable String path,
        @Nullable String query,
        boolean atLeast11,
        boolean persistent,
        boolean body) {

    /**
     * Reads the lines of a head, without the empty one.
     *
     * @throws IllegalArgumentException when it is none, saying why
     */
    static RequestHead of(List<String> lines) {
        String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
        if (words.length != 3 || words[0].isEmpty()) {
            throw new IllegalArgumentException("a request line is a method, a target and a version");
        }
        if (!words[2].matches("HTTP/1\\.[0-9]")) {
            throw new IllegalArgumentException("only HTTP/1.0 and HTTP/1.1");
        }
        URI target = target(words[1]);
        List<String> fields = lines.subList(1, lines.size());
        if (fields.stream().anyMatch(field -> field.indexOf(':') < 1)) {
            throw new IllegalArgumentException("a field is a name, a colon and a value");
        }
        boolean atLeast11 = !words[2].endsWith("0");
        List<String> connection = values(fields, "connection").toList();
        boolean persistent = !connection.contains("close") && (atLeast11 || connection.contains("keep-alive"));
        boolean body = values(fields, "transfer-encoding").findAny().isPresent()
                || values(fields, "content-length").anyMatch(length -> !length.equals("0"));
        return new RequestHead(words[0], target.getPath(), target.getRawQuery(), atLeast11, persistent, body);
    }

    private static URI target(String target) {
        try {
            return new URI(target);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the target is no URI", e);
        }
    }

    /** The members of all fields of a name, in lower case. */
    private static Stream<String> values(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> field.substring(0, field.indexOf(':')).equalsIgnoreCase(name))
                .flatMap(field ->
                        Arrays.stream(field.substring(name.length() + 1).split(",")))
                .map(value -> value.strip().toLowerCase(Locale.ROOT));
    }
}
