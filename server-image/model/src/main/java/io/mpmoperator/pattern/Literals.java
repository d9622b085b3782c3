package io.mpmoperator.pattern;

/** How a character is written in a pattern of Java, so that it means itself everywhere. */
final class Literals {

    private Literals() {}

    static String of(int character) {
        if (character < 128 && (Character.isLetterOrDigit(character) || character == '/' || character == '_')) {
            return Character.toString(character);
        }
        return "\\x{" + Integer.toHexString(character) + "}";
    }

    static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
