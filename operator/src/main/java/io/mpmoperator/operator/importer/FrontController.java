package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of rewriting that do no more than to let one file respond wherever there is none.
 *
 * @param path of that file
 * @param nodes the directives that say it
 */
record FrontController(String path, List<Node> nodes) {

    private static final Pattern FILE = Pattern.compile("/?([A-Za-z0-9._-]+\\.html?)");
    private static final List<String> ANYTHING =
            List.of("^", ".", ".*", "^.*$", "(.*)", "^(.*)$", "^.+$", "(.+)", "^(.+)$", "/.*");

    /** The rules among these directives, where there are no other rules. */
    static Optional<FrontController> in(List<Node> nodes) {
        List<Node> rewriting = nodes.stream()
                .filter(node -> node.name().toLowerCase(Locale.ROOT).startsWith("rewrite"))
                .toList();
        List<Line> rules = named(rewriting, "RewriteRule");
        List<Line> conditions = named(rewriting, "RewriteCond");
        if (rules.isEmpty()
                || conditions.isEmpty()
                || rewriting.size()
                        != rewriting.stream().filter(Line.class::isInstance).count()) {
            return Optional.empty();
        }
        Line last = rules.getLast();
        Matcher file =
                FILE.matcher(last.arguments().size() > 1 ? last.arguments().get(1) : "");
        boolean all = ANYTHING.contains(last.arguments().getFirst())
                && rules.stream().limit(rules.size() - 1L).allMatch(FrontController::stops)
                && conditions.stream().allMatch(FrontController::isOfFiles)
                && last.arguments().stream().skip(2).allMatch("[L]"::equalsIgnoreCase)
                && rewriting.stream().allMatch(FrontController::isKnown);
        return all && file.matches()
                ? Optional.of(new FrontController("/" + file.group(1), rewriting))
                : Optional.empty();
    }

    private static List<Line> named(List<Node> nodes, String name) {
        return nodes.stream()
                .filter(node -> node.name().equalsIgnoreCase(name))
                .filter(Line.class::isInstance)
                .map(Line.class::cast)
                .toList();
    }

    private static boolean isKnown(Node node) {
        return switch (node.name().toLowerCase(Locale.ROOT)) {
            case "rewriterule", "rewritecond" -> true;
            case "rewriteengine" -> node.arguments().stream().allMatch("on"::equalsIgnoreCase);
            case "rewritebase" -> node.arguments().equals(List.of("/"));
            default -> false;
        };
    }

    /** The file itself is left alone. */
    private static boolean stops(Line rule) {
        return rule.arguments().size() > 1
                && rule.arguments().get(1).equals("-")
                && rule.arguments().getFirst().matches("\\^/?[A-Za-z0-9_-]+\\\\?\\.html?\\$");
    }

    private static boolean isOfFiles(Line condition) {
        return condition.arguments().size() == 2
                && List.of(
                                "%{REQUEST_FILENAME}",
                                "%{DOCUMENT_ROOT}%{REQUEST_URI}", "%{DOCUMENT_ROOT}%{REQUEST_FILENAME}")
                        .contains(condition.arguments().getFirst())
                && List.of("!-f", "!-d", "!-l", "!-s")
                        .contains(condition.arguments().get(1));
    }
}
