package io.mpmoperator.conf.tree;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The sections that decide whether what they enclose is read. */
final class Conditions {

    private final Surroundings surroundings;
    private final Variables variables;
    private final UnaryOperator<String> absolute;
    private final Set<String> loaded = new HashSet<>();

    Conditions(Surroundings surroundings, Variables variables, UnaryOperator<String> absolute) {
        this.surroundings = surroundings;
        this.variables = variables;
        this.absolute = absolute;
    }

    /** Takes a module as loaded. */
    void load(String module) {
        loaded.add(module);
    }

    /** Whether the section is read; empty for one that is no condition. */
    Optional<Boolean> of(Header header, List<String> arguments) throws SyntaxException {
        return switch (header.name().toLowerCase(Locale.ROOT)) {
            case "ifmodule" -> Optional.of(test(header, arguments, module -> surroundings.hasModule(module, loaded)));
            case "ifdefine" -> Optional.of(test(header, arguments, variables::isDefined));
            case "iffile" -> Optional.of(test(header, arguments, path -> surroundings.exists(absolute.apply(path))));
            case "ifdirective" -> Optional.of(test(header, arguments, surroundings::hasDirective));
            case "ifversion" -> Optional.of(version(header, arguments));
            default -> Optional.empty();
        };
    }

    private static boolean test(Header header, List<String> arguments, Predicate<String> holds) throws SyntaxException {
        if (arguments.size() != 1) {
            throw new SyntaxException(
                    header.at(),
                    "<%s> has %d arguments: accepted is <%s [!]name>"
                            .formatted(header.name(), arguments.size(), header.name()));
        }
        String name = arguments.getFirst();
        return name.startsWith("!") ? !holds.test(name.substring(1)) : holds.test(name);
    }

    private static boolean version(Header header, List<String> arguments) throws SyntaxException {
        try {
            return Versions.match(arguments);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(header.at(), String.valueOf(e.getMessage()));
        }
    }
}
