package io.mpmoperator.expression;

/** A place in the text of an expression that moves forward. */
final class Scanner {

    private final String text;
    private int at;

    Scanner(String text) {
        this.text = text;
    }

    void skipSpace() {
        while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The character here; 0 at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    char next() {
        if (atEnd()) {
            throw refused("it ends too early");
        }
        return text.charAt(at++);
    }

    /** Passes a token, and says whether it was there. */
    boolean take(String token) {
        boolean here = text.startsWith(token, at);
        at += here ? token.length() : 0;
        return here;
    }

    void require(String token) {
        if (!take(token)) {
            throw refused("'" + token + "' is missing");
        }
    }

    /** Letters, digits and underscores; empty text where there are none. */
    String name() {
        int from = at;
        while (Character.isLetterOrDigit(peek()) || peek() == '_') {
            at++;
        }
        return text.substring(from, at);
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(
                "the expression '" + text + "' is refused at character " + (at + 1) + ": " + why);
    }
}
