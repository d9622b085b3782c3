package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import java.util.List;

/**
 * The URLs that a block is about.
 *
 * @param modifier {@code =}, {@code ~}, {@code ~*}, {@code ^~} or nothing
 * @param path a path or a pattern
 */
record Place(String modifier, String path) {

    /** All URLs of a server. */
    static final Place EVERYWHERE = new Place("", "/");

    static Place of(Statement location) {
        return location.arguments().size() > 1
                ? new Place(location.argument(0), location.argument(1))
                : new Place("", location.argument(0));
    }

    boolean isEverywhere() {
        return path.equals("/") && (modifier.isEmpty() || modifier.equals("^~"));
    }

    /** Whether it is about a path and what is below it. */
    boolean isPrefix() {
        return modifier.isEmpty() || modifier.equals("^~");
    }

    /** A regular expression that finds the same URLs. */
    String pattern() {
        return switch (modifier) {
            case "~" -> path;
            case "~*" -> "(?i)" + path;
            case "=" -> "^" + quoted(path) + "$";
            default -> isEverywhere() ? "^" : "^" + quoted(path);
        };
    }

    private static String quoted(String text) {
        return text.replaceAll("[.\\\\+*?\\[^\\]$(){}|]", "\\\\$0");
    }

    /** A section that is about them. */
    Section section(Statement location, List<Node> nodes) {
        return isPrefix()
                ? new Section(location.at(), "Location", List.of(path), nodes)
                : new Section(location.at(), "LocationMatch", List.of(pattern()), nodes);
    }

    static Line line(Statement from, String name, String... words) {
        return new Line(from.at(), name, List.of(words));
    }
}
