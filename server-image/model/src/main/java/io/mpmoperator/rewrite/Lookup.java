package io.mpmoperator.rewrite;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.expression.ServerVariable;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code %{...}} in a rule means. */
sealed interface Lookup {

    /** {@code %{REQUEST_URI}}. */
    record Variable(ServerVariable name) implements Lookup {}

    /** {@code %{ENV:name}}. */
    record Environment(String name) implements Lookup {}

    /** {@code %{HTTP:Header-Name}}. */
    record Header(String name) implements Lookup {}

    /** {@code %{LA-U:...}} and {@code %{LA-F:...}}. */
    record LookAhead(ServerVariable name) implements Lookup {}

    /** A name that means nothing: empty text, as in Apache. */
    record Unknown(String name) implements Lookup {}

    static Lookup parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.startsWith("ENV:")) {
            return new Environment(text.substring(4));
        }
        if (upper.startsWith("HTTP:")) {
            return new Header(text.substring(5));
        }
        if (upper.startsWith("LA-U:") || upper.startsWith("LA-F:")) {
            return named(text.substring(5)).<Lookup>map(LookAhead::new).orElseGet(() -> new Unknown(text));
        }
        String name = upper.startsWith("SSL:") ? text.substring(4) : text;
        return named(name).<Lookup>map(Variable::new).orElseGet(() -> new Unknown(text));
    }

    private static Optional<ServerVariable> named(String name) {
        return ServerVariable.of(name.toUpperCase(Locale.ROOT));
    }

    default String of(Facts facts) {
        return switch (this) {
            case Variable variable -> variable.name().of(facts);
            case Environment environment -> environment(environment.name(), facts);
            case Header header -> orEmpty(facts.requestHeader(header.name()));
            case LookAhead ahead -> facts.lookAhead(facts.variable(ServerVariable.REQUEST_FILENAME), ahead.name());
            case Unknown unknown -> "";
        };
    }

    private static String environment(String name, Facts facts) {
        String value = facts.environment(name);
        return value == null ? orEmpty(facts.processEnvironment(name)) : value;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
