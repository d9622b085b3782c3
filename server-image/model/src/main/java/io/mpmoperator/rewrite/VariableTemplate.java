package io.mpmoperator.rewrite;

import java.util.Optional;

/** A variable of the environment that a rule sets or unsets: flag {@code E=name:value}, {@code E=!name}. */
record VariableTemplate(Template text) {

    static VariableTemplate parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("E= has no name: E=NAME, E=NAME:VALUE and E=!NAME are accepted");
        }
        return new VariableTemplate(Template.parse(text));
    }

    void fill(Expansion from, RewriteEffects.Collected effects) {
        String filled = text.fill(from);
        int colon = filled.indexOf(':');
        if (filled.startsWith("!")) {
            effects.set(filled.substring(1), Optional.empty());
        } else if (colon < 0) {
            effects.set(filled, Optional.of(""));
        } else {
            effects.set(filled.substring(0, colon), Optional.of(filled.substring(colon + 1)));
        }
    }
}
