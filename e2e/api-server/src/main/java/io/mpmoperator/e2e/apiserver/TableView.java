package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects as the {@code meta.k8s.io/v1 Table} that {@code kubectl get} asks for and prints. */
final class TableView {

    /**
     * One column.
     *
     * @param path a JSON path of plain fields and {@code [?(@.type=="X")]} filters, as printer columns use
     * @param priority 0 is always shown, 1 with {@code -o wide}
     */
    private record Column(String name, String type, String path, int priority) {}

    private static final Column POD_STATUS = new Column("Status", "string", ".status.phase", 0);

    private static final Map<String, List<Column>> BUILT_IN = Map.of(
            "Deployment",
            List.of(
                    new Column("Ready", "integer", ".status.readyReplicas", 0),
                    new Column("Desired", "integer", ".spec.replicas", 0),
                    new Column("Up-to-date", "integer", ".status.updatedReplicas", 0)),
            "Pod",
            List.of(
                    POD_STATUS,
                    new Column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status", 0),
                    new Column("Restarts", "integer", ".status.containerStatuses[0].restartCount", 0),
                    new Column("IP", "string", ".status.podIP", 0)),
            "Node",
            List.of(new Column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status", 0)),
            "Service",
            List.of(
                    new Column("Type", "string", ".spec.type", 0),
                    new Column("Port", "integer", ".spec.ports[0].port", 0)),
            "Event",
            List.of(
                    new Column("Type", "string", ".type", 0),
                    new Column("Reason", "string", ".reason", 0),
                    new Column("Object", "string", ".regarding.name", 0),
                    new Column("Message", "string", ".note", 0)));

    private final ResourceCatalog catalog;

    TableView(ResourceCatalog catalog) {
        this.catalog = catalog;
    }

    ObjectNode of(ResourceKind kind, List<? extends JsonNode> objects, String resourceVersion, Instant now) {
        List<Column> columns = columns(kind);
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata").put("resourceVersion", resourceVersion);
        ArrayNode definitions = table.putArray("columnDefinitions");
        define(definitions, new Column("Name", "string", "", 0), "name");
        columns.forEach(column -> define(definitions, column, ""));
        ArrayNode rows = table.putArray("rows");
        for (JsonNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            cells.add(object.path("metadata").path("name").asText());
            columns.forEach(column -> cells.add(cell(column, object, now)));
            ObjectNode partial = row.putObject("object");
            partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
            partial.set("metadata", object.path("metadata"));
        }
        return table;
    }

    private List<Column> columns(ResourceKind kind) {
        List<Column> columns = new ArrayList<>(BUILT_IN.getOrDefault(kind.kind(), List.of()));
        catalog.crdVersion(kind).ifPresent(version -> {
            for (JsonNode column : version.path("additionalPrinterColumns")) {
                columns.add(new Column(
                        column.path("name").asText(),
                        column.path("type").asText(),
                        column.path("jsonPath").asText(),
                        column.path("priority").asInt()));
            }
        });
        if (columns.stream().noneMatch(column -> column.name().equalsIgnoreCase("age"))) {
            columns.add(new Column("Age", "date", ".metadata.creationTimestamp", 0));
        }
        return columns;
    }

    private static void define(ArrayNode definitions, Column column, String format) {
        String type = column.type().equals("date") ? "string" : column.type();
        definitions
                .addObject()
                .put("name", column.name())
                .put("type", type)
                .put("format", format)
                .put("priority", column.priority());
    }

    private static String cell(Column column, JsonNode object, Instant now) {
        if (column.equals(POD_STATUS)) {
            return podStatus(object);
        }
        Optional<String> value = value(object, column.path());
        if (column.type().equals("date")) {
            return value.map(text -> age(text, now)).orElse("<unknown>");
        }
        return value.orElse("<none>");
    }

    /** What kubectl shows of a pod: that it goes, why its container waits, else its phase. */
    private static String podStatus(JsonNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        return value(pod, ".status.containerStatuses[0].state.waiting.reason")
                .or(() -> value(pod, POD_STATUS.path()))
                .orElse("Pending");
    }

    private static Optional<String> value(JsonNode object, String path) {
        JsonNode node = object;
        for (String step : path.substring(1).split("\\.(?![^\\[]*\\])", -1)) {
            int bracket = step.indexOf('[');
            node = node.path(bracket < 0 ? step : step.substring(0, bracket));
            if (bracket >= 0) {
                node = item(node, step.substring(bracket + 1, step.length() - 1));
            }
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node.asText());
    }

    private static JsonNode item(JsonNode list, String selector) {
        if (!selector.startsWith("?(@.")) {
            return list.path(Integer.parseInt(selector));
        }
        String[] test = selector.substring(4, selector.length() - 1).split("==", 2);
        String wanted = test[1].replaceAll("[\"']", "");
        for (JsonNode item : list) {
            if (item.path(test[0]).asText().equals(wanted)) {
                return item;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    private static String age(String timestamp, Instant now) {
        try {
            Duration age = Duration.between(Instant.parse(timestamp), now);
            if (age.toHours() >= 2) {
                return age.toHours() + "h";
            }
            return age.toMinutes() >= 2 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
        } catch (DateTimeParseException e) {
            return "<invalid>";
        }
    }
}
