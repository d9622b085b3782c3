package io.mpmoperator.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * What a match is replaced by: literal text, and {@code $0} to {@code $9} for what the groups hold. A backslash takes the
 * meaning from the character after it.
 */
public final class Substitution {

    private final String text;
    private final List<Part> parts;

    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Group(int number) implements Part {}
    }

    private Substitution(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** Reads a substitution; every text is one. */
    public static Substitution parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '$' && i + 1 < text.length() && Character.digit(text.charAt(i + 1), 10) >= 0) {
                add(parts, literal);
                parts.add(new Part.Group(text.charAt(++i) - '0'));
            } else {
                literal.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
            }
        }
        add(parts, literal);
        return new Substitution(text, List.copyOf(parts));
    }

    private static void add(List<Part> parts, StringBuilder literal) {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /** The text for one match. */
    public String apply(Captures captures) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(
                    switch (part) {
                        case Part.Literal literal -> literal.text();
                        case Part.Group group -> captures.group(group.number());
                    });
        }
        return out.toString();
    }

    /** Whether the text is the same for every match. */
    public boolean isConstant() {
        return parts.stream().allMatch(part -> part instanceof Part.Literal);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Substitution that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that was read. */
    @Override
    public String toString() {
        return text;
    }
}
