package io.mpmoperator.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds a value against a structural schema, and says what is wrong in the words of the API server. */
final class SchemaCheck {

    private static final int LONGEST_SHOWN = 200;

    private final List<String> wrong = new ArrayList<>();

    private SchemaCheck() {}

    static List<String> of(JsonNode schema, JsonNode object) {
        SchemaCheck check = new SchemaCheck();
        check.object(schema, "", object);
        return check.wrong;
    }

    private void value(JsonNode schema, String path, JsonNode value) {
        if (!isOfType(schema, value)) {
            invalid(path, value, "must be of type %s: \"%s\"".formatted(wanted(schema), name(value)));
            return;
        }
        oneOf(schema, path, value);
        if (value.isTextual()) {
            text(schema, path, value);
        } else if (value.isNumber()) {
            number(schema, path, value);
        } else if (value.isArray()) {
            list(schema, path, value);
        } else if (value.isObject()) {
            object(schema, path, value);
        }
    }

    private static boolean isOfType(JsonNode schema, JsonNode value) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isTextual() || isWhole(value);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> isWhole(value);
            case "number" -> value.isNumber() && Double.isFinite(value.asDouble());
            default -> true;
        };
    }

    /** 5.0 is one too; what does not fit into 64 bits is none. */
    private static boolean isWhole(JsonNode value) {
        return value.isNumber() && (value.canConvertToLong() && value.asDouble() == Math.rint(value.asDouble()));
    }

    private static String wanted(JsonNode schema) {
        return schema.path("x-kubernetes-int-or-string").asBoolean()
                ? "integer or string"
                : schema.path("type").asText();
    }

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> isWhole(value) ? "integer" : "number";
            case ARRAY -> "array";
            case NULL, MISSING -> "null";
            default -> "object";
        };
    }

    private void oneOf(JsonNode schema, String path, JsonNode value) {
        JsonNode accepted = schema.path("enum");
        if (accepted.isArray() && accepted.valueStream().noneMatch(value::equals)) {
            wrong.add("%s: Unsupported value: %s: supported values: %s"
                    .formatted(
                            path,
                            shown(value),
                            accepted.valueStream().map(JsonNode::toString).collect(Collectors.joining(", "))));
        }
    }

    private void text(JsonNode schema, String path, JsonNode value) {
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        if (schema.has("minLength") && length < schema.path("minLength").asInt()) {
            invalid(
                    path,
                    value,
                    "should be at least %d chars long"
                            .formatted(schema.path("minLength").asInt()));
        }
        if (schema.has("maxLength") && length > schema.path("maxLength").asInt()) {
            wrong.add("%s: Too long: may not be more than %d bytes"
                    .formatted(path, schema.path("maxLength").asInt()));
        } else if (schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asText())
                        .matcher(text)
                        .find()) {
            invalid(
                    path,
                    value,
                    "should match '%s'".formatted(schema.path("pattern").asText()));
        }
    }

    private void number(JsonNode schema, String path, JsonNode value) {
        double number = value.asDouble();
        double least = schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
        double most = schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
        boolean above = schema.path("exclusiveMinimum").asBoolean();
        if (number < least || (above && number == least)) {
            invalid(path, value, "should be greater than %s%s".formatted(above ? "" : "or equal to ", plain(least)));
        }
        if (number > most) {
            invalid(path, value, "should be less than or equal to " + plain(most));
        }
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private void list(JsonNode schema, String path, JsonNode list) {
        count(path, list, "minItems", "maxItems", schema, "items");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            JsonNode element = list.get(i);
            value(schema.path("items"), at, element);
            JsonNode keys = schema.path("x-kubernetes-list-map-keys");
            if (keys.isArray() && !seen.add(key(keys, element))) {
                wrong.add("%s: Duplicate value: {%s}".formatted(at, key(keys, element)));
            }
        }
    }

    private static String key(JsonNode keys, JsonNode element) {
        return keys.valueStream()
                .map(key -> "%s:%s".formatted(key, element.path(key.asText())))
                .collect(Collectors.joining(","));
    }

    private void object(JsonNode schema, String path, JsonNode object) {
        count(path, object, "minProperties", "maxProperties", schema, "properties");
        for (JsonNode required : schema.path("required")) {
            if (!object.has(required.asText())) {
                wrong.add("%s: Required value".formatted(join(path, required.asText())));
            }
        }
        object.properties().forEach(field -> {
            JsonNode property = schema.path("properties").path(field.getKey());
            JsonNode other = schema.path("additionalProperties");
            value(property.isMissingNode() ? other : property, join(path, field.getKey()), field.getValue());
        });
    }

    private void count(String path, JsonNode value, String least, String most, JsonNode schema, String what) {
        if (schema.has(least) && value.size() < schema.path(least).asInt()) {
            invalid(
                    path,
                    value,
                    "should have at least %d %s".formatted(schema.path(least).asInt(), what));
        }
        if (schema.has(most) && value.size() > schema.path(most).asInt()) {
            wrong.add("%s: Too many: %d: must have at most %d items"
                    .formatted(path, value.size(), schema.path(most).asInt()));
        }
    }

    private void invalid(String path, JsonNode value, String what) {
        wrong.add("%s: Invalid value: %s: %s in body %s".formatted(path, shown(value), path, what));
    }

    private static String shown(JsonNode value) {
        String text = value.isContainerNode() ? "\"%s\"".formatted(name(value)) : value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
