package io.mpmoperator.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads words: texts in quotes, variables, calls of functions, numbers, and their concatenation by a dot. */
final class WordParser {

    private static final String ESCAPED = "nrtbf";
    private static final String MEANT = "\n\r\t\b\f";

    private final Scanner scanner;

    WordParser(Scanner scanner) {
        this.scanner = scanner;
    }

    /** Words joined by dots. */
    Word word() {
        List<Word> words = new ArrayList<>(List.of(single()));
        scanner.skipSpace();
        while (scanner.take(".")) {
            scanner.skipSpace();
            words.add(single());
            scanner.skipSpace();
        }
        return Word.joined(words);
    }

    private Word single() {
        char first = scanner.peek();
        if (first == '\'' || first == '"') {
            scanner.next();
            return text(first);
        }
        if (first == '%' && scanner.peek(1) == '{') {
            return variable();
        }
        if (first == '$' && Character.digit(scanner.peek(1), 10) >= 0) {
            return capture();
        }
        return Character.digit(scanner.peek(first == '-' ? 1 : 0), 10) >= 0 ? number() : call();
    }

    private Word number() {
        String sign = scanner.take("-") ? "-" : "";
        String digits = scanner.name();
        if (!digits.chars().allMatch(Character::isDigit)) {
            throw scanner.refused("'" + digits + "' is no number; a text has to be in quotes");
        }
        return new Word.Literal(sign + digits);
    }

    private Word capture() {
        scanner.next();
        return new Word.Capture(scanner.next() - '0');
    }

    private Word call() {
        int before = scanner.position();
        String name = scanner.name();
        if (name.isEmpty() || scanner.peek() != '(') {
            scanner.back(before);
            throw scanner.refused("a text in quotes, %{VARIABLE}, a number or function('text') is accepted here");
        }
        TextFunction function = function(name);
        scanner.require("(");
        scanner.skipSpace();
        Word argument = word();
        scanner.skipSpace();
        scanner.require(")");
        return new Word.Call(function, argument);
    }

    private TextFunction function(String name) {
        return TextFunction.of(name)
                .orElseThrow(() ->
                        scanner.refused("there is no function '" + name + "': accepted are " + TextFunction.names()));
    }

    /** The rest up to a quote, which is passed too. */
    Word text(char quote) {
        return parts(() -> scanner.peek() == quote && scanner.next() == quote);
    }

    /** All that is left: the text of a value such as {@code expr=%{REQUEST_URI}}. */
    Word rest() {
        return parts(scanner::atEnd);
    }

    private Word parts(BooleanSupplier end) {
        List<Word> words = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (!end.getAsBoolean()) {
            if (scanner.peek() == '%' && scanner.peek(1) == '{') {
                add(words, literal);
                words.add(variable());
            } else if (scanner.peek() == '$' && Character.digit(scanner.peek(1), 10) >= 0) {
                add(words, literal);
                words.add(capture());
            } else {
                literal.append(character());
            }
        }
        add(words, literal);
        return Word.joined(words);
    }

    private static void add(List<Word> words, StringBuilder literal) {
        if (!literal.isEmpty()) {
            words.add(new Word.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private char character() {
        char c = scanner.next();
        if (c != '\\' || scanner.atEnd()) {
            return c;
        }
        char escaped = scanner.next();
        int control = ESCAPED.indexOf(escaped);
        return control < 0 ? escaped : MEANT.charAt(control);
    }

    /** {@code %{NAME}} or {@code %{function:text}}. */
    private Word variable() {
        int before = scanner.position();
        scanner.require("%{");
        String name = scanner.name();
        if (scanner.take("}")) {
            return new Word.Variable(named(name, before));
        }
        if (!scanner.take(":")) {
            throw scanner.refused("%{VARIABLE} or %{function:text} is accepted");
        }
        return new Word.Call(function(name), text('}'));
    }

    private ServerVariable named(String name, int before) {
        return ServerVariable.of(name).orElseThrow(() -> {
            scanner.back(before);
            return scanner.refused("there is no variable '" + name
                    + "': REQUEST_URI and the others of Apache's expressions, and %{req:Header} are accepted");
        });
    }
}
