package io.mpmoperator.site;

import io.mpmoperator.conf.Directive;
import io.mpmoperator.conf.Directives;
import io.mpmoperator.conf.SectionType;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A section, or a folder's own file, that is for a URL.
 *
 * @param name as it is written, {@code <Location /api>}; empty for what is outside of all sections
 * @param nodes what is in it
 */
public record Part(String name, Position at, List<Node> nodes) {

    private static final Set<SectionType> WITHIN = Set.of(
            SectionType.LIMIT,
            SectionType.LIMIT_EXCEPT,
            SectionType.REQUIRE_ALL,
            SectionType.REQUIRE_ANY,
            SectionType.REQUIRE_NONE);

    public Part {
        nodes = List.copyOf(nodes);
    }

    static Part of(Section section) {
        return new Part(head(section), section.at(), section.children());
    }

    private static String head(Section section) {
        return "<" + (section.name() + " " + String.join(" ", section.arguments())).strip() + ">";
    }

    /** The sections of some types that are in it. */
    Stream<Section> sections(Set<SectionType> types) {
        return nodes.stream()
                .filter(Section.class::isInstance)
                .map(Section.class::cast)
                .filter(section -> types.contains(typeOf(section)));
    }

    static SectionType typeOf(Section section) {
        return SectionType.named(section.name())
                .orElseThrow(() -> new IllegalArgumentException("<%s> is no section".formatted(section.name())));
    }

    /** What it says itself, not by the sections in it that are for some files or requests. */
    List<Saying> sayings() {
        return nodes.stream().map(this::saying).flatMap(Optional::stream).toList();
    }

    private boolean isOfServer() {
        return name.isEmpty() || name.startsWith("<VirtualHost");
    }

    private Optional<Saying> saying(Node node) {
        return switch (node) {
            case Line line -> Optional.of(saying(line));
            case Section section ->
                WITHIN.contains(typeOf(section))
                        ? Optional.of(new Saying("require", whole(section), section.at(), false))
                        : Optional.empty();
        };
    }

    private Saying saying(Line line) {
        Directive directive = Directives.named(line.name())
                .orElseThrow(() -> new IllegalArgumentException(line.name() + " is no directive"));
        return new Saying(
                subject(directive.name().toLowerCase(Locale.ROOT)),
                directive.name() + " " + line.raw(),
                line.at(),
                directive.repeats());
    }

    /** The rules of a server are beside those of its folders, and Allow and Deny belong to Order. */
    private String subject(String name) {
        return switch (name) {
            case "rewriterule", "rewritecond" -> isOfServer() ? "server " + name : name;
            case "allow", "deny" -> "order";
            default -> name;
        };
    }

    private static String whole(Section section) {
        String inside = section.children().stream()
                .map(node -> switch (node) {
                    case Line line -> line.name() + " " + line.raw();
                    case Section inner -> whole(inner);
                })
                .collect(Collectors.joining("; "));
        return head(section) + " " + inside;
    }

    /**
     * A directive, or several that are put together.
     *
     * @param subject what it is about: the name of the directive in lower case, or of what it belongs to
     * @param text as it is written
     * @param repeats whether each that is written counts
     */
    public record Saying(String subject, String text, Position at, boolean repeats) {}
}
