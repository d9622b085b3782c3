package io.mpmoperator.rewrite;

import io.mpmoperator.expression.FactsView;
import io.mpmoperator.expression.ServerVariable;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as rules see it that have changed its path, query and environment already. */
final class RunFacts extends FactsView {

    private final Map<String, Optional<String>> environment;
    private final Set<String> lookedAt = new LinkedHashSet<>();
    private String filename;
    private String query;

    RunFacts(RewriteInput input, Map<String, Optional<String>> environment) {
        super(input.facts());
        this.environment = environment;
        this.filename = input.path();
        this.query = input.query();
    }

    void now(String newFilename, String newQuery) {
        filename = newFilename;
        query = newQuery;
    }

    /** The header fields that the request has and that were looked at since the last call. */
    Set<String> takeLookedAt() {
        Set<String> taken = Set.copyOf(lookedAt);
        lookedAt.clear();
        return taken;
    }

    @Override
    public String variable(ServerVariable variable) {
        return switch (variable) {
            case REQUEST_FILENAME, SCRIPT_FILENAME -> filename;
            case QUERY_STRING -> query;
            default -> super.variable(variable);
        };
    }

    @Override
    public @Nullable String requestHeader(String name) {
        String value = super.requestHeader(name);
        if (value != null) {
            lookedAt.add(name);
        }
        return value;
    }

    @Override
    public @Nullable String environment(String name) {
        Optional<String> changed = environment.get(name);
        return changed == null ? super.environment(name) : changed.orElse(null);
    }
}
