package io.mpmoperator.rewrite;

import java.util.function.BiConsumer;

/** The list in brackets after a rule or a condition. */
record FlagList(String content) {

    static FlagList parse(String text) {
        if (text.isEmpty()) {
            return new FlagList("");
        }
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() < 2) {
            throw new IllegalArgumentException("'" + text + "' is no list of flags: [L,R=301] is accepted");
        }
        return new FlagList(text.substring(1, text.length() - 1));
    }

    /** Names each flag with its value, which is empty where it has none. */
    void forEach(BiConsumer<String, String> flag) {
        for (String item : content.split(",", -1)) {
            String trimmed = item.strip();
            int equals = trimmed.indexOf('=');
            if (!trimmed.isEmpty()) {
                flag.accept(
                        equals < 0 ? trimmed : trimmed.substring(0, equals),
                        equals < 0 ? "" : trimmed.substring(equals + 1));
            }
        }
    }
}
