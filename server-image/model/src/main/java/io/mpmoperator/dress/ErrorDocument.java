package io.mpmoperator.dress;

import io.mpmoperator.expression.TextExpression;
import java.util.List;

/** What a response with an error says: {@code ErrorDocument}. */
public sealed interface ErrorDocument {

    /** Status 400 to 599. */
    int status();

    /** The server's own text: {@code default}. */
    record Standard(int status) implements ErrorDocument {}

    /** A text of HTML. */
    record Message(int status, String text) implements ErrorDocument {}

    /** A path of this server, which is asked by an internal redirect. */
    record LocalPath(int status, TextExpression path) implements ErrorDocument {}

    /**
     * A URL to which the client is redirected, which never sees the status. For 401 there is none, as in Apache: no client
     * would ever send a password.
     */
    record OtherUrl(int status, TextExpression url) implements ErrorDocument {}

    /**
     * Reads the arguments of {@code ErrorDocument}.
     *
     * @throws IllegalArgumentException for a status that is no error
     */
    static ErrorDocument parse(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException("ErrorDocument has " + arguments.size()
                    + " arguments: a status and a text in quotes, a path or a URL are accepted");
        }
        int status = status(arguments.getFirst());
        String what = arguments.get(1);
        if (what.equals("default")) {
            return new Standard(status);
        }
        if (what.startsWith("/")) {
            return new LocalPath(status, TextExpression.parse(what));
        }
        if (what.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return status == 401 ? new Standard(status) : new OtherUrl(status, TextExpression.parse(what));
        }
        return new Message(status, what.startsWith("\"") ? what.substring(1) : what);
    }

    private static int status(String text) {
        if (!text.matches("[45][0-9]{2}")) {
            throw new IllegalArgumentException("'" + text + "' is no status of an error: 400 to 599 are accepted");
        }
        return Integer.parseInt(text);
    }
}
