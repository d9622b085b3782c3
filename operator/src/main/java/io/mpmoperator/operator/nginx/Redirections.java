package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code return}, {@code rewrite}, and {@code if} around them. */
final class Redirections {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z_][a-z0-9_]*)}?");
    private static final String RULE = "RewriteRule";

    private static final Map<String, String> VARIABLES = Map.of(
            "host", "%{HTTP_HOST}",
            "http_host", "%{HTTP_HOST}",
            "server_name", "%{SERVER_NAME}",
            "scheme", "%{REQUEST_SCHEME}",
            "request_uri", "%{REQUEST_URI}",
            "uri", "%{REQUEST_URI}",
            "args", "%{QUERY_STRING}",
            "query_string", "%{QUERY_STRING}",
            "remote_addr", "%{REMOTE_ADDR}",
            "request_method", "%{REQUEST_METHOD}");

    private final Notes notes;

    Redirections(Notes notes) {
        this.notes = notes;
    }

    List<Node> translate(Statement statement, Place place) {
        Optional<List<Node>> nodes = switch (statement.name()) {
            case "return" -> returned(statement, place.pattern());
            case "rewrite" -> rewritten(statement);
            default -> conditional(statement, place);
        };
        if (nodes.isEmpty()) {
            notes.lose(statement, "write it with RewriteCond and RewriteRule in spec.configuration");
        }
        return nodes.orElse(List.of());
    }

    private Optional<List<Node>> returned(Statement statement, String pattern) {
        String first = statement.argument(0);
        boolean numbered = first.matches("[0-9]{3}");
        int status = numbered ? Integer.parseInt(first) : 302;
        String target = numbered ? statement.argument(1) : first;
        if (status == 444) {
            return Optional.of(List.of(Place.line(statement, "RedirectMatch", "403", pattern)));
        }
        if (status < 300) {
            return fixed(statement, status, pattern, target);
        }
        if (status >= 400) {
            return Optional.of(List.of(Place.line(statement, "RedirectMatch", first, pattern)));
        }
        if (target.indexOf('$') < 0) {
            return Optional.of(
                    List.of(Place.line(statement, "RedirectMatch", Integer.toString(status), pattern, target)));
        }
        return filled(target)
                .map(url -> List.of(Place.line(statement, RULE, pattern, url, "[R=%d,NE,L]".formatted(status))));
    }

    private Optional<List<Node>> fixed(Statement statement, int status, String pattern, String body) {
        if (!body.isEmpty()) {
            notes.needsNothing(statement, "the status is the same, the text is Apache's own");
        }
        return Optional.of(List.of(Place.line(statement, RULE, pattern, "-", "[R=%d,L]".formatted(status))));
    }

    private static Optional<List<Node>> rewritten(Statement statement) {
        String flags = switch (statement.argument(2)) {
            case "permanent" -> "[R=301,L]";
            case "redirect" -> "[R=302,L]";
            default -> "[L]";
        };
        return filled(statement.argument(1))
                .map(target -> List.of(Place.line(statement, RULE, statement.argument(0), target, flags)));
    }

    /** A condition of one comparison around one redirection. */
    private Optional<List<Node>> conditional(Statement statement, Place place) {
        if (statement.block().size() != 1) {
            return Optional.empty();
        }
        Statement inner = statement.block().getFirst();
        Optional<Line> condition = condition(statement);
        Optional<List<Node>> then = switch (inner.name()) {
            case "return" -> rule(inner, place.pattern());
            case "rewrite" -> rewritten(inner);
            default -> Optional.empty();
        };
        if (condition.isEmpty() || then.isEmpty()) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>(List.of(condition.get()));
        nodes.addAll(then.get());
        return Optional.of(nodes);
    }

    /** What follows a condition is always a rule of rewriting. */
    private static Optional<List<Node>> rule(Statement inner, String pattern) {
        String status = inner.argument(0);
        if (!status.matches("[2345][0-9]{2}")) {
            return Optional.empty();
        }
        if (!status.startsWith("3")) {
            return Optional.of(List.of(Place.line(inner, RULE, pattern, "-", "[R=%s,L]".formatted(status))));
        }
        return filled(inner.argument(1))
                .map(url -> List.of(Place.line(inner, RULE, pattern, url, "[R=%s,NE,L]".formatted(status))));
    }

    private static Optional<Line> condition(Statement statement) {
        List<String> words = new ArrayList<>(statement.arguments());
        words.set(0, words.getFirst().replaceFirst("^\\(", ""));
        words.set(words.size() - 1, words.getLast().replaceFirst("\\)$", ""));
        words.removeIf(String::isEmpty);
        if (words.size() != 3 || !words.getFirst().startsWith("$")) {
            return Optional.empty();
        }
        String value = words.getLast();
        Optional<String> pattern = switch (words.get(1)) {
            case "=" -> Optional.of("=" + value);
            case "!=" -> Optional.of("!=" + value);
            case "~" -> Optional.of(value);
            case "!~" -> Optional.of("!" + value);
            case "~*" -> Optional.of("(?i)" + value);
            case "!~*" -> Optional.of("!(?i)" + value);
            default -> Optional.empty();
        };
        return filled(words.getFirst())
                .flatMap(variable -> pattern.map(tested -> Place.line(statement, "RewriteCond", variable, tested)));
    }

    /** A text with Apache's variables; nothing where one has no counterpart. */
    private static Optional<String> filled(String text) {
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (variable.find()) {
            Optional<String> apache = variable(variable.group(1));
            if (apache.isEmpty()) {
                return Optional.empty();
            }
            variable.appendReplacement(filled, Matcher.quoteReplacement(apache.get()));
        }
        return Optional.of(variable.appendTail(filled).toString());
    }

    private static Optional<String> variable(String name) {
        if (VARIABLES.containsKey(name)) {
            return Optional.ofNullable(VARIABLES.get(name));
        }
        return name.startsWith("http_")
                ? Optional.of("%{HTTP:" + field(name.substring("http_".length())) + "}")
                : Optional.empty();
    }

    private static String field(String name) {
        StringBuilder field = new StringBuilder();
        for (String word : name.split("_", -1)) {
            field.append(field.isEmpty() ? "" : "-");
            field.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return field.toString();
    }
}
