package io.mpmoperator.pattern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Translates the text of a PCRE pattern to that of {@link java.util.regex.Pattern}, with a line feed as the only end of a line
 * ({@code UNIX_LINES}). Named groups become numbered ones. What has no counterpart is refused: recursion, conditions, verbs,
 * {@code \K}.
 */
final class PcreTranslator {

    private final Cursor cursor;
    private final StringBuilder out = new StringBuilder();
    private final Prefilter.Atoms atoms = new Prefilter.Atoms();
    private final Map<String, Integer> names = new HashMap<>();
    private final Deque<Modes> outer = new ArrayDeque<>();
    private final int groupsInAll;
    private final boolean ignoreCase;
    private Modes modes;
    private int groups;

    /** Whether a quantifier may follow. */
    private boolean quantifiable;

    /** Options that hold up to the end of a group. */
    private record Modes(boolean extended, boolean multiline) {}

    private PcreTranslator(String pattern, Set<PatternOption> options) {
        this.cursor = new Cursor(pattern);
        this.groupsInAll = GroupCount.of(pattern);
        this.ignoreCase = options.contains(PatternOption.IGNORE_CASE);
        this.modes = new Modes(options.contains(PatternOption.EXTENDED), options.contains(PatternOption.MULTILINE));
    }

    static PcreTranslator translate(String pattern, Set<PatternOption> options) {
        PcreTranslator translator = new PcreTranslator(pattern, options);
        if (translator.cursor.isAhead("(*")) {
            throw translator.cursor.refused("verbs such as (*UTF8) are not supported");
        }
        while (!translator.cursor.atEnd()) {
            translator.item();
        }
        if (!translator.outer.isEmpty()) {
            throw translator.cursor.refused("a closing parenthesis is missing");
        }
        return translator;
    }

    String text() {
        return out.toString();
    }

    Map<String, Integer> names() {
        return Map.copyOf(names);
    }

    Prefilter prefilter() {
        return atoms.prefilter(ignoreCase);
    }

    private void item() {
        char c = cursor.next();
        switch (c) {
            case '\\' -> escape(cursor.next());
            case '[' -> other(PcreClass.translate(cursor));
            case '(' -> open();
            case ')' -> close();
            case '|' -> alternative();
            case '^' -> start();
            case '$' -> end();
            case '.' -> other(".");
            case '*', '+', '?' -> quantifier(Character.toString(c), c != '+');
            case '{' -> braces();
            default -> plain(c);
        }
    }

    private void plain(char c) {
        if (modes.extended() && (Character.isWhitespace(c) || c == '#')) {
            if (c == '#') {
                comment();
            }
            return;
        }
        literal(c);
    }

    private void comment() {
        boolean open = true;
        while (open && !cursor.atEnd()) {
            open = cursor.next() != '\n';
        }
    }

    private void literal(int character) {
        out.append(Literals.of(character));
        quantifiable = true;
        if (outer.isEmpty()) {
            atoms.literal(character);
        }
    }

    private void other(String text) {
        out.append(text);
        quantifiable = true;
        if (outer.isEmpty()) {
            atoms.other();
        }
    }

    private void alternative() {
        out.append('|');
        quantifiable = false;
        if (outer.isEmpty()) {
            atoms.unusable();
        }
    }

    private void start() {
        out.append('^');
        quantifiable = false;
        anchor(true);
    }

    private void end() {
        out.append(modes.multiline() ? "$" : "\\z");
        quantifiable = false;
        anchor(false);
    }

    private void anchor(boolean start) {
        if (!outer.isEmpty()) {
            return;
        }
        if (modes.multiline()) {
            atoms.other();
        } else if (start) {
            atoms.start();
        } else {
            atoms.end();
        }
    }

    private void quantifier(String text, boolean optional) {
        if (!quantifiable) {
            throw cursor.refused("there is nothing to repeat");
        }
        out.append(text);
        if (cursor.take("+")) {
            out.append('+');
        } else if (cursor.take("?")) {
            out.append('?');
        }
        quantifiable = false;
        if (outer.isEmpty()) {
            atoms.quantified(optional);
        }
    }

    /** {@code {2}}, {@code {2,}}, {@code {2,5}} and {@code {,5}}; any other brace means itself. */
    private void braces() {
        int before = cursor.position();
        String least = cursor.digits(10, 5);
        boolean comma = cursor.take(",");
        String most = comma ? cursor.digits(10, 5) : "";
        if ((least.isEmpty() && most.isEmpty()) || !cursor.take("}")) {
            cursor.back(before);
            literal('{');
            return;
        }
        String from = least.isEmpty() ? "0" : least;
        quantifier("{" + from + (comma ? "," + most : "") + "}", Integer.parseInt(from) == 0);
    }

    private void open() {
        if (cursor.isAhead("*")) {
            throw cursor.refused("verbs such as (*FAIL) are not supported");
        }
        if (!cursor.take("?")) {
            group("(", true);
        } else if (cursor.take("#")) {
            cursor.until(")");
        } else if (cursor.take("P<") || (isName() && cursor.take("<"))) {
            named(cursor.until(">"));
        } else if (cursor.take("'")) {
            named(cursor.until("'"));
        } else if (cursor.take("P=")) {
            reference(cursor.until(")"));
        } else {
            special();
        }
    }

    private boolean isName() {
        return cursor.isAhead("<") && !cursor.isAhead("<=") && !cursor.isAhead("<!");
    }

    private void special() {
        for (String kind : new String[] {":", "=", "!", "<=", "<!", ">"}) {
            if (cursor.take(kind)) {
                group("(?" + kind, false);
                return;
            }
        }
        options();
    }

    private void named(String name) {
        if (names.putIfAbsent(name, groups + 1) != null) {
            throw cursor.refused("two groups are called '" + name + "'");
        }
        group("(", true);
    }

    private void group(String opening, boolean capturing) {
        if (outer.isEmpty()) {
            atoms.other();
        }
        outer.push(modes);
        groups += capturing ? 1 : 0;
        out.append(opening);
        quantifiable = false;
    }

    private void close() {
        if (outer.isEmpty()) {
            throw cursor.refused("an opening parenthesis is missing");
        }
        modes = outer.pop();
        out.append(')');
        quantifiable = true;
    }

    /** {@code (?i)} and {@code (?i:...)}. */
    private void options() {
        StringBuilder flags = new StringBuilder();
        boolean on = true;
        for (char c = cursor.next(); c != ')' && c != ':'; c = cursor.next()) {
            if ("ims".indexOf(c) < 0 && c != '-' && c != 'x') {
                throw cursor.refused("(?" + c + " is not supported: (?: (?= (?! (?<= (?<! (?> (?<name>"
                        + " and the options i, m, s and x are accepted");
            }
            on = on && c != '-';
            option(c, on);
            flags.append(c == 'x' ? "" : Character.toString(c));
        }
        atoms.unusable();
        boolean group = cursor.text().charAt(cursor.position() - 1) == ':';
        write(flags.toString(), group);
    }

    private void option(char c, boolean on) {
        modes = switch (c) {
            case 'x' -> new Modes(on, modes.multiline());
            case 'm' -> new Modes(modes.extended(), on);
            default -> modes;
        };
    }

    private void write(String flags, boolean group) {
        if (group) {
            Modes inner = modes;
            group("(?" + flags + ":", false);
            modes = inner;
        } else if (!flags.isEmpty() && !flags.equals("-")) {
            out.append("(?").append(flags).append(')');
        }
        quantifiable = false;
    }

    private void escape(char letter) {
        OptionalInt character = EscapedCharacter.read(letter, cursor);
        if (character.isPresent()) {
            literal(character.getAsInt());
            return;
        }
        String type = CharacterTypes.escaped(letter, cursor);
        if (type != null) {
            other(type);
            return;
        }
        switch (letter) {
            case 'Q' -> quoted();
            case 'E' -> {}
            case 'A', 'b', 'B', 'G', 'Z', 'z' -> assertion(letter);
            case 'R' -> other("(?>\\r\\n|[\\n\\x0b\\f\\r\\x85])");
            case 'N' -> other("[^\\n]");
            case 'X' -> other("\\X");
            case 'g' -> reference(groupName());
            case 'k' -> reference(delimited());
            default -> digit(letter);
        }
    }

    private void quoted() {
        while (!cursor.atEnd() && !cursor.take("\\E")) {
            literal(cursor.next());
        }
    }

    private void assertion(char letter) {
        out.append('\\').append(letter);
        quantifiable = false;
        if (outer.isEmpty()) {
            atoms.other();
        }
    }

    private String groupName() {
        if (cursor.take("{")) {
            return cursor.until("}");
        }
        if (cursor.isAhead("<") || cursor.isAhead("'")) {
            throw cursor.refused("calling a group by \\g<...> is not supported");
        }
        boolean relative = cursor.take("-");
        return (relative ? "-" : "") + cursor.digits(10, 3);
    }

    private String delimited() {
        return switch (cursor.next()) {
            case '<' -> cursor.until(">");
            case '{' -> cursor.until("}");
            case '\'' -> cursor.until("'");
            default -> throw cursor.refused("the name of a group is missing");
        };
    }

    private void digit(char letter) {
        if (letter < '1' || letter > '9') {
            throw cursor.refused("\\" + letter + " is not supported");
        }
        int before = cursor.position();
        String digits = letter + cursor.digits(10, 2);
        if (digits.length() > 1 && Integer.parseInt(digits) > groupsInAll) {
            cursor.back(before - 1);
            octal();
            return;
        }
        reference(digits);
    }

    private void octal() {
        String digits = cursor.digits(8, 3);
        if (digits.isEmpty()) {
            throw cursor.refused("there is no such group");
        }
        literal(EscapedCharacter.octal(digits));
    }

    private void reference(String group) {
        int number = number(group);
        if (number < 1 || number > groupsInAll) {
            throw cursor.refused("there is no group '" + group + "'");
        }
        other("(?:\\" + number + ")");
    }

    private int number(String group) {
        Integer named = names.get(group);
        if (named != null) {
            return named;
        }
        if (!group.matches("-?[0-9]{1,3}")) {
            throw cursor.refused("there is no group '" + group + "' before");
        }
        int number = Integer.parseInt(group);
        return number < 0 ? groups + 1 + number : number;
    }
}
