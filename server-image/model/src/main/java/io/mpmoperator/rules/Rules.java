package io.mpmoperator.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said for a URL, immutable: a value for each {@link Setting} that somebody has said something for. */
public final class Rules {

    private static final Rules NONE = new Rules(new HashMap<>());

    private final Map<Setting<?>, Object> values;

    private Rules(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    /** Nothing is said. */
    public static Rules none() {
        return NONE;
    }

    /** Whether nothing is said. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** What is said; empty where nothing is. */
    @SuppressWarnings("unchecked") // a setting's value is of its type: with and over see to it
    public <T> Optional<T> get(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting));
    }

    /** What is said, or something else where nothing is. */
    @SuppressWarnings("unchecked") // as above
    public <T> T or(Setting<T> setting, T otherwise) {
        T value = (T) values.get(setting);
        return value == null ? otherwise : value;
    }

    /** The items that are said; none where nothing is. */
    public <E> List<E> all(Setting<List<E>> setting) {
        return or(setting, List.of());
    }

    /** Whether something is said. */
    public boolean has(Setting<?> setting) {
        return values.containsKey(setting);
    }

    /** The same with something more, said by the same section. */
    public <T> Rules with(Setting<T> setting, T value) {
        var changed = new HashMap<>(values);
        changed.put(
                setting,
                get(setting).map(before -> setting.within(before, value)).orElse(value));
        return new Rules(changed);
    }

    /** The same with something said otherwise. */
    <T> Rules replacing(Setting<T> setting, T value) {
        var changed = new HashMap<>(values);
        changed.put(setting, value);
        return new Rules(changed);
    }

    /** The same without what a setting says. */
    public Rules without(Setting<?> setting) {
        var changed = new HashMap<>(values);
        changed.remove(setting);
        return new Rules(changed);
    }

    /** The same with all that others say, as said by the same section. */
    public Rules and(Rules others) {
        Rules all = this;
        for (Setting<?> setting : others.values.keySet()) {
            all = all.and(setting, others);
        }
        return all;
    }

    private <T> Rules and(Setting<T> setting, Rules others) {
        return with(setting, others.get(setting).orElseThrow());
    }

    /** What is in force where these come after others. */
    public Rules over(Rules base) {
        if (base.isEmpty() || isEmpty()) {
            return isEmpty() ? base : this;
        }
        var merged = new HashMap<>(base.values);
        values.keySet().forEach(setting -> merged.put(setting, merged(setting, base)));
        return new Rules(merged);
    }

    private <T> Object merged(Setting<T> setting, Rules base) {
        T over = get(setting).orElseThrow();
        return base.get(setting).map(before -> setting.across(before, over)).orElse(over);
    }

    /** What a server passes on to its sections. */
    public Rules passedOn() {
        var passed = new HashMap<>(values);
        passed.keySet().removeIf(Setting::isOfServer);
        return new Rules(passed);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Rules rules && values.equals(rules.values));
    }

    /** By what is said something for alone: a site has few rules that differ in the values only. */
    @Override
    public int hashCode() {
        return values.keySet().hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
