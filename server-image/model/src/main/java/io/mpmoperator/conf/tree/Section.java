package io.mpmoperator.conf.tree;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A section as it is in a file, with what it encloses. */
public record Section(Position at, String name, List<String> arguments, List<Node> children) implements Node {

    public Section {
        arguments = List.copyOf(arguments);
        children = List.copyOf(children);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Section(Position _, String otherName, List<String> words, List<Node> enclosed)
                && name.equalsIgnoreCase(otherName)
                && arguments.equals(words)
                && children.equals(enclosed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(arguments, children);
    }
}
