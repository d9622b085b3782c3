package io.mpmoperator.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chart's README: its values are those of values.yaml that have a comment beginning with {@code # --}. */
final class ChartReadme {

    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z]+):.*");

    private ChartReadme() {}

    /** A value with what its comment says. */
    record Value(String key, String fallback, String description) {

        private String row() {
            return "| `%s` | `%s` | %s |%n"
                    .formatted(key, fallback, description)
                    .replace("\r", "");
        }
    }

    static String text() throws IOException {
        JsonNode chart =
                Chart.YAML.readTree(Chart.folder().resolve("Chart.yaml").toFile());
        StringBuilder text = new StringBuilder("""
                <!-- Generated from values.yaml: change the comments there that begin with "# --". -->
                # %s

                %s.

                ```sh
                helm install mpm-operator helm/mpm-operator --namespace mpm-system --create-namespace
                helm test mpm-operator --namespace mpm-system
                helm upgrade mpm-operator helm/mpm-operator --namespace mpm-system
                helm uninstall mpm-operator --namespace mpm-system    # WebServers and their pods stay
                ```

                The images are built by those who use them, as README.md at the top says. `image.repository` and
                `serverImage.repository` name the registry they were pushed to; without, nodes must have them.

                Chart version %s, for Kubernetes %s. The CustomResourceDefinition is a template: it is upgraded with the release, and
                kept when the release is uninstalled (`crds.keep`). A CustomResourceDefinition that was installed in another way is
                taken over when it says so:

                ```sh
                kubectl label crd webservers.mpm-operator.io app.kubernetes.io/managed-by=Helm
                kubectl annotate crd webservers.mpm-operator.io \\
                  meta.helm.sh/release-name=mpm-operator meta.helm.sh/release-namespace=mpm-system
                ```

                ## Values

                | value | default | what it does |
                |---|---|---|
                """.formatted(
                        chart.path("name").asText(),
                        chart.path("description").asText(),
                        chart.path("version").asText(),
                        chart.path("kubeVersion").asText()));
        values().forEach(value -> text.append(value.row()));
        return text.toString();
    }

    static List<Value> values() throws IOException {
        List<String> lines = Files.readAllLines(Chart.folder().resolve("values.yaml"));
        JsonNode defaults = Chart.YAML.readTree(String.join("\n", lines));
        List<Value> values = new ArrayList<>();
        List<String> path = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : lines) {
            String stripped = line.strip();
            if (stripped.startsWith("# --")) {
                comment.append(stripped.substring(4).strip());
            } else if (stripped.startsWith("#") && !comment.isEmpty()) {
                comment.append(' ').append(stripped.substring(1).strip());
            } else {
                Matcher key = KEY.matcher(line);
                if (key.matches()) {
                    int depth = key.group(1).length() / 2;
                    path.subList(Math.min(depth, path.size()), path.size()).clear();
                    path.add(key.group(2));
                    if (!comment.isEmpty()) {
                        values.add(new Value(
                                String.join(".", path),
                                defaults.at("/" + String.join("/", path)).toString(),
                                comment.toString()));
                    }
                }
                comment.setLength(0);
            }
        }
        return values;
    }
}
