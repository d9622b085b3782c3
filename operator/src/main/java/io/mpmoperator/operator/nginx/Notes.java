package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Remark;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What of a configuration becomes no directive. */
final class Notes {

    private final Set<Remark> idle = new LinkedHashSet<>();
    private final Set<String> lost = new LinkedHashSet<>();

    /** Nothing is to be done about it. */
    void needsNothing(Statement statement, String reason) {
        idle.add(new Remark(statement.at(), Remark.Kind.WITHOUT_EFFECT, "%s: %s".formatted(statement.text(), reason)));
    }

    /** Somebody has to do something about it. */
    void lose(Statement statement, String instead) {
        lost.add("%s: %s: %s".formatted(statement.at(), statement.text(), instead));
    }

    List<Remark> idle() {
        return new ArrayList<>(idle);
    }

    List<String> lost() {
        return new ArrayList<>(lost);
    }
}
