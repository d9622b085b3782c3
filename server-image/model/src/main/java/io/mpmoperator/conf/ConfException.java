package io.mpmoperator.conf;

/** A configuration that is refused; the message begins {@code file:line:} and says what would be accepted. */
public class ConfException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    public ConfException(String file, int line, String message) {
        super("%s:%d: %s".formatted(file, line, message));
        this.line = line;
    }

    /** The line that is to be changed, counted from 1. */
    public int line() {
        return line;
    }
}
