package io.mpmoperator.pattern;

/**
 * The literal text that a path has to begin or to end with, as far as it is known; case is not looked at.
 *
 * @param prefix empty where it is not known
 * @param suffix empty where it is not known
 */
public record Anchor(String prefix, String suffix) {

    /** Nothing is known. */
    public static final Anchor NONE = new Anchor("", "");

    /** What begins so. */
    public static Anchor ofPrefix(String prefix) {
        return new Anchor(prefix, "");
    }
}
