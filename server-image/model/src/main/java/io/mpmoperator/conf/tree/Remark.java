package io.mpmoperator.conf.tree;

/**
 * What is worth knowing of a configuration that is accepted.
 *
 * @param kind what it is about
 * @param message a sentence for people
 */
public record Remark(Position at, Kind kind, String message) {

    /** What a remark is about. */
    public enum Kind {
        /** What is written is not what is in force. */
        ADJUSTED,
        /** A directive that this server needs not, or cannot follow. */
        WITHOUT_EFFECT
    }

    @Override
    public String toString() {
        return at + ": " + message;
    }
}
