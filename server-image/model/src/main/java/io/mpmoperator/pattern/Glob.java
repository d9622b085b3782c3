package io.mpmoperator.pattern;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern of the shell's kind: {@code *}, {@code ?} and {@code [a-z]}. Apache: {@code apr_fnmatch}. */
public final class Glob {

    private final String text;
    private final Pattern pattern;

    private Glob(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** Reads a pattern whose wildcards match slashes too. */
    public static Glob ofText(String text, boolean ignoreCase) {
        return new Glob(text, Pattern.compile(translate(text, "."), flags(ignoreCase)));
    }

    /** Reads a pattern whose wildcards match within a segment of a path. */
    public static Glob ofPath(String text) {
        return new Glob(text, Pattern.compile(translate(text, "[^/]"), flags(false)));
    }

    private static int flags(boolean ignoreCase) {
        return Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    }

    /** Whether a text has a wildcard at all. */
    public static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    private static String translate(String text, String any) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = c == '[' ? text.indexOf(']', i + 2) : -1;
            if (end > 0) {
                out.append(set(text.substring(i + 1, end)));
                i = end;
            } else if (c == '\\' && i + 1 < text.length()) {
                out.append(Literals.of(text.charAt(++i)));
            } else {
                out.append(
                        switch (c) {
                            case '*' -> any + "*";
                            case '?' -> any;
                            default -> Literals.of(c);
                        });
            }
        }
        return out.toString();
    }

    private static String set(String content) {
        boolean negated = content.startsWith("!") || content.startsWith("^");
        StringBuilder out = new StringBuilder(negated ? "[^" : "[");
        content.substring(negated ? 1 : 0).chars().forEach(c -> out.append(c == '-' ? "-" : Literals.of(c)));
        String set = out.append(']').toString();
        try {
            Pattern.compile(set);
            return set;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'[" + content + "]' is no set of characters: [a-z] is accepted", e);
        }
    }

    /** Whether the whole text matches. */
    public boolean matches(String subject) {
        return pattern.matcher(subject).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob that
                && text.equals(that.text)
                && pattern.pattern().equals(that.pattern.pattern())
                && pattern.flags() == that.pattern.flags();
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
