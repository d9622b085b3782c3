package io.mpmoperator.e2e.chart;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chart's objects in one file, for those who have no Helm. */
final class InstallFile {

    private static final String HEAD = """
            # Generated from helm/mpm-operator: the operator with its CustomResourceDefinition and roles, in the namespace mpm-system.
            #   kubectl apply --server-side -f helm/install/install.yaml
            apiVersion: v1
            kind: Namespace
            metadata:
              name: mpm-system
              labels:
                pod-security.kubernetes.io/enforce: restricted
            """;

    private InstallFile() {}

    static Path path() {
        return Chart.root().resolve("helm/install/install.yaml");
    }

    static String text() {
        String rendered = Chart.render("mpm-operator", "mpm-system", Map.of("crds.keep", false));
        return HEAD
                + Stream.of(rendered.split("(?m)^---\n"))
                        .filter(document -> !document.contains("helm.sh/hook"))
                        .map(InstallFile::withoutHelm)
                        .filter(document -> !document.isBlank())
                        .map(document -> "---\n" + document + "\n")
                        .collect(Collectors.joining());
    }

    private static String withoutHelm(String document) {
        return document.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .filter(line -> !line.contains("helm.sh/chart:"))
                .filter(line -> !line.contains("app.kubernetes.io/managed-by: Helm"))
                .collect(Collectors.joining("\n"));
    }
}
