package io.mpmoperator.expression;

import java.util.List;

/** A part of an expression that has a text as its value. */
public sealed interface Word {

    /** Text that is always the same. */
    record Literal(String text) implements Word {}

    /** {@code %{NAME}}. */
    record Variable(ServerVariable name) implements Word {}

    /** {@code $1}: what a group of the last match holds. */
    record Capture(int group) implements Word {}

    /** {@code func(word)} or {@code %{func:text}}. */
    record Call(TextFunction function, Word argument) implements Word {}

    /** Words one after the other. */
    record Joined(List<Word> words) implements Word {

        public Joined {
            words = List.copyOf(words);
        }
    }

    /** The words as one. */
    static Word joined(List<Word> words) {
        return switch (words.size()) {
            case 0 -> new Literal("");
            case 1 -> words.getFirst();
            default -> new Joined(words);
        };
    }
}
