package io.mpmoperator.headers;

import io.mpmoperator.expression.TextExpression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a header field: text with formats such as {@code %t} and {@code %{name}e}, or an expression. */
public sealed interface HeaderValue {

    /** Text and formats in their order. */
    record Formatted(List<Part> parts) implements HeaderValue {

        public Formatted {
            parts = List.copyOf(parts);
        }
    }

    /** {@code expr=...}. */
    record Expressed(TextExpression expression) implements HeaderValue {}

    /** A part of a formatted value. */
    sealed interface Part {

        /** Text that is always the same. */
        record Text(String text) implements Part {}

        /** {@code %t}, {@code %D}, {@code %l}, {@code %i}, {@code %b}. */
        record Measured(char letter) implements Part {}

        /** {@code %{name}e}. */
        record Environment(String name) implements Part {}

        /** {@code %{name}s}. */
        record Tls(String name) implements Part {}
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException for a format that is not known
     */
    static HeaderValue parse(String text) {
        return text.startsWith("expr=")
                ? new Expressed(TextExpression.parse(text.substring(5)))
                : new Formatted(new HeaderValueParser(text).parts());
    }

    /** The value for a request. */
    default String of(HeaderFacts facts) {
        return switch (this) {
            case Expressed expressed -> expressed.expression().of(facts);
            case Formatted formatted -> formatted(formatted, facts);
        };
    }

    private static String formatted(Formatted value, HeaderFacts facts) {
        if (value.parts().size() == 1 && value.parts().getFirst() instanceof Part.Text text) {
            return text.text();
        }
        List<String> parts = new ArrayList<>();
        value.parts().forEach(part -> parts.add(of(part, facts)));
        return String.join("", parts);
    }

    private static String of(Part part, HeaderFacts facts) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Environment environment -> orNull(facts.environment(environment.name()));
            case Part.Tls tls -> orNull(facts.tlsVariable(tls.name()));
            case Part.Measured measured -> measured(measured.letter(), facts);
        };
    }

    private static String orNull(@Nullable String value) {
        return value == null ? "(null)" : value;
    }

    private static String measured(char letter, HeaderFacts facts) {
        return letter
                + "="
                + switch (letter) {
                    case 't' -> Long.toString(facts.receivedMicros());
                    case 'D' -> Long.toString(facts.elapsedMicros());
                    case 'l' -> facts.loadAverages();
                    case 'i' -> Integer.toString(facts.idlePercent());
                    default -> Integer.toString(facts.busyPercent());
                };
    }

    /** Whether the value is the same for every request. */
    default boolean isConstant() {
        return switch (this) {
            case Expressed expressed -> expressed.expression().isConstant();
            case Formatted formatted -> formatted.parts().stream().allMatch(part -> part instanceof Part.Text);
        };
    }
}
