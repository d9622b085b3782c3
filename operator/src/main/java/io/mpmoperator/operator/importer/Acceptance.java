package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The directives that the server accepts among those for which there is no field. */
final class Acceptance {

    private final Draft draft;
    private final ImportReport report;
    private final Mode mode;

    Acceptance(Draft draft, ImportReport report) {
        this.draft = draft;
        this.report = report;
        this.mode = Mode.of(String.valueOf(draft.part("mpm").get("mode")));
    }

    /** The text of {@code spec.configuration}. */
    String text() {
        return new Tree(accepted(draft.configuration(), node -> node)).text();
    }

    /**
     * Those that are accepted.
     *
     * @param around puts a directive into the sections that it is in
     */
    private List<Node> accepted(List<Node> nodes, UnaryOperator<Node> around) {
        List<Node> accepted = new ArrayList<>();
        for (Node node : nodes) {
            Optional<String> refusal = refusal(around.apply(node));
            if (refusal.isEmpty()) {
                report.inForce(node, "spec.configuration");
                accepted.add(node);
            } else if (node instanceof Section section && !section.children().isEmpty()) {
                part(section, around).ifPresent(accepted::add);
            } else {
                report.notTakenOver(node, refusal.get());
            }
        }
        return accepted;
    }

    private Optional<Node> part(Section section, UnaryOperator<Node> around) {
        Optional<String> refusal = refusal(around.apply(with(section, List.of())));
        if (refusal.isPresent()) {
            report.notTakenOver(section, refusal.get());
            return Optional.empty();
        }
        List<Node> children = accepted(section.children(), child -> around.apply(with(section, List.of(child))));
        return children.isEmpty() ? Optional.empty() : Optional.of(with(section, children));
    }

    private static Section with(Section section, List<Node> children) {
        return new Section(section.at(), section.name(), section.arguments(), children);
    }

    private Optional<String> refusal(Node node) {
        try {
            ConfReader.read("", new Tree(List.of(node)).text(), Surroundings.none(), mode);
            return Optional.empty();
        } catch (ConfException e) {
            String message = String.valueOf(e.getMessage()).replaceFirst("^:[0-9]+: ", "");
            boolean name = node instanceof Line && message.startsWith(node.name() + ": ");
            return Optional.of(name ? message.substring(node.name().length() + 2) : message);
        }
    }
}
