package io.mpmoperator.logformat;

import io.mpmoperator.pattern.FormatEscape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the text of a log's format. */
final class LogFormatParser {

    private final String format;
    private final List<LogItem> items = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    LogFormatParser(String format) {
        this.format = format;
    }

    List<LogItem> items() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '\\' && at < format.length()) {
                escape();
            } else if (c == '%') {
                directive();
            } else {
                literal.append(c);
            }
        }
        flush();
        return items;
    }

    private void escape() {
        char meant = FormatEscape.of(format.charAt(at));
        literal.append(meant == 0 ? '\\' : meant);
        at += meant == 0 ? 0 : 1;
    }

    private void flush() {
        if (!literal.isEmpty()) {
            items.add(new LogItem.Text(literal.toString()));
            literal.setLength(0);
        }
    }

    private char peek() {
        if (at >= format.length()) {
            throw new IllegalArgumentException(
                    "'" + format + "' ends within a directive: %% is accepted for a percent sign");
        }
        return format.charAt(at);
    }

    private void directive() {
        if (peek() == '%') {
            at++;
            literal.append('%');
            return;
        }
        flush();
        Modifiers modifiers = new Modifiers();
        while (modifiers.take(peek())) {
            at++;
        }
        String letters = peek() == '^' ? threeLetters() : Character.toString(format.charAt(at++));
        LogField field = LogField.of(letters).orElseThrow(() -> unknown(letters));
        modifiers.finishNumber();
        boolean original = modifiers.which == 0 ? field.isOriginal() : modifiers.which == '<';
        items.add(new LogItem.Field(
                field, modifiers.argument, original, Set.copyOf(modifiers.statuses), modifiers.negated));
    }

    private String threeLetters() {
        int end = Math.min(format.length(), at + 3);
        String letters = format.substring(at, end);
        at = end;
        return letters;
    }

    private IllegalArgumentException unknown(String letters) {
        return new IllegalArgumentException("'%" + letters + "' is no directive of a log's format: those of Apache's"
                + " mod_log_config and mod_logio are accepted, and %{NAME}x");
    }

    /** What is between the percent sign and the letter: which request, which statuses, an argument in braces. */
    private final class Modifiers {

        private final Set<Integer> statuses = new HashSet<>();
        private final StringBuilder number = new StringBuilder();
        private String argument = "";
        private boolean negated;
        private char which;

        private boolean take(char c) {
            switch (c) {
                case '!' -> negated = true;
                case '<', '>' -> which = c;
                case ',' -> finishNumber();
                case '{' -> braces();
                default -> {
                    if (c < '0' || c > '9') {
                        return false;
                    }
                    number.append(c);
                }
            }
            return true;
        }

        private void braces() {
            int end = format.indexOf('}', at);
            if (end < 0) {
                throw new IllegalArgumentException("'" + format + "' has no closing brace: %{NAME}i is accepted");
            }
            argument = format.substring(at + 1, end);
            at = end;
        }

        private void finishNumber() {
            if (!number.isEmpty()) {
                statuses.add(Integer.parseInt(number.substring(0, Math.min(4, number.length()))));
                number.setLength(0);
            }
        }
    }
}
