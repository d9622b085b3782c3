package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Position;

/** A configuration that is refused; the message begins {@code file:line:} and says what would be accepted. */
public class ConfException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_MESSAGE = 400;

    private final int line;

    public ConfException(String file, int line, String message) {
        super("%s:%d: %s".formatted(file, line, message));
        this.line = line;
    }

    /** The line that is to be changed, counted from 1. */
    public int line() {
        return line;
    }

    static ConfException at(Position at, String message) {
        return new ConfException(at.file(), at.line(), shortened(message, LONGEST_MESSAGE));
    }

    /** What a directive's arguments are refused for, with its name in front. */
    static ConfException of(Position at, String name, IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        return at(at, message.startsWith(name) ? message : "%s: %s".formatted(name, message));
    }

    static String shortened(String text) {
        return shortened(text, LONGEST_NAME);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
