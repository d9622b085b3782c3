package io.mpmoperator.conf.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directive as it is in a file. */
public record Line(Position at, String name, List<String> arguments) implements Node {

    public Line {
        arguments = List.copyOf(arguments);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Line(Position _, String otherName, List<String> otherArguments)
                && name.equalsIgnoreCase(otherName)
                && arguments.equals(otherArguments);
    }

    @Override
    public int hashCode() {
        return arguments.hashCode();
    }
}
