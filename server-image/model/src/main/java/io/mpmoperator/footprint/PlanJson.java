package io.mpmoperator.footprint;

import io.mpmoperator.mpm.MpmSettings;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan as the JSON text of {@code webserver plan -o json}. Sizes are in bytes. */
public final class PlanJson {

    private PlanJson() {}

    /** The plan as one JSON object over several lines. */
    public static String of(SizingPlan plan) {
        MpmSettings settings = plan.settings();
        return String.join(
                        ",\n",
                        "{\n  \"flavor\": " + quoted(plan.flavor().text()),
                        "  \"mode\": " + quoted(settings.mode().directiveValue()),
                        "  \"memoryLimitBytes\": " + plan.memoryLimitBytes(),
                        "  \"memoryRequestBytes\": " + plan.memoryRequestBytes(),
                        "  \"processes\": " + settings.processes(),
                        "  \"threads\": " + settings.threads(),
                        "  \"tasks\": " + plan.tasks().total(),
                        "  \"connections\": " + settings.connections(),
                        "  \"components\": " + list(plan.components(), PlanJson::component),
                        "  \"alternatives\": " + list(plan.alternatives(), PlanJson::alternative),
                        "  \"adjustments\": "
                                + list(
                                        plan.adjustments(),
                                        adjustment -> "{\"code\": %s, \"message\": %s}"
                                                .formatted(quoted(adjustment.code()), quoted(adjustment.message()))),
                        "  \"settings\": " + settings(settings),
                        "  \"controlOptions\": " + list(plan.controlOptions(), PlanJson::quoted),
                        "  \"childOptions\": " + list(plan.childOptions(), PlanJson::quoted))
                + "\n}\n";
    }

    private static String component(Component component) {
        return "{\"name\": %s, \"bytes\": %d}".formatted(quoted(component.name()), component.bytes());
    }

    private static String alternative(Alternative alternative) {
        return "{\"flavor\": %s, \"mode\": %s, \"memoryLimitBytes\": %d}"
                .formatted(
                        quoted(alternative.flavor().text()),
                        quoted(alternative.mode().directiveValue()),
                        alternative.memoryLimitBytes());
    }

    private static String settings(MpmSettings settings) {
        return settings.toDirectives().values().entrySet().stream()
                .map(entry -> "    %s: %s"
                        .formatted(
                                quoted(entry.getKey().fieldName()),
                                entry.getValue().toPlainString()))
                .collect(Collectors.joining(",\n", "{\n", "\n  }"));
    }

    private static <T> String list(List<T> items, Function<T, String> text) {
        if (items.isEmpty()) {
            return "[]";
        }
        return items.stream().map(item -> "    " + text.apply(item)).collect(Collectors.joining(",\n", "[\n", "\n  ]"));
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append((char) character);
            } else if (character < ' ') {
                quoted.append("\\u%04x".formatted(character));
            } else {
                quoted.append((char) character);
            }
        });
        return quoted.append('"').toString();
    }
}
