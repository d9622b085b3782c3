package io.mpmoperator.server.site;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.expression.FactsView;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts that note which fields of the request a condition looks at: Apache names them in Vary, but for those that have a variable of
 * their own.
 */
final class VaryingFacts extends FactsView {

    private static final Set<String> WITH_VARIABLE =
            Set.of("accept", "cookie", "forwarded", "host", "proxy-connection", "referer", "user-agent");

    private final Effects effects;

    VaryingFacts(Facts facts, Effects effects) {
        super(facts);
        this.effects = effects;
    }

    @Override
    public @Nullable String requestHeader(String name) {
        if (!WITH_VARIABLE.contains(name.toLowerCase(Locale.ROOT))) {
            effects.vary(name);
        }
        return super.requestHeader(name);
    }
}
