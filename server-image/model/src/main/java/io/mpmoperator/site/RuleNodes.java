package io.mpmoperator.site;

import io.mpmoperator.access.Requirement;
import io.mpmoperator.conf.SectionType;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.expression.Expression;
import io.mpmoperator.proxy.WorkerLine;
import io.mpmoperator.rules.AccessSettings;
import io.mpmoperator.rules.FileSection;
import io.mpmoperator.rules.IfSection;
import io.mpmoperator.rules.ProxySettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.Sections;
import io.mpmoperator.rules.UrlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the directives of one section say together, with the sections in it that are for names of files and for conditions. */
final class RuleNodes {

    private Rules rules = Rules.none();
    private final List<IfSection.Branch> branches = new ArrayList<>();

    private RuleNodes() {}

    static Rules rules(List<Node> nodes) {
        RuleNodes reading = new RuleNodes();
        for (Node node : nodes) {
            switch (node) {
                case Line line -> reading.rules = SiteReader.with(reading.rules, line);
                case Section section -> reading.take(section);
            }
        }
        reading.endOfIf();
        return reading.rules;
    }

    private void take(Section section) {
        SectionType type = SectionType.named(section.name()).orElseThrow();
        switch (type) {
            case FILES_SECTION, FILES_MATCH ->
                rules = rules.with(
                        FileSection.SETTING,
                        List.of(new FileSection(Sections.file(section), rules(section.children()))));
            case IF_SECTION -> {
                endOfIf();
                branches.add(branch(section));
            }
            case ELSE_IF, ELSE -> branches.add(branch(section));
            case LIMIT, LIMIT_EXCEPT ->
                rules = added(AccessSettings.limited(
                        rules(section.children()),
                        AccessSettings.methods(section.arguments(), type == SectionType.LIMIT_EXCEPT)));
            case REQUIRE_ALL -> require(new Requirement.All(requirements(section)));
            case REQUIRE_ANY -> require(new Requirement.Any(requirements(section)));
            case REQUIRE_NONE -> require(new Requirement.None(requirements(section)));
            case PROXY_SECTION, PROXY_MATCH -> proxy(section);
            case VIRTUAL_HOST_SECTION, DIRECTORY_SECTION, DIRECTORY_MATCH, LOCATION_SECTION, LOCATION_MATCH -> {}
        }
    }

    /** What is said of the backend itself is beside what is said of requests for it. */
    private void proxy(Section section) {
        Rules said = rules(section.children());
        String url = Sections.parameters(section).isEmpty()
                ? section.arguments().getLast()
                : section.arguments().getFirst();
        List<WorkerLine> workers = ProxySettings.workers(url, Sections.parameters(section), said);
        if (!workers.isEmpty()) {
            rules = rules.with(ProxySettings.WORKERS, workers);
        }
        rules = rules.with(
                ProxySettings.SECTIONS,
                List.of(new UrlSection(Sections.backend(section), said.without(ProxySettings.WORKERS))));
    }

    private static List<Requirement> requirements(Section section) {
        return AccessSettings.requirements(rules(section.children()));
    }

    private void require(Requirement requirement) {
        rules = rules.with(
                AccessSettings.REQUIRED, AccessSettings.Required.of(AccessSettings.Methods.ALL, requirement));
    }

    /** What is said for some methods beside what is said for all. */
    private Rules added(Rules more) {
        return rules.and(more);
    }

    private static IfSection.Branch branch(Section section) {
        Optional<Expression> condition =
                section.arguments().stream().findFirst().map(Expression::parse);
        return new IfSection.Branch(condition, rules(section.children()));
    }

    private void endOfIf() {
        if (!branches.isEmpty()) {
            rules = rules.with(IfSection.SETTING, List.of(new IfSection(branches)));
            branches.clear();
        }
    }
}
