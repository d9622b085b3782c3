package io.mpmoperator.server.site;

import io.mpmoperator.environment.EnvironmentRules;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a request. What the server's SetEnvIf sets by the request's own fields is found out when one of its variables is
 * asked for: where none is, as with those that only logs look at, the response does not depend on it.
 */
final class Variables {

    private final Map<String, String> set = new HashMap<>();
    private Map<String, Optional<String>> later = new LinkedHashMap<>();
    private @Nullable Supplier<Map<String, Optional<String>>> put;
    private Set<String> names = Set.of();

    /** Puts off what rules set until one of their variables is asked for. */
    void putOff(EnvironmentRules rules, Supplier<Map<String, Optional<String>>> changes) {
        settle();
        put = changes;
        names = rules.names();
    }

    /** Whether something is put off. */
    boolean arePutOff() {
        return put != null;
    }

    /** Finds out what was put off. */
    void settle() {
        Supplier<Map<String, Optional<String>>> changes = put;
        if (changes != null) {
            put = null;
            apply(changes.get());
            Map<String, Optional<String>> after = later;
            later = new LinkedHashMap<>();
            apply(after);
        }
    }

    /** Sets variables, and unsets those without a value. */
    void change(Map<String, Optional<String>> changes) {
        if (put == null) {
            apply(changes);
        } else {
            later.putAll(changes);
        }
    }

    private void apply(Map<String, Optional<String>> changes) {
        changes.forEach((name, value) -> {
            if (value.isPresent()) {
                set.put(name, value.get());
            } else {
                set.remove(name);
            }
        });
    }

    /** The value of a variable; null where it is not set. */
    @Nullable
    String get(String name) {
        if (put != null) {
            Optional<String> changed = later.get(name);
            if (changed != null) {
                return changed.orElse(null);
            }
            if (names.contains(name)) {
                settle();
            }
        }
        return set.get(name);
    }

    /** What is changed after what is put off; all that is set where nothing is. */
    Map<String, Optional<String>> changes() {
        if (put != null) {
            return Map.copyOf(later);
        }
        Map<String, Optional<String>> all = new HashMap<>();
        set.forEach((name, value) -> all.put(name, Optional.of(value)));
        return all;
    }

    /** All that is set. */
    Map<String, String> all() {
        settle();
        return set;
    }
}
