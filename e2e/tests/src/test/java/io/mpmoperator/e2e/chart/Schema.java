package io.mpmoperator.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The schema of WebServers as the CustomResourceDefinition has it, and what of it an object does not keep to. */
record Schema(JsonNode root) {

    static Schema ofWebServers() throws IOException {
        return new Schema(Chart.YAML
                .readTree(Chart.root()
                        .resolve("crds/webservers.mpm-operator.io-v1alpha1.yml")
                        .toFile())
                .at("/spec/versions/0/schema/openAPIV3Schema"));
    }

    /** Faults in the object's spec, each with the path of its field. */
    List<String> faults(JsonNode webServer) {
        List<String> faults = new ArrayList<>();
        check(root.at("/properties/spec"), webServer.path("spec"), "spec", faults);
        return faults;
    }

    private static void check(JsonNode schema, JsonNode value, String path, List<String> faults) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return;
        }
        if (value.isObject() && schema.path("type").asText().equals("object")) {
            checkObject(schema, value, path, faults);
        } else if (value.isArray() && schema.path("type").asText().equals("array")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.get(i), path + "[" + i + "]", faults);
            }
        } else if (!isOfType(schema, value)) {
            faults.add(
                    "%s: %s is no %s".formatted(path, value, schema.path("type").asText("value that is accepted")));
        } else {
            checkScalar(schema, value, path, faults);
        }
    }

    private static void checkObject(JsonNode schema, JsonNode value, String path, List<String> faults) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                faults.add("%s.%s is missing".formatted(path, name.asText()));
            }
        });
        value.properties().forEach(field -> {
            JsonNode property = schema.path("properties").path(field.getKey());
            JsonNode any = property.isMissingNode() ? schema.path("additionalProperties") : property;
            if (any.isObject()) {
                check(any, field.getValue(), path + "." + field.getKey(), faults);
            } else {
                faults.add("%s.%s is unknown".formatted(path, field.getKey()));
            }
        });
    }

    private static void checkScalar(JsonNode schema, JsonNode value, String path, List<String> faults) {
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            faults.add("%s: %s is none of %s".formatted(path, value, schema.path("enum")));
        }
        if (schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asText())
                        .matcher(value.asText())
                        .find()) {
            faults.add("%s: %s does not match %s".formatted(path, value, schema.path("pattern")));
        }
        if (value.asDouble() < schema.path("minimum").asDouble(-Double.MAX_VALUE)
                || value.asDouble() > schema.path("maximum").asDouble(Double.MAX_VALUE)) {
            faults.add("%s: %s is out of range".formatted(path, value));
        }
    }

    private static boolean isOfType(JsonNode schema, JsonNode value) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isInt() || value.isTextual();
        }
        return switch (schema.path("type").asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode element : list) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
