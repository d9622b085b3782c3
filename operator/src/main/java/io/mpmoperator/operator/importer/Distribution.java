package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.Directive;
import io.mpmoperator.conf.DirectiveKind;
import io.mpmoperator.conf.Directives;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives each directive to the field that fits, and the rest to the configuration. */
final class Distribution {

    private static final Set<String> AUTHENTICATION = Set.of("authtype", "authname", "authuserfile", "require");

    private final Draft draft;
    private final ImportReport report;
    private final ServerFields server;
    private final SiteFields site;

    Distribution(Draft draft, ImportReport report) {
        this.draft = draft;
        this.report = report;
        this.server = new ServerFields(draft, report);
        this.site = new SiteFields(draft, report);
    }

    void take(List<Node> nodes) {
        for (Node node : withoutFrontController(nodes)) {
            switch (node) {
                case Line line -> {
                    if (!isIdle(line) && !server.take(line) && !site.take(line, List.of())) {
                        draft.configuration().add(line);
                    }
                }
                case Section section -> take(section);
            }
        }
    }

    private void take(Section section) {
        List<String> paths = paths(section);
        if (!paths.isEmpty() && isAuthentication(section)) {
            authentication(section, paths);
            return;
        }
        if (!paths.isEmpty() && fits(section, paths)) {
            return;
        }
        List<Node> left = new ArrayList<>();
        boolean everywhere = isContent(section) || paths.equals(List.of("/"));
        for (Node child : everywhere ? withoutFrontController(section.children()) : section.children()) {
            if (!(child instanceof Line line) || !(isIdle(line) || (everywhere && takeOfAll(line)))) {
                left.add(child);
            }
        }
        if (!left.isEmpty()) {
            draft.configuration().add(new Section(section.at(), section.name(), section.arguments(), left));
        }
    }

    /** What is said of the folder of all files may as well be said of the server. */
    private boolean takeOfAll(Line line) {
        boolean ofFolder = line.name().toLowerCase(Locale.ROOT).startsWith("redirect");
        boolean index = line.name().equalsIgnoreCase("DirectoryIndex");
        return (index && server.take(line)) || (!ofFolder && site.take(line, List.of()));
    }

    private static boolean isContent(Section section) {
        return section.name().equalsIgnoreCase("Directory")
                && section.arguments().equals(List.of(Folders.CONTENT));
    }

    /** The path of a Location; empty for every other section. */
    private static List<String> paths(Section section) {
        boolean location = section.name().equalsIgnoreCase("Location")
                && section.arguments().size() == 1
                && section.arguments().getFirst().matches("/[!#-&(-\\[\\]-~]*");
        if (location) {
            return section.arguments();
        }
        return isContent(section) && isAuthentication(section) ? List.of("/") : List.of();
    }

    private static boolean isAuthentication(Section section) {
        List<Node> children = section.children();
        return children.size() == AUTHENTICATION.size()
                && children.stream()
                        .map(child -> child.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet())
                        .equals(AUTHENTICATION)
                && children.stream().anyMatch(child -> child.arguments().equals(List.of("valid-user")))
                && children.stream()
                        .anyMatch(child -> child.arguments().stream().anyMatch("basic"::equalsIgnoreCase));
    }

    private void authentication(Section section, List<String> paths) {
        Map<String, Object> auth = draft.part("site", "basicAuth");
        if (!auth.isEmpty()) {
            draft.configuration().add(section);
            return;
        }
        auth.put("secretName", draft.name() + "-users");
        section.children().stream()
                .filter(child -> child.name().equalsIgnoreCase("AuthName"))
                .forEach(child -> auth.put("realm", String.join(" ", child.arguments())));
        if (!paths.equals(List.of("/"))) {
            auth.put("paths", new ArrayList<>(paths));
        }
        report.inForce(section, "spec.site.basicAuth");
        report.notTakenOver(
                section,
                "put the file of AuthUserFile into the Secret: kubectl create secret generic %s-users --from-file=htpasswd=FILE"
                        .formatted(draft.name()));
    }

    /** Whether all that a Location says has fields, which are then given. */
    private boolean fits(Section section, List<String> paths) {
        ImportReport trial = new ImportReport();
        SiteFields attempt = new SiteFields(new Draft(draft.name()), trial);
        boolean all =
                section.children().stream().allMatch(child -> child instanceof Line line && attempt.take(line, paths));
        if (all) {
            section.children().forEach(child -> site.take((Line) child, paths));
        }
        return all;
    }

    private boolean isIdle(Line line) {
        Optional<Directive> directive = Directives.named(line.name());
        if (directive.isEmpty()) {
            return false;
        }
        return switch (directive.get().use()) {
            case DirectiveKind.Idle(String reason, var _) -> {
                report.withoutEffect(line, reason);
                yield true;
            }
            case DirectiveKind.Absent(String instead) -> {
                report.notTakenOver(line, instead);
                yield true;
            }
            default -> false;
        };
    }

    private List<Node> withoutFrontController(List<Node> nodes) {
        Optional<FrontController> found = FrontController.in(nodes);
        if (found.isEmpty() || site.fallback(found.get().path()).isEmpty()) {
            return nodes;
        }
        found.get().nodes().forEach(node -> report.inForce(node, "spec.site.fallback"));
        return nodes.stream()
                .filter(node -> !found.get().nodes().contains(node))
                .toList();
    }
}
