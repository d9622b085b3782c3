package io.mpmoperator.e2e.workflows;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The expressions of a workflow: {@code ${{ ... }}}. */
final class Expressions {

    /** What an expression can begin with; see GitHub's reference, "Contexts". */
    static final Set<String> CONTEXTS = Set.of(
            "github",
            "env",
            "vars",
            "job",
            "jobs",
            "steps",
            "runner",
            "secrets",
            "strategy",
            "matrix",
            "needs",
            "inputs");

    static final Set<String> FUNCTIONS = Set.of(
            "contains",
            "startsWith",
            "endsWith",
            "format",
            "join",
            "toJSON",
            "fromJSON",
            "hashFiles",
            "success",
            "always",
            "cancelled",
            "failure");

    private static final Set<String> LITERALS = Set.of("true", "false", "null");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{(.*?)\\}\\}", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'[^']*'");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.-])([A-Za-z_][\\w-]*)((?:\\.[\\w*-]+)*)(\\s*\\()?");

    private Expressions() {}

    /**
     * A name in an expression.
     *
     * @param head     the context, or the function
     * @param path     what follows it: for {@code needs.check.outputs.version} check, outputs, version
     * @param isCalled whether it is a function
     */
    record Reference(String head, List<String> path, boolean isCalled) {

        boolean isKnown() {
            return isCalled ? FUNCTIONS.contains(head) : CONTEXTS.contains(head) || LITERALS.contains(head);
        }

        /** The element of the path, or nothing. */
        String at(int index) {
            return index < path.size() ? path.get(index) : "";
        }
    }

    /** All names in all expressions of a text. */
    static List<Reference> in(String text) {
        return EXPRESSION
                .matcher(text)
                .results()
                .flatMap(expression -> ofCondition(expression.group(1)).stream())
                .toList();
    }

    /** All names of one expression, as {@code if:} takes it without braces. */
    static List<Reference> ofCondition(String expression) {
        return NAME.matcher(TEXT.matcher(expression).replaceAll("''"))
                .results()
                .map(Expressions::reference)
                .toList();
    }

    private static Reference reference(MatchResult name) {
        List<String> path = Stream.of(name.group(2).split("\\."))
                .filter(part -> !part.isEmpty())
                .toList();
        return new Reference(name.group(1), path, name.group(3) != null);
    }
}
