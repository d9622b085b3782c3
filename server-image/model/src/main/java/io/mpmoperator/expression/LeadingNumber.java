package io.mpmoperator.expression;

/** The number that a text begins with. */
public final class LeadingNumber {

    private LeadingNumber() {}

    /** The number; 0 where the text begins with none. Apache: {@code atoi}. */
    public static long of(String text) {
        String trimmed = text.strip();
        int at = trimmed.startsWith("-") || trimmed.startsWith("+") ? 1 : 0;
        int end = at;
        while (end < trimmed.length() && end - at < 18 && Character.digit(trimmed.charAt(end), 10) >= 0) {
            end++;
        }
        return end == at ? 0 : Long.parseLong(trimmed.substring(0, end));
    }
}
