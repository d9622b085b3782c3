package io.mpmoperator.access;

import io.mpmoperator.address.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a visit comes from, in the words of {@code Allow from} and {@code Deny from}. */
public sealed interface Origin {

    /** {@code all}. */
    record Anywhere() implements Origin {}

    /** An address or network. */
    record Network(AddressRange range) implements Origin {}

    /** {@code localhost}. */
    record SameMachine() implements Origin {}

    /** {@code env=name}, {@code env=!name}. */
    record Variable(String name, boolean set) implements Origin {}

    /**
     * Reads the arguments of {@code Allow} or {@code Deny}, {@code from} with them.
     *
     * @throws IllegalArgumentException for host names, and for anything that is no origin
     */
    static List<Origin> parse(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.getFirst().equalsIgnoreCase("from")) {
            throw new IllegalArgumentException(
                    "'from' and an origin are missing: from all, from 10.0.0.0/8 and" + " from env=NAME are accepted");
        }
        List<Origin> origins = new ArrayList<>();
        arguments.subList(1, arguments.size()).forEach(word -> origins.add(parse(word)));
        return List.copyOf(origins);
    }

    private static Origin parse(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("all")) {
            return new Anywhere();
        }
        if (lower.equals("localhost")) {
            return new SameMachine();
        }
        if (lower.startsWith("env=")) {
            boolean negated = word.startsWith("!", 4);
            return new Variable(word.substring(negated ? 5 : 4), !negated);
        }
        return new Network(AddressRange.parse(word));
    }

    /** Whether a visit comes from here. */
    default boolean has(Visit visit) {
        return switch (this) {
            case Anywhere anywhere -> true;
            case Network network -> network.range().contains(visit.client());
            case SameMachine same -> visit.isLocal();
            case Variable variable -> (visit.facts().environment(variable.name()) != null) == variable.set();
        };
    }
}
