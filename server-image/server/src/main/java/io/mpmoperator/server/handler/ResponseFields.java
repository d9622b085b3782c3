package io.mpmoperator.server.handler;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;

/** The header fields of a handler's answer, as they may be sent. */
final class ResponseFields {

    /** What the connection says itself (RFC 9112): a handler's word on it would contradict. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("content-length", "transfer-encoding", "keep-alive", "trailer", "upgrade", "te", "date", "server");

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private ResponseFields() {}

    /**
     * Takes over what a handler has set. Of Connection only {@code close} is.
     *
     * @throws IllegalArgumentException for a name that is no token, and a value with a line break or another control
     *     character: it could be taken for another field, or another response
     */
    static HttpFields of(Headers headers) {
        HttpFields.Mutable fields = HttpFields.build();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String name = header.getKey();
            String lowerCase = name.toLowerCase(Locale.ROOT);
            for (String value : header.getValue()) {
                requireField(name, value);
                boolean connection = lowerCase.equals("connection");
                if (connection ? closes(value) : !OF_THE_CONNECTION.contains(lowerCase)) {
                    fields.add(name, connection ? "close" : value);
                }
            }
        }
        return fields.asImmutable();
    }

    /** Whether a Connection field asks for the connection's end. */
    private static boolean closes(String connection) {
        return List.of(connection.toLowerCase(Locale.ROOT).split("[, \\t]+", -1))
                .contains("close");
    }

    private static void requireField(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(ResponseFields::isTokenCharacter)) {
            throw new IllegalArgumentException("'%s' is no name of a response header".formatted(name));
        }
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "the value of response header %s has a line break or another control character".formatted(name));
        }
    }

    private static boolean isTokenCharacter(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
    }
}
