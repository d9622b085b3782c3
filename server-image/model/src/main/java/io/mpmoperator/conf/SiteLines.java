package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.rules.OverrideClass;
import io.mpmoperator.rules.Sections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The directives and sections that are said of URLs: checked, and kept as they are written. */
final class SiteLines {

    private final ProcessLines process;
    private final List<Remark> remarks;
    private final Optional<Set<OverrideClass>> allowed;
    private final Set<String> namedOnce = new HashSet<>();

    /**
     * Checks the lines of a server, or of a folder's own file.
     *
     * @param allowed what AllowOverride lets into a folder's own file; empty for a server
     */
    SiteLines(ProcessLines process, List<Remark> remarks, Optional<Set<OverrideClass>> allowed) {
        this.process = process;
        this.allowed = allowed;
        this.remarks = remarks;
    }

    /** Checks a line, and keeps it where it says something. */
    void take(Line line, Context context, List<Node> into) throws ConfException {
        Directive directive = Directives.named(line.name()).orElseThrow(() -> ConfReader.unknown(line));
        requireContext(line, directive.name(), directive.contexts(), context);
        requireAllowed(line, directive);
        if (context == Context.VIRTUAL_HOST && process.takeOfHost(line, directive)) {
            return;
        }
        if (check(line, directive)) {
            ProxyPaths.require(line, directive, context);
            into.add(absolute(line, directive));
        }
    }

    private Line absolute(Line line, Directive directive) throws ConfException {
        try {
            return directive.absolute(line, process.serverRoot());
        } catch (IllegalArgumentException e) {
            throw ConfException.of(line.at(), directive.name(), e);
        }
    }

    private void requireAllowed(Line line, Directive directive) throws ConfException {
        boolean refused = allowed.isPresent()
                && directive
                        .override()
                        .filter(name -> !allowed.get().contains(name))
                        .isPresent();
        if (refused) {
            throw ConfException.at(
                    line.at(),
                    "%s is not allowed here: AllowOverride %s is needed in the folder's <Directory>"
                            .formatted(
                                    directive.name(), directive.override().get().word()));
        }
    }

    /** Whether the line says something of URLs. */
    private boolean check(Line line, Directive directive) throws ConfException {
        try {
            List<String> arguments = directive.arguments(line);
            directive.requireCount(arguments);
            switch (directive.use()) {
                case DirectiveKind.Rule<?> rule -> rule.check(arguments);
                case DirectiveKind.Both(DirectiveKind.OfProcess _, DirectiveKind.Rule<?> rule) -> rule.check(arguments);
                case DirectiveKind.Idle(String reason, var check) -> {
                    check.accept(arguments);
                    withoutEffect(line, directive, reason);
                    return false;
                }
                case DirectiveKind.Absent(String instead) ->
                    throw ConfException.at(line.at(), "%s is not supported: %s".formatted(directive.name(), instead));
                case DirectiveKind.OfProcess _, DirectiveKind.MpmNumber _, DirectiveKind.Read _ -> {
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
            Sections.check(section);
        } catch (IllegalArgumentException e) {
            throw ConfException.of(section.at(), "<" + type.sectionName() + ">", e);
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
