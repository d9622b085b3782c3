package io.mpmoperator.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * One thing that sections say, and how two that say it are merged. Each is made once, and is itself the key of its value.
 *
 * @param <T> what is said
 */
public final class Setting<T> {

    private final String name;
    private final BinaryOperator<T> within;
    private final BinaryOperator<T> across;
    private final boolean ofServer;

    private Setting(String name, BinaryOperator<T> within, BinaryOperator<T> across, boolean ofServer) {
        this.name = name;
        this.within = within;
        this.across = across;
        this.ofServer = ofServer;
    }

    /** The last that is said is in force. */
    public static <T> Setting<T> last(String name) {
        return new Setting<>(name, (before, after) -> after, (base, over) -> over, false);
    }

    /** What is said later is added. */
    public static <T> Setting<T> merged(String name, BinaryOperator<T> merge) {
        return new Setting<>(name, merge, merge, false);
    }

    /** Items of a section are added to each other, and to those of the sections before it. */
    public static <E> Setting<List<E>> list(String name) {
        return merged(name, Setting::appended);
    }

    /** Items of a section are added to each other, and replace those of the sections before it. */
    public static <E> Setting<List<E>> ownList(String name) {
        return new Setting<>(name, Setting::appended, (base, over) -> over, false);
    }

    /** Items by name: those of later sections replace those of the same name. */
    public static <K, V> Setting<Map<K, V>> map(String name) {
        return merged(name, Setting::put);
    }

    /** The same, but that what the server says is not passed on to its sections: they and it are asked apart. */
    public Setting<T> ofServer() {
        return new Setting<>(name, within, across, true);
    }

    /** The same, but that the items of a later section come before those of the sections before it. */
    public Setting<T> overFirst(BinaryOperator<T> merge) {
        return new Setting<>(name, within, merge, ofServer);
    }

    /** Whether what the server says is not passed on to its sections. */
    public boolean isOfServer() {
        return ofServer;
    }

    /** The directive that says it. */
    public String name() {
        return name;
    }

    T within(T before, T after) {
        return within.apply(before, after);
    }

    T across(T base, T over) {
        return across.apply(base, over);
    }

    /** One list behind the other. */
    public static <E> List<E> appended(List<E> before, List<E> after) {
        List<E> all = new ArrayList<>(before.size() + after.size());
        all.addAll(before);
        all.addAll(after);
        return List.copyOf(all);
    }

    private static <K, V> Map<K, V> put(Map<K, V> before, Map<K, V> after) {
        Map<K, V> all = new LinkedHashMap<>(before);
        all.putAll(after);
        return Map.copyOf(all);
    }

    @Override
    public String toString() {
        return name;
    }
}
