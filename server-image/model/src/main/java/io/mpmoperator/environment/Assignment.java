package io.mpmoperator.environment;

import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.Substitution;
import java.util.Map;
import java.util.Optional;

/**
 * A variable that is set, or unset where it has no value.
 *
 * @param value may hold {@code $1} for what a group of the pattern holds
 */
record Assignment(String name, Optional<Substitution> value) {

    /** Reads {@code name}, whose value is 1, {@code name=value} and {@code !name}. */
    static Assignment parse(String text) {
        int equals = text.indexOf('=');
        if (text.startsWith("!")) {
            return new Assignment(required(text.substring(1)), Optional.empty());
        }
        return new Assignment(
                required(equals < 0 ? text : text.substring(0, equals)),
                Optional.of(Substitution.parse(equals < 0 ? "1" : text.substring(equals + 1))));
    }

    private static String required(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "the name of a variable is missing: NAME, NAME=VALUE and !NAME are accepted");
        }
        return name;
    }

    void apply(Captures captures, Map<String, Optional<String>> environment) {
        environment.put(name, value.map(text -> text.apply(captures)));
    }
}
