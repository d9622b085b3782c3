package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** {@code allow} and {@code deny}: nginx takes the first that matches. */
final class Access {

    private static final String REQUIRE = "Require";

    private Access() {}

    /** Whoever is allowed before all are denied; all but who is denied before all are allowed. */
    static List<Node> lines(List<Statement> rules, Notes notes) {
        List<String> allowed = new ArrayList<>();
        for (Statement rule : rules) {
            boolean allow = rule.name().equals("allow");
            if (rule.argument(0).equals("all")) {
                return List.of(line(rule, allow ? List.of("all", "granted") : denied(allowed)));
            }
            if (allow) {
                allowed.add(rule.argument(0));
            } else {
                notes.lose(rule, "write it in <RequireAll> as Require all granted and Require not ip");
            }
        }
        return allowed.isEmpty() ? List.of() : List.of(line(rules.getFirst(), List.of("all", "granted")));
    }

    private static List<String> denied(List<String> allowed) {
        if (allowed.isEmpty()) {
            return List.of("all", "denied");
        }
        List<String> words = new ArrayList<>(List.of("ip"));
        words.addAll(allowed);
        return words;
    }

    private static Line line(Statement from, List<String> words) {
        return new Line(from.at(), REQUIRE, words);
    }
}
