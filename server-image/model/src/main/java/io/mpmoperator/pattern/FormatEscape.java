package io.mpmoperator.pattern;

/** What a backslash means in the formats of {@code Header} and {@code LogFormat}. */
public final class FormatEscape {

    private FormatEscape() {}

    /**
     * The character that a backslash makes of the one behind it.
     *
     * @return 0 where it makes nothing of it, and stays
     */
    public static char of(char behind) {
        return switch (behind) {
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
    }
}
