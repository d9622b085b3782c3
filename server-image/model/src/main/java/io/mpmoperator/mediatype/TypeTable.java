package io.mpmoperator.mediatype;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Media types by extension: a file of the kind that {@code TypesConfig} names. Immutable. */
public final class TypeTable {

    /** No types. */
    public static final TypeTable EMPTY = over(extension -> Optional.empty());

    private final Map<String, String> types;
    private final Function<String, Optional<String>> otherwise;

    private TypeTable(Map<String, String> types, Function<String, Optional<String>> otherwise) {
        this.types = Map.copyOf(types);
        this.otherwise = otherwise;
    }

    /** A table that is asked elsewhere, by an extension in lower case without a dot. */
    public static TypeTable over(Function<String, Optional<String>> elsewhere) {
        return new TypeTable(Map.of(), elsewhere);
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
        return EMPTY.with(types);
    }

    /** These types, and those of another table in their place where both have one. */
    public TypeTable with(TypeTable others) {
        Map<String, String> all = new HashMap<>(types);
        all.putAll(others.types);
        return new TypeTable(all, extension -> others.otherwise.apply(extension).or(() -> otherwise.apply(extension)));
    }

    private TypeTable with(Map<String, String> others) {
        return new TypeTable(others, otherwise);
    }

    /** The type of an extension, which is in lower case and has no dot; empty where there is none. */
    public Optional<String> of(String extension) {
        return Optional.ofNullable(types.get(extension)).or(() -> otherwise.apply(extension));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
