package io.mpmoperator.environment;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.expression.ServerVariable;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.PatternOption;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code SetEnvIf} looks at. */
sealed interface Attribute {

    /** {@code Remote_Addr}, {@code Request_URI} and the like. */
    record Variable(ServerVariable name) implements Attribute {}

    /** A field of the header, else a variable of the environment. */
    record Named(String name) implements Attribute {}

    /** The first field of the header whose name a pattern finds. */
    record Found(ApachePattern pattern) implements Attribute {}

    static Attribute parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "remote_host" -> new Variable(ServerVariable.REMOTE_HOST);
            case "remote_addr" -> new Variable(ServerVariable.REMOTE_ADDR);
            case "server_addr" -> new Variable(ServerVariable.SERVER_ADDR);
            case "request_method" -> new Variable(ServerVariable.REQUEST_METHOD);
            case "request_protocol" -> new Variable(ServerVariable.SERVER_PROTOCOL);
            case "request_uri" -> new Variable(ServerVariable.REQUEST_URI);
            default -> text.matches("[A-Za-z0-9_-]+") ? new Named(text) : found(text);
        };
    }

    private static Attribute found(String pattern) {
        return new Found(ApachePattern.compile(pattern, Set.of(PatternOption.IGNORE_CASE)));
    }

    /** The value; empty text where there is none. */
    default String of(Facts facts) {
        @Nullable
        String value = switch (this) {
            case Variable variable -> variable.name().of(facts);
            case Named named -> named(named.name(), facts);
            case Found found -> found(found.pattern(), facts);
        };
        return value == null ? "" : value;
    }

    private static @Nullable String named(String name, Facts facts) {
        String field = facts.requestHeader(name);
        return field == null ? facts.environment(name) : field;
    }

    private static @Nullable String found(ApachePattern pattern, Facts facts) {
        return facts.requestHeaderNames().stream()
                .filter(pattern::matches)
                .findFirst()
                .map(facts::requestHeader)
                .orElse(null);
    }
}
