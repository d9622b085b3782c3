package io.mpmoperator.pattern;

/** A place in the text of a pattern that moves forward. */
final class Cursor {

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char next() {
        if (atEnd()) {
            throw refused("it ends too early");
        }
        return text.charAt(at++);
    }

    boolean isAhead(String expected) {
        return text.startsWith(expected, at);
    }

    boolean take(String expected) {
        boolean ahead = isAhead(expected);
        at += ahead ? expected.length() : 0;
        return ahead;
    }

    /** What is before {@code end}, which is passed too. */
    String until(String end) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw refused("'" + end + "' is missing");
        }
        String taken = text.substring(at, found);
        at = found + end.length();
        return taken;
    }

    /** Digits of a base, at most so many. */
    String digits(int base, int atMost) {
        int from = at;
        while (!atEnd() && at - from < atMost && Character.digit(text.charAt(at), base) >= 0) {
            at++;
        }
        return text.substring(from, at);
    }

    /** Letters and digits, and a caret before them. */
    String digitsOrLetters() {
        int from = at;
        while (!atEnd() && (text.charAt(at) == '^' || Literals.isAsciiLetterOrDigit(text.charAt(at)))) {
            at++;
        }
        return text.substring(from, at);
    }

    String text() {
        return text;
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(
                "'" + text + "' is refused at character " + Math.max(1, at) + " as a regular expression: " + why);
    }
}
