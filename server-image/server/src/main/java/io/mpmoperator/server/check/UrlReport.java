package io.mpmoperator.server.check;

import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.server.site.Inspected;
import io.mpmoperator.site.Part;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is in force for a URL: {@code webserver check --url}.
 *
 * @param handler the Java handler that is mounted on its path; empty where files respond
 */
public record UrlReport(URI url, Optional<HandlerMount> handler, Inspected inspected) {

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder(url + "\n");
        text.append("virtual host: ").append(inspected.host()).append('\n');
        handler.ifPresent(
                mount -> text.append("handler: ").append(described(mount)).append('\n'));
        lines("way", inspected.steps().stream(), text);
        lines("sections", parts().map(part -> part.name() + "  " + part.at()), text);
        lines("in force", inspected.sayings().stream().map(said -> said.text() + "  " + said.at()), text);
        lines(
                "response to GET from 192.0.2.1: " + inspected.status(),
                inspected.fields().stream().map(field -> field.getKey() + ": " + field.getValue()),
                text);
        return text.toString();
    }

    private static String described(HandlerMount mount) {
        return mount.path() + " " + mount.className();
    }

    /** Without what is outside of all sections. */
    private Stream<Part> parts() {
        return inspected.parts().stream().filter(part -> !part.name().isEmpty());
    }

    private static void lines(String title, Stream<String> lines, StringBuilder text) {
        List<String> all = lines.toList();
        text.append(title).append(all.isEmpty() ? ": -\n" : ":\n");
        all.forEach(line -> text.append("  ").append(line).append('\n'));
    }

    /** A JSON object. */
    public String json() {
        return "{\"url\": " + Json.text(url.toString())
                + ", \"virtualHost\": " + Json.text(inspected.host())
                + ", \"handler\": "
                + handler.map(UrlReport::described).map(Json::text).orElse("null")
                + ",\n\"way\": " + Json.array(inspected.steps().stream().map(Json::text))
                + ",\n\"sections\": "
                + Json.array(parts().map(part ->
                        Json.object("section", part.name(), "at", part.at().toString())))
                + ",\n\"inForce\": "
                + Json.array(inspected.sayings().stream()
                        .map(said -> Json.object(
                                "directive", said.text(), "at", said.at().toString())))
                + ",\n\"response\": {\"status\": " + inspected.status() + ", \"fields\": " + fields() + "}}\n";
    }

    private String fields() {
        return inspected.fields().stream().map(UrlReport::field).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String field(Map.Entry<String, String> field) {
        return Json.object("name", field.getKey(), "value", field.getValue());
    }
}
