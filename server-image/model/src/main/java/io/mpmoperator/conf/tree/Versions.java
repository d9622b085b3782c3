package io.mpmoperator.conf.tree;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The conditions of IfVersion. */
final class Versions {

    /** The version of Apache whose directives are read. */
    private static final String OURS = "2.4.66";

    private Versions() {}

    /**
     * Whether our version is as asked for.
     *
     * @param condition an operator and a version, or a version alone
     * @throws IllegalArgumentException for anything else
     */
    static boolean match(List<String> condition) {
        List<String> words = split(condition);
        String operator = words.getFirst();
        String version = words.getLast();
        boolean negated = operator.startsWith("!");
        return negated != matches(negated ? operator.substring(1) : operator, version);
    }

    private static List<String> split(List<String> condition) {
        return switch (condition.size()) {
            case 1 -> List.of("=", condition.getFirst());
            case 2 -> condition;
            default -> throw new IllegalArgumentException("IfVersion needs an operator and a version, such as >= 2.4");
        };
    }

    private static boolean matches(String operator, String version) {
        if (operator.equals("~") || (version.startsWith("/") && version.length() > 1 && version.endsWith("/"))) {
            return find(operator.equals("~") ? version : version.substring(1, version.length() - 1));
        }
        int compared = compare(version);
        return switch (operator) {
            case "=", "==" -> compared == 0;
            case ">" -> compared > 0;
            case ">=" -> compared >= 0;
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            default ->
                throw new IllegalArgumentException(
                        "IfVersion: '%s' is no operator: accepted are =, ==, >, >=, <, <=, ~ and ! before one of them"
                                .formatted(operator));
        };
    }

    private static boolean find(String pattern) {
        try {
            return Pattern.compile(pattern).matcher(OURS).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "IfVersion: '%s' is no pattern: %s".formatted(pattern, e.getDescription()), e);
        }
    }

    private static int compare(String version) {
        if (!version.matches("[0-9]{1,9}(\\.[0-9]{1,9}){0,2}")) {
            throw new IllegalArgumentException("IfVersion: '%s' is no version such as 2.4".formatted(version));
        }
        String[] ours = OURS.split("\\.", -1);
        String[] theirs = version.split("\\.", -1);
        for (int i = 0; i < theirs.length; i++) {
            int compared = Integer.compare(Integer.parseInt(ours[i]), Integer.parseInt(theirs[i]));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }
}
