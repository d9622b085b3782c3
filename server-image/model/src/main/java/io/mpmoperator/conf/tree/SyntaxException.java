package io.mpmoperator.conf.tree;

/** A text that is no configuration; the message says what would be accepted. */
public class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Position at;

    public SyntaxException(Position at, String message) {
        super(message);
        this.at = at;
    }

    /** The line that is to be changed. */
    public Position at() {
        return at;
    }
}
