package io.mpmoperator.operator.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an expression of CEL, operators of weaker hold first. Serves once. */
final class CelReader {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<number>[0-9]+(?:\\.[0-9]+)?)"
            + "|(?<text>'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")"
            + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<sign>&&|\\|\\||==|!=|<=|>=|[-+*/%!<>?:.,()\\[\\]]))");
    private static final List<Set<String>> OPERATORS = List.of(
            Set.of("||"),
            Set.of("&&"),
            Set.of("==", "!=", "<", "<=", ">", ">=", "in"),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));
    private static final Map<String, Cel> WORDS =
            Map.of("self", new Cel.Self(), "true", new Cel.Literal(true), "false", new Cel.Literal(false));
    private static final Set<String> TYPES = Set.of("int", "double", "string", "bool", "list", "map");
    private static final String END = "";

    private final String expression;
    private final Matcher token;
    private String next = END;
    private boolean quoted;

    CelReader(String expression) {
        this.expression = expression;
        this.token = TOKEN.matcher(expression);
        advance();
    }

    Cel read() {
        Cel cel = choice();
        if (!next.equals(END) || quoted) {
            throw unreadable();
        }
        return cel;
    }

    private void advance() {
        if (token.regionStart() < expression.length() && token.lookingAt()) {
            quoted = token.group("text") != null;
            next = token.group().strip();
            token.region(token.end(), expression.length());
        } else if (expression.substring(token.regionStart()).isBlank()) {
            quoted = false;
            next = END;
        } else {
            throw unreadable();
        }
    }

    private CelException unreadable() {
        return new CelException("'%s' is not understood at '%s'".formatted(expression, next));
    }

    private boolean takes(String sign) {
        boolean taken = !quoted && next.equals(sign);
        if (taken) {
            advance();
        }
        return taken;
    }

    private void expect(String sign) {
        if (!takes(sign)) {
            throw unreadable();
        }
    }

    private String word() {
        if (quoted || !next.matches("[A-Za-z_]\\w*")) {
            throw unreadable();
        }
        String word = next;
        advance();
        return word;
    }

    private Cel choice() {
        Cel condition = binary(0);
        if (!takes("?")) {
            return condition;
        }
        Cel yes = choice();
        expect(":");
        return new Cel.Choice(condition, yes, choice());
    }

    private Cel binary(int level) {
        if (level == OPERATORS.size()) {
            return unary();
        }
        Cel left = binary(level + 1);
        while (!quoted && OPERATORS.get(level).contains(next)) {
            String operator = next;
            advance();
            left = new Cel.Binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private Cel unary() {
        if (takes("!")) {
            return new Cel.Not(unary());
        }
        if (takes("-")) {
            return new Cel.Binary("-", new Cel.Literal(0L), unary());
        }
        return behind(primary());
    }

    private Cel behind(Cel target) {
        if (!takes(".")) {
            return target;
        }
        String name = word();
        return behind(takes("(") ? new Cel.MethodCall(target, name, until(")")) : new Cel.Field(target, name));
    }

    private Cel primary() {
        if (quoted) {
            String text = next.substring(1, next.length() - 1).replaceAll("\\\\(.)", "$1");
            advance();
            return new Cel.Literal(text);
        }
        if (takes("(")) {
            Cel inner = choice();
            expect(")");
            return inner;
        }
        if (takes("[")) {
            return new Cel.ListOf(until("]"));
        }
        if (!next.isEmpty() && Character.isDigit(next.charAt(0))) {
            String number = next;
            advance();
            return new Cel.Literal(number.contains(".") ? (Object) Double.valueOf(number) : Long.valueOf(number));
        }
        return named(word());
    }

    private Cel named(String word) {
        if (!takes("(")) {
            Cel known = TYPES.contains(word) ? new Cel.Literal(new CelValues.Type(word)) : WORDS.get(word);
            if (known == null) {
                throw unreadable();
            }
            return known;
        }
        List<Cel> arguments = until(")");
        if (!word.equals("has")) {
            return new Cel.Call(word, arguments);
        }
        if (arguments.size() == 1 && arguments.getFirst() instanceof Cel.Field field) {
            return new Cel.Has(field);
        }
        throw unreadable();
    }

    private List<Cel> until(String end) {
        List<Cel> elements = new ArrayList<>();
        while (!takes(end)) {
            if (!elements.isEmpty()) {
                expect(",");
            }
            elements.add(choice());
        }
        return elements;
    }
}
