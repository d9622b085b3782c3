package io.mpmoperator.conf.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directive as it is in a file.
 *
 * @param raw what follows the name, with quotes and backslashes, its variables filled in: some directives take that apart in a
 *     way of their own
 */
public record Line(Position at, String name, List<String> arguments, String raw) implements Node {

    public Line {
        arguments = List.copyOf(arguments);
    }

    /** A directive that is written with as few quotes as it needs. */
    public Line(Position at, String name, List<String> arguments) {
        this(at, name, arguments, written(arguments));
    }

    private static String written(List<String> arguments) {
        return String.join(" ", arguments.stream().map(Words::written).toList());
    }

    /** The text that is read back to the same. */
    String text() {
        return (name + " " + (isRead(raw) ? raw : written(arguments))).strip();
    }

    private boolean isRead(String text) {
        try {
            return Words.split(text).equals(arguments);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Line line && name.equalsIgnoreCase(line.name) && arguments.equals(line.arguments);
    }

    @Override
    public int hashCode() {
        return arguments.hashCode();
    }
}
