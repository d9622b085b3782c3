package io.mpmoperator.conf.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What {@code ${NAME}} means: Define first, then the environment. */
final class Variables {

    private final Map<String, String> defined = new HashMap<>();
    private final Surroundings surroundings;

    Variables(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void define(String name, String value) {
        defined.put(name, value);
    }

    void undefine(String name) {
        defined.remove(name);
    }

    boolean isDefined(String name) {
        return defined.containsKey(name);
    }

    List<String> filled(List<String> words, Consumer<String> unknown) {
        return words.stream().map(word -> filled(word, unknown)).toList();
    }

    /**
     * A word with the values of its variables.
     *
     * @param unknown told the names that mean nothing: they stay as they are written
     */
    private String filled(String word, Consumer<String> unknown) {
        int dollar = word.indexOf("${");
        if (dollar < 0) {
            return word;
        }
        StringBuilder filled = new StringBuilder();
        int from = 0;
        while (dollar >= 0) {
            int end = word.indexOf('}', dollar);
            if (end < 0) {
                break;
            }
            String name = word.substring(dollar + 2, end);
            Optional<String> value = value(name);
            if (value.isEmpty() && name.indexOf(':') < 0) {
                unknown.accept(name);
            }
            filled.append(word, from, dollar).append(value.orElse(word.substring(dollar, end + 1)));
            from = end + 1;
            dollar = word.indexOf("${", from);
        }
        return filled.append(word.substring(from)).toString();
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(defined.get(name)).or(() -> surroundings.variable(name));
    }
}
