package io.mpmoperator.rewrite;

import io.mpmoperator.expression.AnyFacts;
import io.mpmoperator.expression.ServerVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lines of directives, read as a configuration has them, and what they make of a target. */
final class RewriteCase {

    private final List<RewriteRule> rules = new ArrayList<>();
    private final Map<String, RewriteMap> maps = new HashMap<>();
    private final AnyFacts facts = new AnyFacts()
            .withHeader("Host", "shop.example")
            .with(ServerVariable.REQUEST_METHOD, "GET")
            .with(ServerVariable.SERVER_PORT, "80")
            .with(ServerVariable.HTTPS, "off")
            .with(ServerVariable.DOCUMENT_ROOT, "/srv");

    private RewriteCase(String directives) {
        List<RewriteCondition> conditions = new ArrayList<>();
        for (String line : directives.lines().toList()) {
            int space = line.indexOf(' ');
            List<String> arguments = RewriteArguments.split(line.substring(space));
            switch (line.substring(0, space)) {
                case "RewriteCond" -> conditions.add(RewriteCondition.parse(arguments));
                case "RewriteRule" -> {
                    rules.add(RewriteRule.parse(arguments, conditions));
                    conditions.clear();
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
        maps.put("lc", RewriteMap.ofFunction("tolower"));
        maps.put("tx", RewriteMap.ofLines(List.of("k1 v1 x", "# c", "k2\tv2")));
    }

    static RewriteCase of(String directives) {
        return new RewriteCase(directives);
    }

    AnyFacts facts() {
        return facts;
    }

    RewriteOutcome server(String target) {
        return new RewriteRules(rules, maps).inServer(input(target, "", ""));
    }

    /** The rules of the folder {@code /srv/}, or of one below, for a target that is mapped into {@code /srv}. */
    RewriteOutcome directory(String target, String folder, Optional<String> base) {
        RewriteDirectory directory = new RewriteDirectory(folder, base, "/srv", "", "");
        return new RewriteRules(rules, maps).inDirectory(input(target, "/srv", ""), directory);
    }

    private RewriteInput input(String target, String root, String pathInfo) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        facts.with(ServerVariable.REQUEST_URI, path)
                .with(ServerVariable.QUERY_STRING, query)
                .with(ServerVariable.THE_REQUEST, "GET " + target.replace("?", "%3f") + " HTTP/1.1");
        return new RewriteInput(root + path, pathInfo, query, "http://shop.example", false, facts);
    }

    /** The outcome in a line: {@code 301 location}, {@code path?query}, {@code unchanged}. */
    static String text(RewriteOutcome outcome) {
        String decided = switch (outcome) {
            case RewriteOutcome.Unchanged unchanged ->
                "unchanged" + (unchanged.query().isEmpty() ? "" : "?" + unchanged.query());
            case RewriteOutcome.Rewritten rewritten ->
                rewritten.path()
                        + (rewritten.query().isEmpty() ? "" : "?" + rewritten.query())
                        + (rewritten.passThrough() ? " PT" : "");
            case RewriteOutcome.Redirect redirect -> redirect.status() + " " + redirect.location();
            case RewriteOutcome.Status status -> Integer.toString(status.status());
            case RewriteOutcome.Proxy proxy -> "proxy " + proxy.url();
        };
        return decided + text(outcome.effects());
    }

    private static String text(RewriteEffects effects) {
        StringBuilder out = new StringBuilder();
        new TreeMap<>(effects.environment())
                .forEach((name, value) ->
                        out.append(" E=").append(name).append(':').append(value.orElse("!")));
        effects.type().ifPresent(type -> out.append(" T=").append(type));
        effects.handler().ifPresent(handler -> out.append(" H=").append(handler));
        effects.cookies().forEach(cookie -> out.append(" CO=").append(cookie));
        out.append(effects.end() ? " END" : "");
        return out.append(effects.vary().isEmpty() ? "" : " Vary=" + String.join(",", effects.vary()))
                .toString();
    }
}
