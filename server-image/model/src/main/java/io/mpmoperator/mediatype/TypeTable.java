package io.mpmoperator.mediatype;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Media types by extension: a file of the kind that {@code TypesConfig} names. Immutable. */
public final class TypeTable {

    /** No types. */
    public static final TypeTable EMPTY = new TypeTable(Map.of());

    private final Map<String, String> types;

    private TypeTable(Map<String, String> types) {
        this.types = Map.copyOf(types);
    }

    /** Reads lines of a media type and its extensions; {@code #} begins a comment. The last line of an extension counts. */
    public static TypeTable ofLines(Iterable<String> lines) {
        Map<String, String> types = new HashMap<>();
        for (String line : lines) {
            List<String> words = Arrays.asList(line.strip().split("\\s+", -1));
            if (!words.getFirst().startsWith("#")) {
                words.subList(1, words.size()).forEach(extension -> types.put(lower(extension), words.getFirst()));
            }
        }
        return new TypeTable(types);
    }

    /** These types, and those of another table in their place where both have one. */
    public TypeTable with(TypeTable others) {
        Map<String, String> all = new HashMap<>(types);
        all.putAll(others.types);
        return new TypeTable(all);
    }

    /** The type of an extension, which is in lower case and has no dot; empty where there is none. */
    public Optional<String> of(String extension) {
        return Optional.ofNullable(types.get(extension));
    }

    /** How many extensions there are. */
    public int size() {
        return types.size();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
