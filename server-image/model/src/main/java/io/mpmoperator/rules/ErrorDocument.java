package io.mpmoperator.rules;

import java.util.List;
import java.util.Map;

/** What is sent for an error: directive ErrorDocument. */
public sealed interface ErrorDocument {

    /** By status code. */
    Setting<Map<Integer, ErrorDocument>> SETTING = Setting.map("ErrorDocument");

    /** The server's own page. */
    record Own() implements ErrorDocument {}

    /** A text, sent as HTML. */
    record Text(String text) implements ErrorDocument {}

    /** A path of this site. */
    record Local(String path) implements ErrorDocument {}

    /** Another place, to which the client is redirected. */
    record Elsewhere(String url) implements ErrorDocument {}

    /**
     * Reads a status code and what follows it.
     *
     * @throws IllegalArgumentException for a code outside 400 to 599
     */
    static Map<Integer, ErrorDocument> parse(List<String> arguments) {
        String code = arguments.getFirst();
        if (!code.matches("[45][0-9]{2}")) {
            throw new IllegalArgumentException("'%s' is no status code: 400 to 599 are accepted".formatted(code));
        }
        ErrorDocument document = of(arguments.get(1));
        if (document instanceof Elsewhere && code.equals("401")) {
            throw new IllegalArgumentException(
                    "401 leads to another place, which a client that is to log in never reaches: a path or a text is accepted");
        }
        return Map.of(Integer.parseInt(code), document);
    }

    private static ErrorDocument of(String text) {
        if (text.equalsIgnoreCase("default")) {
            return new Own();
        }
        if (text.startsWith("/")) {
            return new Local(text);
        }
        return text.matches("[A-Za-z][A-Za-z0-9+.-]*://.+") ? new Elsewhere(text) : new Text(text);
    }
}
