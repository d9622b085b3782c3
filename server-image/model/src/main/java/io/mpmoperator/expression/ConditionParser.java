package io.mpmoperator.expression;

import io.mpmoperator.address.AddressRange;
import io.mpmoperator.expression.Condition.Order;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Glob;
import io.mpmoperator.pattern.PatternOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads conditions by recursive descent: {@code ||} binds least, then {@code &&}, then {@code !}. */
final class ConditionParser {

    private static final Map<String, Order> TEXT_ORDERS = textOrders();
    private static final Map<String, Order> NUMBER_ORDERS = Map.of(
            "eq", Order.EQUAL,
            "ne", Order.UNEQUAL,
            "lt", Order.LESS,
            "le", Order.LESS_OR_EQUAL,
            "gt", Order.GREATER,
            "ge", Order.GREATER_OR_EQUAL);

    private final Scanner scanner;
    private final WordParser words;

    ConditionParser(Scanner scanner) {
        this.scanner = scanner;
        this.words = new WordParser(scanner);
    }

    private static Map<String, Order> textOrders() {
        Map<String, Order> orders = new LinkedHashMap<>();
        orders.put("==", Order.EQUAL);
        orders.put("!=", Order.UNEQUAL);
        orders.put("<=", Order.LESS_OR_EQUAL);
        orders.put(">=", Order.GREATER_OR_EQUAL);
        orders.put("=", Order.EQUAL);
        orders.put("<", Order.LESS);
        orders.put(">", Order.GREATER);
        return orders;
    }

    Condition whole() {
        Condition condition = or();
        scanner.skipSpace();
        if (!scanner.atEnd()) {
            throw scanner.refused("&& or || is accepted here");
        }
        return condition;
    }

    private Condition or() {
        Condition condition = and();
        while (taken("||")) {
            condition = new Condition.Or(condition, and());
        }
        return condition;
    }

    private Condition and() {
        Condition condition = not();
        while (taken("&&")) {
            condition = new Condition.And(condition, not());
        }
        return condition;
    }

    private boolean taken(String token) {
        scanner.skipSpace();
        return scanner.take(token);
    }

    private Condition not() {
        if (taken("!")) {
            return new Condition.Not(not());
        }
        if (taken("(")) {
            Condition inner = or();
            scanner.skipSpace();
            scanner.require(")");
            return inner;
        }
        return constantOrComparison();
    }

    private Condition constantOrComparison() {
        int before = scanner.position();
        String name = scanner.name();
        if (name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false")) {
            return new Condition.Constant(name.equalsIgnoreCase("true"));
        }
        scanner.back(before);
        return scanner.peek() == '-' && Character.isLetter(scanner.peek(1)) ? unary() : binary(words.word());
    }

    private Condition unary() {
        scanner.require("-");
        String name = scanner.name();
        scanner.skipSpace();
        Word word = words.word();
        if (name.equals("R")) {
            return new Condition.InNetwork(new Word.Variable(ServerVariable.REMOTE_ADDR), network(word));
        }
        UnaryTest test = (name.length() == 1 ? UnaryTest.of(name.charAt(0)) : Optional.<UnaryTest>empty())
                .orElseThrow(() -> scanner.refused(
                        "there is no test -" + name + ": -d -e -f -s -L -h -x -F -U -A -n -z -T -R are accepted"));
        return new Condition.Test(test, word);
    }

    private Condition binary(Word left) {
        scanner.skipSpace();
        if (scanner.take("=~")) {
            return match(left);
        }
        if (scanner.take("!~")) {
            return new Condition.Not(match(left));
        }
        for (Map.Entry<String, Order> order : TEXT_ORDERS.entrySet()) {
            if (scanner.take(order.getKey())) {
                return new Condition.TextComparison(left, order.getValue(), right());
            }
        }
        boolean hyphen = scanner.take("-");
        return named(left, scanner.name().toLowerCase(Locale.ROOT), hyphen);
    }

    private Word right() {
        scanner.skipSpace();
        return words.word();
    }

    private Condition named(Word left, String operator, boolean hyphen) {
        Order order = NUMBER_ORDERS.get(operator);
        if (order != null) {
            return new Condition.NumberComparison(left, order, right());
        }
        Condition condition = operator.equals("in") ? in(left) : hyphen ? special(left, operator) : null;
        if (condition == null) {
            throw scanner.refused("an operator is missing: == != < <= > >= =~ !~ -eq -ne -lt -le -gt -ge -in -ipmatch"
                    + " -strmatch -strcmatch -fnmatch are accepted");
        }
        return condition;
    }

    private @Nullable Condition special(Word left, String operator) {
        return switch (operator) {
            case "ipmatch" -> new Condition.InNetwork(left, network(right()));
            case "strmatch" -> new Condition.GlobMatch(left, Glob.ofText(literal(right()), false));
            case "strcmatch" -> new Condition.GlobMatch(left, Glob.ofText(literal(right()), true));
            case "fnmatch" -> new Condition.GlobMatch(left, Glob.ofPath(literal(right())));
            default -> null;
        };
    }

    private AddressRange network(Word word) {
        return AddressRange.parse(literal(word));
    }

    private String literal(Word word) {
        if (word instanceof Word.Literal literal) {
            return literal.text();
        }
        throw scanner.refused("a text without variables is accepted here");
    }

    private Condition in(Word left) {
        scanner.skipSpace();
        scanner.require("{");
        List<Word> list = new ArrayList<>();
        do {
            list.add(right());
            scanner.skipSpace();
        } while (scanner.take(","));
        scanner.require("}");
        return new Condition.In(left, list);
    }

    private Condition match(Word subject) {
        scanner.skipSpace();
        char delimiter = scanner.next();
        if (delimiter == 'm') {
            delimiter = scanner.next();
        } else if (delimiter != '/') {
            throw scanner.refused("/pattern/ or m#pattern# is accepted here");
        }
        String pattern = pattern(delimiter);
        return new Condition.Match(subject, ApachePattern.compile(pattern, options()));
    }

    private String pattern(char delimiter) {
        StringBuilder pattern = new StringBuilder();
        for (char c = scanner.next(); c != delimiter; c = scanner.next()) {
            if (c == '\\' && scanner.peek() == delimiter) {
                pattern.append(scanner.next());
            } else {
                pattern.append(c);
                if (c == '\\') {
                    pattern.append(scanner.next());
                }
            }
        }
        return pattern.toString();
    }

    private Set<PatternOption> options() {
        Set<PatternOption> options = EnumSet.noneOf(PatternOption.class);
        for (char flag : scanner.name().toCharArray()) {
            switch (flag) {
                case 'i' -> options.add(PatternOption.IGNORE_CASE);
                case 'm' -> options.add(PatternOption.MULTILINE);
                case 's', 'g' -> {}
                default -> throw scanner.refused("there is no flag '" + flag + "': i, m and s are accepted");
            }
        }
        return options;
    }
}
