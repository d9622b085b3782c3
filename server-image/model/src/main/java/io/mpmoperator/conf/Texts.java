package io.mpmoperator.conf;

/** What any text in a configuration must be, so that it can be on a line of the file. */
final class Texts {

    private Texts() {}

    static String requireOneLine(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("%s is empty".formatted(what));
        }
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                throw new IllegalArgumentException("%s contains a control character".formatted(what));
            }
        }
        return text;
    }

    /** Whether the character is refused everywhere in the file: all control characters but the tab. */
    static boolean isControl(int character) {
        return character != '\t' && Character.isISOControl(character);
    }
}
