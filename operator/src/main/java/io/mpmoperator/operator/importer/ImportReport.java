package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of each directive. */
public final class ImportReport {

    private final Set<String> inForce = new LinkedHashSet<>();
    private final Set<String> withoutEffect = new LinkedHashSet<>();
    private final Set<String> notTakenOver = new LinkedHashSet<>();

    ImportReport() {}

    void inForce(Node node, String where) {
        inForce.add("%s -> %s".formatted(text(node), where));
    }

    void withoutEffect(Node node, String reason) {
        withoutEffect.add("%s: %s".formatted(text(node), reason));
    }

    void withoutEffect(String sentence) {
        withoutEffect.add(sentence);
    }

    void notTakenOver(Node node, String instead) {
        notTakenOver.add("%s: %s".formatted(text(node), instead));
    }

    void notTakenOver(String sentence) {
        notTakenOver.add(sentence);
    }

    private static String text(Node node) {
        return "%s: %s %s"
                .formatted(node.at(), node.name(), String.join(" ", node.arguments()))
                .strip();
    }

    /** Directives, and where they are in the WebServer. */
    public List<String> inForce() {
        return List.copyOf(inForce);
    }

    /** Directives that change nothing here, and why. */
    public List<String> withoutEffect() {
        return List.copyOf(withoutEffect);
    }

    /** Directives that are missing in the WebServer, and what is to be done instead. */
    public List<String> notTakenOver() {
        return List.copyOf(notTakenOver);
    }

    /** The three lists, for people. */
    public String text() {
        List<String> lines = new ArrayList<>();
        add(lines, "in force", inForce);
        add(lines, "without effect", withoutEffect);
        add(lines, "not taken over", notTakenOver);
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static void add(List<String> lines, String heading, Set<String> sentences) {
        lines.add("%s: %s".formatted(heading, sentences.isEmpty() ? "nothing" : sentences.size()));
        sentences.forEach(sentence -> lines.add("  " + sentence));
    }
}
