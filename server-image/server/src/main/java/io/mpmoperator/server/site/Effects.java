package io.mpmoperator.server.site;

import io.mpmoperator.rewrite.RewriteEffects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What rules leave behind on a request, beside where it leads. */
final class Effects {

    private final List<String> cookies = new ArrayList<>();
    private final Set<String> vary = new LinkedHashSet<>();
    private Optional<String> type = Optional.empty();
    private Optional<String> handler = Optional.empty();
    private Optional<String> challenge = Optional.empty();
    private boolean ended;

    void add(RewriteEffects effects, RequestFacts facts) {
        facts.change(effects.environment());
        cookies.addAll(effects.cookies());
        vary.addAll(effects.vary());
        type = effects.type().or(() -> type);
        handler = effects.handler().or(() -> handler);
        ended |= effects.end();
    }

    /** A field of the request has decided. */
    void vary(String name) {
        vary.add(name);
    }

    /** After an internal redirect variables have the names of those before it, and REDIRECT_STATUS tells that there was one. */
    void redirected(RequestFacts facts) {
        Map<String, String> before = new HashMap<>(facts.environment());
        facts.environment().clear();
        before.forEach((name, value) -> facts.environment().put("REDIRECT_" + name, value));
        facts.environment().put("REDIRECT_STATUS", "200");
    }

    /** Values of Set-Cookie. */
    List<String> cookies() {
        return cookies;
    }

    /** Fields of the request that decided. */
    Set<String> vary() {
        return vary;
    }

    /** The media type that rules have given it. */
    Optional<String> type() {
        return type;
    }

    /** The handler that rules have given it. */
    Optional<String> handler() {
        return handler;
    }

    /** What a client is asked for. */
    void challenge(String value) {
        challenge = Optional.of(value);
    }

    /** What a client is asked for, a value of WWW-Authenticate; empty where nothing is. */
    Optional<String> challenge() {
        return challenge;
    }

    /** Whether no rules are to be applied any more. */
    boolean ended() {
        return ended;
    }
}
