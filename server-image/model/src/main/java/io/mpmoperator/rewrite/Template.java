package io.mpmoperator.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text with {@code $1}, {@code %1}, {@code %{VARIABLE}} and {@code ${map:key|default}} in it: a substitution, the text that a
 * condition tests, the value of a variable or cookie.
 */
record Template(List<Part> parts) {

    sealed interface Part {

        record Literal(String text) implements Part {}

        /** {@code $1}: a group of the rule. */
        record RuleGroup(int number) implements Part {}

        /** {@code %1}: a group of the last condition that matched. */
        record ConditionGroup(int number) implements Part {}

        record Looked(Lookup lookup) implements Part {}

        record Mapped(String map, Template key, Template otherwise) implements Part {}
    }

    Template {
        parts = List.copyOf(parts);
    }

    static Template parse(String text) {
        return new TemplateParser(text).all();
    }

    String fill(Expansion from, CaptureEscape escape) {
        StringBuilder out = new StringBuilder();
        parts.forEach(part -> out.append(fill(part, from, escape)));
        return out.toString();
    }

    String fill(Expansion from) {
        return fill(from, CaptureEscape.NONE);
    }

    private static String fill(Part part, Expansion from, CaptureEscape escape) {
        return switch (part) {
            case Part.Literal literal -> literal.text();
            case Part.RuleGroup group -> escape.apply(from.rule().group(group.number()));
            case Part.ConditionGroup group -> escape.apply(from.condition().group(group.number()));
            case Part.Looked looked -> looked.lookup().of(from.facts());
            case Part.Mapped mapped -> mapped(mapped, from, escape);
        };
    }

    private static String mapped(Part.Mapped mapped, Expansion from, CaptureEscape escape) {
        RewriteMap map = from.maps().get(mapped.map());
        String value = map == null ? null : map.valueOf(mapped.key().fill(from, escape));
        return value == null ? mapped.otherwise().fill(from, escape) : value;
    }

    /**
     * Whether the first question mark of the text comes from what a group holds, and not from the template: the client would
     * decide where the path ends.
     */
    boolean takesQueryFromGroup(Expansion from, CaptureEscape escape) {
        for (Part part : parts) {
            if (fill(part, from, escape).indexOf('?') >= 0) {
                return part instanceof Part.RuleGroup || part instanceof Part.ConditionGroup;
            }
        }
        return false;
    }

    /** The names of the maps that are asked. */
    Set<String> maps() {
        Set<String> names = new TreeSet<>();
        for (Part part : parts) {
            if (part instanceof Part.Mapped mapped) {
                names.add(mapped.map());
                names.addAll(mapped.key().maps());
                names.addAll(mapped.otherwise().maps());
            }
        }
        return names;
    }

    /** Collects parts, and joins what is literal. */
    static final class Builder {

        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();

        void literal(char c) {
            literal.append(c);
        }

        void part(Part part) {
            flush();
            parts.add(part);
        }

        private void flush() {
            if (!literal.isEmpty()) {
                parts.add(new Part.Literal(literal.toString()));
                literal.setLength(0);
            }
        }

        Template template() {
            flush();
            return new Template(parts);
        }
    }
}
