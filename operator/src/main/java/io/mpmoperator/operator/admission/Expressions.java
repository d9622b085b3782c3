package io.mpmoperator.operator.admission;

import java.util.HashMap;
import java.util.Map;
import org.projectnessie.cel.Env;
import org.projectnessie.cel.Library;

/** The expressions of a schema, each compiled when an object first needs it. For one thread. */
final class Expressions {

    private final Env env = Env.newCustomEnv(Library.Lib(new KubernetesCel()));
    private final Map<String, Expression> compiled = new HashMap<>();

    /**
     * The expression of a text.
     *
     * @throws IllegalArgumentException for a text that is none
     */
    Expression of(String text) {
        return compiled.computeIfAbsent(text, key -> Expression.of(key, env));
    }
}
