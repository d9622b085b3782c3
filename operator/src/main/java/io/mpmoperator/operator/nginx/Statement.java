package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Position;
import java.util.List;

/**
 * A directive of nginx.
 *
 * @param words its name and its arguments, without their quotes
 * @param block what it encloses; empty for one that ends with a semicolon
 */
record Statement(Position at, List<String> words, List<Statement> block) {

    Statement {
        words = List.copyOf(words);
        block = List.copyOf(block);
    }

    String name() {
        return words.getFirst();
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** The argument of that index; empty where there are fewer. */
    String argument(int index) {
        return index + 1 < words.size() ? words.get(index + 1) : "";
    }

    String text() {
        return String.join(" ", words);
    }
}
