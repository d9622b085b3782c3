package io.mpmoperator.expression;

import io.mpmoperator.address.AddressRange;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Glob;
import java.util.List;
import java.util.function.IntPredicate;

/** A part of an expression that is true or false. */
public sealed interface Condition {

    /** {@code true} or {@code false}. */
    record Constant(boolean value) implements Condition {}

    /** {@code ! condition}. */
    record Not(Condition condition) implements Condition {}

    /** {@code left && right}. */
    record And(Condition left, Condition right) implements Condition {}

    /** {@code left || right}. */
    record Or(Condition left, Condition right) implements Condition {}

    /** {@code left == right} and the like. */
    record TextComparison(Word left, Order order, Word right) implements Condition {}

    /** {@code left -eq right} and the like: a text that begins with no number is 0. */
    record NumberComparison(Word left, Order order, Word right) implements Condition {}

    /** {@code subject =~ /pattern/}; what the groups hold is for {@code $1} further on. */
    record Match(Word subject, ApachePattern pattern) implements Condition {}

    /** {@code subject in { word, word }}. */
    record In(Word subject, List<Word> words) implements Condition {

        public In {
            words = List.copyOf(words);
        }
    }

    /** {@code subject -ipmatch network}, and {@code -R network} of the client's address. */
    record InNetwork(Word address, AddressRange network) implements Condition {}

    /** {@code subject -strmatch pattern}, {@code -strcmatch}, {@code -fnmatch}. */
    record GlobMatch(Word subject, Glob pattern) implements Condition {}

    /** {@code -f word} and the like. */
    record Test(UnaryTest test, Word word) implements Condition {}

    /** How two values have to be ordered. */
    enum Order {
        EQUAL(sign -> sign == 0),
        UNEQUAL(sign -> sign != 0),
        LESS(sign -> sign < 0),
        LESS_OR_EQUAL(sign -> sign <= 0),
        GREATER(sign -> sign > 0),
        GREATER_OR_EQUAL(sign -> sign >= 0);

        @SuppressWarnings("ImmutableEnumChecker") // captures nothing
        private final IntPredicate sign;

        Order(IntPredicate sign) {
            this.sign = sign;
        }

        /** Whether a comparison with this sign is so. */
        public boolean holds(int comparison) {
            return sign.test(comparison);
        }
    }
}
