package io.mpmoperator.mediatype;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the extensions of files mean in one context. Immutable. */
public final class ExtensionRules {

    /** No rules: the table of types alone counts. */
    public static final ExtensionRules NONE = new ExtensionRules(Map.of());

    /** Marks what was removed. */
    private static final String REMOVED = "";

    private final Map<ExtensionKind, Map<String, String>> meanings;

    private ExtensionRules(Map<ExtensionKind, Map<String, String>> meanings) {
        this.meanings = meanings;
    }

    /**
     * The same with a directive of the kind {@code AddType}: a value and extensions, with or without a dot.
     *
     * @throws IllegalArgumentException where extensions are missing, or the value is no media type
     */
    public ExtensionRules with(ExtensionKind kind, List<String> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException(
                    "an argument is missing: a value and one or more extensions are accepted");
        }
        String value = TypeTable.lower(arguments.getFirst());
        if (kind == ExtensionKind.TYPE && !value.matches("[^/\\s]+/[^/\\s].*")) {
            throw new IllegalArgumentException(
                    "'" + arguments.getFirst() + "' is no media type: one such as text/html is accepted");
        }
        return changed(kind, value, arguments.subList(1, arguments.size()));
    }

    /** The same without what extensions mean: a directive of the kind {@code RemoveType}. */
    public ExtensionRules without(ExtensionKind kind, List<String> extensions) {
        return changed(kind, REMOVED, extensions);
    }

    private ExtensionRules changed(ExtensionKind kind, String value, List<String> extensions) {
        Map<String, String> changes = new HashMap<>();
        extensions.forEach(extension ->
                changes.put(TypeTable.lower(extension.startsWith(".") ? extension.substring(1) : extension), value));
        return then(new ExtensionRules(Map.of(kind, changes)));
    }

    /** These, and those of an inner section over them. */
    public ExtensionRules then(ExtensionRules inner) {
        Map<ExtensionKind, Map<String, String>> all = new EnumMap<>(ExtensionKind.class);
        for (ExtensionKind kind : ExtensionKind.values()) {
            Map<String, String> both = new HashMap<>(meanings.getOrDefault(kind, Map.of()));
            both.putAll(inner.meanings.getOrDefault(kind, Map.of()));
            all.put(kind, Map.copyOf(both));
        }
        return new ExtensionRules(all);
    }

    /**
     * What the extensions of a file's name say. Of types, charsets and handlers the last counts; codings and languages add up.
     *
     * @param name the last segment of a path
     * @param types what counts where no {@code AddType} names an extension
     */
    public FileMetadata of(String name, TypeTable types) {
        FileMetadata metadata = FileMetadata.NONE;
        List<String> parts = Arrays.asList(name.split("\\.", -1));
        int first = parts.getFirst().isEmpty() ? 2 : 1;
        for (String part : parts.subList(Math.min(first, parts.size()), parts.size())) {
            metadata = with(metadata, TypeTable.lower(part), types);
        }
        return metadata;
    }

    private FileMetadata with(FileMetadata before, String extension, TypeTable types) {
        return new FileMetadata(
                type(extension, types).or(before::type),
                meaning(ExtensionKind.CHARSET, extension).or(before::charset),
                joined(before.encodings(), meaning(ExtensionKind.ENCODING, extension)),
                joined(before.languages(), meaning(ExtensionKind.LANGUAGE, extension)),
                meaning(ExtensionKind.HANDLER, extension).or(before::handler));
    }

    private Optional<String> type(String extension, TypeTable types) {
        @Nullable
        String added = meanings.getOrDefault(ExtensionKind.TYPE, Map.of()).get(extension);
        return added == null ? types.of(extension) : Optional.of(added).filter(text -> !text.equals(REMOVED));
    }

    private Optional<String> meaning(ExtensionKind kind, String extension) {
        return Optional.ofNullable(meanings.getOrDefault(kind, Map.of()).get(extension))
                .filter(text -> !text.equals(REMOVED));
    }

    private static List<String> joined(List<String> before, Optional<String> next) {
        if (next.isEmpty() || before.contains(next.get())) {
            return before;
        }
        List<String> all = new ArrayList<>(before);
        all.add(next.get());
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtensionRules that && meanings.equals(that.meanings);
    }

    @Override
    public int hashCode() {
        return meanings.hashCode();
    }
}
