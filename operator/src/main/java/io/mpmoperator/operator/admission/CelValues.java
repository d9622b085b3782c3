package io.mpmoperator.operator.admission;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions and operators of CEL on values: Long, Double, String, Boolean, Duration, List, Map and Type. */
final class CelValues {

    private static final Pattern DURATION_PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|us|ns|h|m|s)");
    private static final Pattern DIRECTIVE = Pattern.compile("%(\\.[0-9]+)?([%sdf])");

    private CelValues() {}

    /** A type as a value. */
    record Type(String name) {}

    static @Nullable Object function(String name, List<@Nullable Object> arguments) {
        Object first = arguments.isEmpty() ? null : arguments.getFirst();
        return switch (name) {
            case "size" -> size(first);
            case "type" -> type(first);
            case "string" -> String.valueOf(first);
            case "int" ->
                first instanceof String text
                        ? Long.valueOf(text)
                        : (Object) number(first).longValue();
            case "double" ->
                first instanceof String text
                        ? Double.valueOf(text)
                        : (Object) number(first).doubleValue();
            case "duration" -> duration((String) Objects.requireNonNull(first));
            default -> throw new CelException("there is no function " + name);
        };
    }

    static @Nullable Object method(String name, @Nullable Object target, List<@Nullable Object> arguments) {
        Object first = arguments.isEmpty() ? null : arguments.getFirst();
        return switch (name) {
            case "size" -> size(target);
            case "matches" -> Pattern.compile(text(first)).matcher(text(target)).find();
            case "startsWith" -> text(target).startsWith(text(first));
            case "endsWith" -> text(target).endsWith(text(first));
            case "contains" -> text(target).contains(text(first));
            case "format" -> format(text(target), list(first));
            default -> throw new CelException("there is no method " + name);
        };
    }

    static Object operator(String operator, @Nullable Object left, @Nullable Object right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> !equal(left, right);
            case "<" -> compare(left, right) < 0;
            case "<=" -> compare(left, right) <= 0;
            case ">" -> compare(left, right) > 0;
            case ">=" -> compare(left, right) >= 0;
            case "in" ->
                right instanceof Map<?, ?> map
                        ? map.containsKey(left)
                        : list(right).contains(left);
            case "+" ->
                left instanceof String text ? text + text(right) : arithmetic(left, right, Math::addExact, Double::sum);
            case "-" -> arithmetic(left, right, Math::subtractExact, (a, b) -> a - b);
            case "*" -> arithmetic(left, right, Math::multiplyExact, (a, b) -> a * b);
            case "/" -> arithmetic(left, right, (a, b) -> a / b, (a, b) -> a / b);
            case "%" -> arithmetic(left, right, (a, b) -> a % b, (a, b) -> a % b);
            default -> throw new CelException("there is no operator " + operator);
        };
    }

    private static Number number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new CelException("%s is no number".formatted(value));
    }

    static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new CelException("%s is no text".formatted(value));
    }

    static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new CelException("%s is no list".formatted(value));
    }

    static boolean bool(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new CelException("%s is neither true nor false".formatted(value));
    }

    private static Object size(@Nullable Object value) {
        return switch (value) {
            case String text -> (long) text.codePointCount(0, text.length());
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            case null, default -> throw new CelException("%s has no size".formatted(value));
        };
    }

    private static Type type(@Nullable Object value) {
        return new Type(
                switch (value) {
                    case null -> "null_type";
                    case Long number -> "int";
                    case Double number -> "double";
                    case String text -> "string";
                    case Boolean bool -> "bool";
                    case List<?> list -> "list";
                    case Map<?, ?> map -> "map";
                    case Duration duration -> "google.protobuf.Duration";
                    default -> "type";
                });
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right) {
        return (left instanceof Number && right instanceof Number)
                ? compare(left, right) == 0
                : Objects.equals(left, right);
    }

    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return a.compareTo(b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.compareTo(b);
        }
        throw new CelException("%s and %s have no order".formatted(left, right));
    }

    private static Object arithmetic(
            @Nullable Object left,
            @Nullable Object right,
            BinaryOperator<Long> whole,
            BinaryOperator<Double> fraction) {
        try {
            return left instanceof Long a && right instanceof Long b
                    ? (Object) whole.apply(a, b)
                    : fraction.apply(number(left).doubleValue(), number(right).doubleValue());
        } catch (ArithmeticException e) {
            throw new CelException(String.valueOf(e.getMessage()));
        }
    }

    /** Go's way to write a length of time, such as 1m30s. */
    private static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = DURATION_PART.matcher(text);
        double nanos = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos += Double.parseDouble(part.group(1))
                    * switch (part.group(2)) {
                        case "h" -> 3600e9;
                        case "m" -> 60e9;
                        case "s" -> 1e9;
                        case "ms" -> 1e6;
                        case "us" -> 1e3;
                        default -> 1;
                    };
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw new CelException("'%s' is no length of time".formatted(text));
        }
        return Duration.ofNanos((long) nanos);
    }

    private static String format(String format, List<?> values) {
        Matcher directive = DIRECTIVE.matcher(format);
        StringBuilder text = new StringBuilder();
        int next = 0;
        while (directive.find()) {
            String written = directive.group(2).equals("%")
                    ? "%"
                    : directive.group(2).equals("f")
                            ? String.format(
                                    Locale.ROOT,
                                    directive.group(),
                                    number(values.get(next++)).doubleValue())
                            : String.valueOf(values.get(next++));
            directive.appendReplacement(text, Matcher.quoteReplacement(written));
        }
        return directive.appendTail(text).toString();
    }
}
