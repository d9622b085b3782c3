package io.mpmoperator.rewrite;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.expression.FileFacts;
import io.mpmoperator.expression.ServerVariable;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as rules see it that have changed its path, query and environment already. */
final class RunFacts implements Facts {

    private final Facts facts;
    private final Map<String, Optional<String>> environment;
    private final Set<String> lookedAt = new LinkedHashSet<>();
    private String filename;
    private String query;

    RunFacts(RewriteInput input, Map<String, Optional<String>> environment) {
        this.facts = input.facts();
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
            default -> facts.variable(variable);
        };
    }

    @Override
    public @Nullable String requestHeader(String name) {
        String value = facts.requestHeader(name);
        if (value != null) {
            lookedAt.add(name);
        }
        return value;
    }

    @Override
    public @Nullable String responseHeader(String name) {
        return facts.responseHeader(name);
    }

    @Override
    public @Nullable String environment(String name) {
        Optional<String> changed = environment.get(name);
        return changed == null ? facts.environment(name) : changed.orElse(null);
    }

    @Override
    public @Nullable String processEnvironment(String name) {
        return facts.processEnvironment(name);
    }

    @Override
    public @Nullable String note(String name) {
        return facts.note(name);
    }

    @Override
    public ZonedDateTime time() {
        return facts.time();
    }

    @Override
    public FileFacts files() {
        return facts.files();
    }

    @Override
    public boolean isServed(String path) {
        return facts.isServed(path);
    }

    @Override
    public String lookAhead(String path, ServerVariable variable) {
        return facts.lookAhead(path, variable);
    }

    @Override
    public int regexStepLimit() {
        return facts.regexStepLimit();
    }
}
