package io.mpmoperator.rules;

import io.mpmoperator.expression.TextExpression;
import java.util.List;
import java.util.Map;

/** What is sent for an error: directive ErrorDocument. There may be variables in it. */
public sealed interface ErrorDocument {

    /** By status code. */
    Setting<Map<Integer, ErrorDocument>> SETTING = Setting.map("ErrorDocument");

    /** The server's own page. */
    record Own() implements ErrorDocument {}

    /** A text, sent as HTML. */
    record Text(TextExpression text) implements ErrorDocument {}

    /** A path of this site, which may be encoded and have a query. */
    record Local(TextExpression path) implements ErrorDocument {}

    /** Another place, to which the client is redirected. */
    record Elsewhere(TextExpression url) implements ErrorDocument {}

    /**
     * Reads a status code and what follows it.
     *
     * @throws IllegalArgumentException for a code outside 400 to 599, and for a variable that is none
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

    /** What has a blank is a text, whatever it begins with. */
    private static ErrorDocument of(String text) {
        if (text.equalsIgnoreCase("default")) {
            return new Own();
        }
        TextExpression parsed = TextExpression.parse(text);
        if (text.indexOf(' ') >= 0) {
            return new Text(parsed);
        }
        if (text.startsWith("/")) {
            return new Local(parsed);
        }
        return text.matches("[A-Za-z][A-Za-z0-9+.-]*://.+") ? new Elsewhere(parsed) : new Text(parsed);
    }
}
