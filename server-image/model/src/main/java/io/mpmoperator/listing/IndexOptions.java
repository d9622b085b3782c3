package io.mpmoperator.listing;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a folder is listed.
 *
 * @param nameWidth columns of the names; 0 for as many as the longest needs
 */
public record IndexOptions(Set<Option> options, int nameWidth, String charset, String type) {

    /** What is in force where nothing is said. */
    public static final IndexOptions DEFAULT = new IndexOptions(Set.of(), 23, "ISO-8859-1", "text/html");

    /** What is on or off. */
    public enum Option {
        FANCY_INDEXING,
        FOLDERS_FIRST,
        HTML_TABLE,
        IGNORE_CASE,
        SUPPRESS_COLUMN_SORTING,
        SUPPRESS_DESCRIPTION,
        SUPPRESS_HTML_PREAMBLE,
        SUPPRESS_LAST_MODIFIED,
        SUPPRESS_RULES,
        SUPPRESS_SIZE
    }

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "addaltclass",
            "iconsarelinks",
            "ignoreclient",
            "none",
            "scanhtmltitles",
            "showforbidden",
            "suppressicon",
            "trackmodified",
            "useolddateformat",
            "versionsort",
            "xhtml");

    public IndexOptions {
        options = Set.copyOf(options);
    }

    /**
     * The same with what {@code IndexOptions} says: words alone replace the options, words after + and - change them.
     *
     * @throws IllegalArgumentException for an unknown word
     */
    public IndexOptions with(List<String> arguments) {
        boolean relative = arguments.stream().allMatch(word -> word.startsWith("+") || word.startsWith("-"));
        IndexOptions changed = relative ? this : DEFAULT;
        for (String argument : arguments) {
            changed = changed.with(argument);
        }
        return changed;
    }

    private IndexOptions with(String argument) {
        boolean off = argument.startsWith("-");
        String word = off || argument.startsWith("+") ? argument.substring(1) : argument;
        String[] parts = word.split("=", 2);
        String value = parts.length > 1 ? parts[1] : "";
        String name = parts[0].toLowerCase(Locale.ROOT);
        return switch (name) {
            case "charset" -> new IndexOptions(options, nameWidth, off ? DEFAULT.charset() : value, type);
            case "type" -> new IndexOptions(options, nameWidth, charset, off ? DEFAULT.type() : value);
            case "namewidth" -> new IndexOptions(options, off ? DEFAULT.nameWidth() : width(value), charset, type);
            case "descriptionwidth", "iconheight", "iconwidth" -> this;
            default -> WITHOUT_EFFECT.contains(name) ? this : with(option(name), off);
        };
    }

    private static int width(String value) {
        if (value.equals("*")) {
            return 0;
        }
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) < 5) {
            throw new IllegalArgumentException(
                    "'NameWidth=" + value + "' is no width: 5 and more, and * for the longest name, are accepted");
        }
        return Integer.parseInt(value);
    }

    private IndexOptions with(Option option, boolean off) {
        Set<Option> changed = EnumSet.noneOf(Option.class);
        changed.addAll(options);
        if (off) {
            changed.remove(option);
        } else {
            changed.add(option);
        }
        if (option == Option.HTML_TABLE && !off) {
            changed.add(Option.FANCY_INDEXING);
        }
        return new IndexOptions(changed, nameWidth, charset, type);
    }

    private static Option option(String name) {
        for (Option option : Option.values()) {
            if (option.name().replace("_", "").equalsIgnoreCase(name)) {
                return option;
            }
        }
        throw new IllegalArgumentException("'" + name
                + "' is no option of a listing: FancyIndexing, HTMLTable, FoldersFirst and the others of IndexOptions"
                + " are accepted");
    }

    boolean has(Option option) {
        return options.contains(option);
    }

    /** The value of {@code Content-Type}. */
    public String contentType() {
        return type + ";charset=" + charset;
    }
}
