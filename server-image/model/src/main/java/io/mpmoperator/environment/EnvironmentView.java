package io.mpmoperator.environment;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.expression.FactsView;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request with some variables set, or unset where they have no value. */
public final class EnvironmentView extends FactsView {

    private final Map<String, Optional<String>> changes;

    /** The request with changes, which may go on changing. */
    public EnvironmentView(Facts facts, Map<String, Optional<String>> changes) {
        super(facts);
        this.changes = changes;
    }

    @Override
    public @Nullable String environment(String name) {
        Optional<String> changed = changes.get(name);
        return changed == null ? super.environment(name) : changed.orElse(null);
    }
}
