package io.mpmoperator.access;

import io.mpmoperator.address.AddressRange;
import io.mpmoperator.expression.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the arguments of {@code Require}. */
public final class RequireDirective {

    private static final String ACCEPTED =
            "accepted are all granted, all denied, ip, local, env, method, expr, valid-user,"
                    + " user, group, each after 'not' too";

    private RequireDirective() {}

    /**
     * Reads the arguments of {@code Require}.
     *
     * @throws IllegalArgumentException for what is no requirement, or one that is not supported
     */
    public static Requirement parse(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("Require has no arguments: " + ACCEPTED);
        }
        if (arguments.getFirst().equalsIgnoreCase("not")) {
            return new Requirement.Not(parse(arguments.subList(1, arguments.size())));
        }
        return plain(arguments.getFirst(), arguments.subList(1, arguments.size()));
    }

    private static Requirement plain(String provider, List<String> words) {
        return switch (provider.toLowerCase(Locale.ROOT)) {
            case "all" -> everybody(words);
            case "ip" ->
                new Requirement.Networks(
                        some(provider, words).stream().map(AddressRange::parse).toList());
            case "local" -> new Requirement.Local();
            case "host", "forward-dns" -> host(some(provider, words));
            case "env" -> new Requirement.Environment(some(provider, words));
            case "method" -> new Requirement.Methods(set(provider, words));
            case "expr" -> new Requirement.Holds(Expression.parse(String.join(" ", some(provider, words))));
            case "valid-user" -> new Requirement.AnyUser();
            case "user" -> new Requirement.Users(set(provider, words));
            case "group" -> new Requirement.Groups(set(provider, words));
            default -> throw new IllegalArgumentException("'Require " + provider + "' is not supported: " + ACCEPTED);
        };
    }

    private static Requirement everybody(List<String> words) {
        String word = words.size() == 1 ? words.getFirst().toLowerCase(Locale.ROOT) : "";
        return switch (word) {
            case "granted" -> new Requirement.Everybody(true);
            case "denied" -> new Requirement.Everybody(false);
            default ->
                throw new IllegalArgumentException(
                        "'Require all " + String.join(" ", words) + "' is unknown: granted and denied are accepted");
        };
    }

    private static Requirement host(List<String> words) {
        if (words.stream().allMatch(word -> word.equalsIgnoreCase("localhost"))) {
            return new Requirement.Local();
        }
        throw new IllegalArgumentException("'Require host " + String.join(" ", words)
                + "' would ask a name server for each request: Require ip with addresses and networks is accepted");
    }

    private static List<String> some(String provider, List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("'Require " + provider + "' names nothing: one or more are accepted");
        }
        return words;
    }

    /** A name given twice counts once. */
    private static Set<String> set(String provider, List<String> words) {
        return new HashSet<>(some(provider, words));
    }
}
