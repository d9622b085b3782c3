package io.mpmoperator.headers;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an entity tag of a file is made of: {@code FileETag}. */
public final class EtagParts {

    /** One of them. */
    public enum Part {
        INODE,
        MTIME,
        SIZE,
        /** A hash of the content. */
        DIGEST
    }

    /** Apache's default. */
    public static final Set<Part> DEFAULT = Set.of(Part.MTIME, Part.SIZE);

    private EtagParts() {}

    /**
     * Reads the arguments of {@code FileETag}.
     *
     * @param inherited what is in force outside, for {@code +} and {@code -}
     * @throws IllegalArgumentException for an unknown keyword
     */
    public static Set<Part> parse(List<String> arguments, Set<Part> inherited) {
        boolean relative = arguments.stream().allMatch(word -> word.startsWith("+") || word.startsWith("-"));
        Set<Part> parts = EnumSet.noneOf(Part.class);
        parts.addAll(relative ? inherited : Set.of());
        arguments.forEach(word -> apply(word, parts));
        return parts;
    }

    private static void apply(String word, Set<Part> parts) {
        Set<Part> named = named(word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word);
        if (word.startsWith("-")) {
            parts.removeAll(named);
        } else if (named.isEmpty()) {
            parts.clear();
        } else {
            parts.addAll(named);
        }
    }

    private static Set<Part> named(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "all" -> Set.of(Part.INODE, Part.MTIME, Part.SIZE);
            case "none" -> Set.of();
            case "inode" -> Set.of(Part.INODE);
            case "mtime" -> Set.of(Part.MTIME);
            case "size" -> Set.of(Part.SIZE);
            case "digest" -> Set.of(Part.DIGEST);
            default ->
                throw new IllegalArgumentException(
                        "'" + word
                                + "' is unknown: INode, MTime, Size, Digest, All and None, each after + or - too, are accepted");
        };
    }

    /** The tag without its quotes, in Apache's order: inode, size, modification in microseconds. */
    public static String tag(Set<Part> parts, long inode, long size, long modifiedMicros) {
        StringBuilder tag = new StringBuilder();
        append(tag, parts.contains(Part.INODE), inode);
        append(tag, parts.contains(Part.SIZE), size);
        append(tag, parts.contains(Part.MTIME), modifiedMicros);
        return tag.toString();
    }

    private static void append(StringBuilder tag, boolean wanted, long number) {
        if (wanted) {
            tag.append(tag.isEmpty() ? "" : "-").append(Long.toHexString(number));
        }
    }
}
