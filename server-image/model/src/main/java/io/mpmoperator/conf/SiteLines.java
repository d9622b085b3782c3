package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.conf.tree.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The directives and sections that are said of URLs: checked, and kept as they are written. */
final class SiteLines {

    private final ProcessLines process;
    private final List<Remark> remarks;
    private final Set<String> namedOnce = new HashSet<>();

    SiteLines(ProcessLines process, List<Remark> remarks) {
        this.process = process;
        this.remarks = remarks;
    }

    /** Checks a line, and keeps it where it says something. */
    void take(Line line, Context context, List<Node> into) throws ConfException {
        Directive directive = Directives.named(line.name()).orElseThrow(() -> ConfReader.unknown(line));
        requireContext(line, directive.name(), directive.contexts(), context);
        if (context == Context.VIRTUAL_HOST && process.takeOfHost(line, directive)) {
            return;
        }
        if (check(line, directive)) {
            into.add(line);
        }
    }

    /** Whether the line says something of URLs. */
    private boolean check(Line line, Directive directive) throws ConfException {
        try {
            directive.requireCount(line.arguments());
            switch (directive.use()) {
                case Use.Rule<?> rule -> rule.check(line.arguments());
                case Use.Both(Use.OfProcess _, Use.Rule<?> rule) -> rule.check(line.arguments());
                case Use.Idle(String reason, var check) -> {
                    check.accept(line.arguments());
                    withoutEffect(line, directive, reason);
                    return false;
                }
                case Use.Absent(String instead) ->
                    throw ConfException.at(line.at(), "%s is not supported: %s".formatted(directive.name(), instead));
                case Use.OfProcess _, Use.MpmNumber _, Use.Read _ -> {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            throw ConfException.of(line.at(), directive.name(), e);
        }
    }

    private void withoutEffect(Line line, Directive directive, String reason) {
        if (namedOnce.add(directive.name())) {
            remarks.add(new Remark(
                    line.at(),
                    Remark.Kind.WITHOUT_EFFECT,
                    "%s is without effect: %s".formatted(directive.name(), reason)));
        }
    }

    /** Checks a section and what it encloses, and keeps it. */
    void take(Section section, Context context, List<Node> into) throws ConfException {
        SectionType type = SectionType.named(section.name()).orElseThrow(() -> ConfReader.unknown(section));
        requireContext(section, "<" + type.sectionName() + ">", type.contexts(), context);
        try {
            type.requireCount(section.arguments().size());
        } catch (IllegalArgumentException e) {
            throw ConfException.at(section.at(), String.valueOf(e.getMessage()));
        }
        List<Node> children = new ArrayList<>();
        Map<Directive, Line> seen = new HashMap<>();
        for (Node child : section.children()) {
            switch (child) {
                case Line line -> {
                    take(line, type.inside(context), children);
                    remember(line, seen);
                }
                case Section inner -> take(inner, type.inside(context), children);
            }
        }
        into.add(new Section(section.at(), type.sectionName(), section.arguments(), children));
    }

    private void remember(Line line, Map<Directive, Line> seen) throws ConfException {
        Directive directive = Directives.named(line.name()).orElseThrow(() -> ConfReader.unknown(line));
        Line earlier = seen.put(directive, line);
        if (earlier != null && !directive.repeats()) {
            remarks.add(new Remark(line.at(), Remark.Kind.ADJUSTED, ProcessLines.replaced(line, earlier)));
        }
    }

    private static void requireContext(Node node, String name, Set<Context> accepted, Context context)
            throws ConfException {
        if (!accepted.contains(context)) {
            throw ConfException.at(
                    node.at(),
                    "%s is not allowed in %s: it is accepted in %s"
                            .formatted(
                                    name,
                                    context.words(),
                                    accepted.stream()
                                            .sorted()
                                            .map(Context::words)
                                            .collect(Collectors.joining(", "))));
        }
    }
}
