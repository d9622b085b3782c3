package io.mpmoperator.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds an object that fits its schema against the schema's rules in CEL, as one that is created: rules about what it was
 * before are left out.
 */
final class RuleCheck {

    private static final String RULES = "x-kubernetes-validations";

    private final Expressions expressions;
    private final List<String> broken = new ArrayList<>();

    private RuleCheck(Expressions expressions) {
        this.expressions = expressions;
    }

    static List<String> of(JsonNode schema, JsonNode object, Expressions expressions) {
        RuleCheck check = new RuleCheck(expressions);
        check.walk(schema, "", object);
        return check.broken;
    }

    private void walk(JsonNode schema, String path, JsonNode value) {
        if (schema.has(RULES)) {
            Object self = cel(schema, value, path.isEmpty());
            schema.path(RULES).forEach(rule -> hold(rule, path, self));
        }
        if (value.isObject()) {
            value.properties()
                    .forEach(field ->
                            walk(of(schema, field.getKey()), SchemaCheck.join(path, field.getKey()), field.getValue()));
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                walk(schema.path("items"), "%s[%d]".formatted(path, i), value.get(i));
            }
        }
    }

    private void hold(JsonNode rule, String path, @Nullable Object self) {
        Expression expression = expressions.of(rule.path("rule").asText());
        if (expression.isTransition()) {
            return;
        }
        try {
            if (!Boolean.TRUE.equals(expression.value(self))) {
                broken(rule, path, message(rule, self));
            }
        } catch (EvaluationException e) {
            broken(rule, path, "%s evaluating rule: %s".formatted(e.getMessage(), text(rule)));
        }
    }

    private void broken(JsonNode rule, String path, String why) {
        String at = path + rule.path("fieldPath").asText();
        broken.add("%s: Invalid value: %s"
                .formatted(at.isEmpty() ? "<nil>" : at.startsWith(".") ? at.substring(1) : at, why));
    }

    private String message(JsonNode rule, @Nullable Object self) {
        if (rule.has("messageExpression")) {
            try {
                return String.valueOf(
                        expressions.of(rule.path("messageExpression").asText()).value(self));
            } catch (EvaluationException e) {
                return text(rule);
            }
        }
        return text(rule);
    }

    private static String text(JsonNode rule) {
        return rule.path("message").asText("failed rule: " + rule.path("rule").asText());
    }

    private static JsonNode of(JsonNode schema, String field) {
        JsonNode property = schema.path("properties").path(field);
        return property.isMissingNode() ? schema.path("additionalProperties") : property;
    }

    /** The value as CEL sees it: of the schema's types, and at the root with the name in its metadata alone. */
    private static @Nullable Object cel(JsonNode schema, JsonNode value, boolean root) {
        if (value.isObject()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            value.properties()
                    .forEach(field ->
                            object.put(field.getKey(), cel(of(schema, field.getKey()), field.getValue(), false)));
            if (root) {
                object.put(
                        "metadata",
                        Map.of("name", value.path("metadata").path("name").asText()));
            }
            return object;
        }
        if (value.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            value.forEach(element -> list.add(cel(schema.path("items"), element, false)));
            return list;
        }
        return scalar(schema, value);
    }

    private static @Nullable Object scalar(JsonNode schema, JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.asText();
            case BOOLEAN -> value.asBoolean();
            case NUMBER ->
                schema.path("type").asText().equals("number") ? (Object) value.asDouble() : (Object) value.asLong();
            default -> null;
        };
    }
}
