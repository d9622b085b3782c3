package io.mpmoperator.operator.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An expression of CEL that was read. Of the language it has what rules of a schema are written with, without macros but has(). */
sealed interface Cel {

    /**
     * The value for an object.
     *
     * @throws CelException for what is not there, or of another type than the expression needs
     */
    @Nullable
    Object value(@Nullable Object self);

    /** Reads an expression; what this part of the language does not have is refused. */
    static Cel of(String expression) {
        return new CelReader(expression).read();
    }

    /** A number, a text, true, false, or a type. */
    record Literal(@Nullable Object literal) implements Cel {

        @Override
        public @Nullable Object value(@Nullable Object self) {
            return literal;
        }
    }

    /** The object that the rule is about. */
    record Self() implements Cel {

        @Override
        public @Nullable Object value(@Nullable Object self) {
            return self;
        }
    }

    /** Elements in brackets. */
    record ListOf(List<Cel> elements) implements Cel {

        @Override
        public Object value(@Nullable Object self) {
            return values(elements, self);
        }
    }

    /** A field of an object. */
    record Field(Cel object, String name) implements Cel {

        @Override
        public @Nullable Object value(@Nullable Object self) {
            if (object.value(self) instanceof Map<?, ?> map && map.containsKey(name)) {
                return map.get(name);
            }
            throw new CelException("there is no field " + name);
        }

        boolean isThere(@Nullable Object self) {
            return object.value(self) instanceof Map<?, ?> map && map.containsKey(name);
        }
    }

    /** Whether a field is there. */
    record Has(Field field) implements Cel {

        @Override
        public Object value(@Nullable Object self) {
            return field.isThere(self);
        }
    }

    /** An operator between two. */
    record Binary(String operator, Cel left, Cel right) implements Cel {

        @Override
        public Object value(@Nullable Object self) {
            return switch (operator) {
                case "&&" -> decided(self, false);
                case "||" -> decided(self, true);
                default -> CelValues.operator(operator, left.value(self), right.value(self));
            };
        }

        /** The side that decides wins, even where the other cannot be evaluated. */
        private boolean decided(@Nullable Object self, boolean deciding) {
            boolean first;
            try {
                first = CelValues.bool(left.value(self));
            } catch (CelException e) {
                if (CelValues.bool(right.value(self)) == deciding) {
                    return deciding;
                }
                throw e;
            }
            return first == deciding ? deciding : CelValues.bool(right.value(self));
        }
    }

    /** Not. */
    record Not(Cel operand) implements Cel {

        @Override
        public Object value(@Nullable Object self) {
            return !CelValues.bool(operand.value(self));
        }
    }

    /** One of two, by a condition. */
    record Choice(Cel condition, Cel yes, Cel no) implements Cel {

        @Override
        public @Nullable Object value(@Nullable Object self) {
            return CelValues.bool(condition.value(self)) ? yes.value(self) : no.value(self);
        }
    }

    /** A function of values. */
    record Call(String name, List<Cel> arguments) implements Cel {

        @Override
        public @Nullable Object value(@Nullable Object self) {
            return CelValues.function(name, values(arguments, self));
        }
    }

    /** A function that stands behind a value. */
    record MethodCall(Cel target, String name, List<Cel> arguments) implements Cel {

        @Override
        public @Nullable Object value(@Nullable Object self) {
            return CelValues.method(name, target.value(self), values(arguments, self));
        }
    }

    private static List<@Nullable Object> values(List<Cel> expressions, @Nullable Object self) {
        List<@Nullable Object> values = new ArrayList<>();
        expressions.forEach(expression -> values.add(expression.value(self)));
        return values;
    }
}
