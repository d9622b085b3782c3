package io.mpmoperator.expression;

import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of a request as another sees them: all are passed on, and a subclass changes some. */
public class FactsView implements Facts {

    private final Facts facts;

    /** A view of other facts. */
    protected FactsView(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String variable(ServerVariable variable) {
        return facts.variable(variable);
    }

    @Override
    public @Nullable String requestHeader(String name) {
        return facts.requestHeader(name);
    }

    @Override
    public List<String> requestHeaderNames() {
        return facts.requestHeaderNames();
    }

    @Override
    public @Nullable String responseHeader(String name) {
        return facts.responseHeader(name);
    }

    @Override
    public @Nullable String environment(String name) {
        return facts.environment(name);
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
