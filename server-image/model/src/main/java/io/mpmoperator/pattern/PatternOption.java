package io.mpmoperator.pattern;

/** How a pattern is matched where Apache's default (DOTALL and DOLLAR_ENDONLY) is not meant. */
public enum PatternOption {
    /** Letters of ASCII match in either case: flag {@code i}, {@code NC}. */
    IGNORE_CASE,
    /** {@code ^} and {@code $} match at each line: flag {@code m}. */
    MULTILINE,
    /** {@code .} does not match a line feed: flag {@code -s}. */
    DOT_EXCLUDES_NEWLINE,
    /** White space and comments in the pattern do not count: flag {@code x}. */
    EXTENDED
}
