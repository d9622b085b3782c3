package io.mpmoperator.logformat;

import java.util.Set;

/** A part of a log's format. */
sealed interface LogItem {

    void append(StringBuilder out, LogFacts facts);

    /** Appends no more than so many characters, where a client has a say in them. */
    default void append(StringBuilder out, LogFacts facts, int most) {
        append(out, facts);
    }

    /** Text that is always the same. */
    record Text(String text) implements LogItem {

        @Override
        public void append(StringBuilder out, LogFacts facts) {
            out.append(text);
        }
    }

    /**
     * A directive.
     *
     * @param original whether it is about the request as it came
     * @param statuses for which there is a value, all where it is empty
     * @param negated whether there is a value for all other statuses
     */
    record Field(LogField field, String argument, boolean original, Set<Integer> statuses, boolean negated)
            implements LogItem {

        private static final String DOTS = "...";
        private static final int LONGEST_ESCAPE = "\\xff".length();

        @Override
        public void append(StringBuilder out, LogFacts facts) {
            String value = isLeftOut(facts.status()) ? null : field.of(original ? facts.original() : facts, argument);
            if (value == null) {
                out.append('-');
            } else if (field.isForeign()) {
                LogEscape.append(out, value);
            } else {
                out.append(value);
            }
        }

        @Override
        public void append(StringBuilder out, LogFacts facts, int most) {
            int from = out.length();
            append(out, facts);
            if (field.isForeign() && out.length() - from > most) {
                out.setLength(from + Math.max(0, most - DOTS.length()));
                int escape = out.lastIndexOf("\\", out.length());
                if (escape >= Math.max(from, out.length() - LONGEST_ESCAPE)) {
                    out.setLength(escape);
                }
                out.append(DOTS);
            }
        }

        private boolean isLeftOut(int status) {
            return !statuses.isEmpty() && statuses.contains(status) == negated;
        }
    }
}
