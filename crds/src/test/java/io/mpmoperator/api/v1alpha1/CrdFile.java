package io.mpmoperator.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The CRD as the classes say it, and the file that is checked in. */
final class CrdFile {

    static final String REFRESH = "./mvnw -Pgenerate";

    private static final List<String> COLUMNS =
            List.of("Mode", "Ready", "Limit", "Concurrency", "Age", "Flavor", "Reason");

    private CrdFile() {}

    static Path path() {
        return Path.of(System.getProperty("crds.folder", "."), "webservers.mpm-operator.io-v1alpha1.yml");
    }

    static String checkedIn() throws IOException {
        return Files.exists(path()) ? Files.readString(path()) : "";
    }

    static String generated() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CRDGenerator()
                .customResourceClasses(List.of(WebServer.class))
                .forCRDVersions("v1")
                .withPostProcessor(new Completion())
                .withOutput(new InMemory(bytes))
                .detailedGenerate();
        String yaml = bytes.toString(StandardCharsets.UTF_8);
        return "# Generated from the classes in crds/src/main/java: refresh it with " + REFRESH + "\n"
                + yaml.substring(yaml.indexOf('\n') + 1);
    }

    private record InMemory(ByteArrayOutputStream bytes) implements CRDOutput<ByteArrayOutputStream> {

        @Override
        public ByteArrayOutputStream outputFor(String crdName) {
            return bytes;
        }

        @Override
        public void close() {}
    }

    /** Adds what the generator has no annotation for, and an order of columns that people can read. */
    private static final class Completion implements CRDPostProcessor {

        @Override
        public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
            for (CustomResourceDefinitionVersion version :
                    ((CustomResourceDefinition) crd).getSpec().getVersions()) {
                JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
                schema.setRequired(List.of("spec"));
                schema.setDescription("A web server in one of Apache's three multi-processing modules, with the memory"
                        + " limit that follows from it.");
                complete(
                        SchemaCompletion.property(schema, "spec"),
                        WebServerSpec.class,
                        "What the server should be: mpm.mode says how it holds connections, sizing how large it is,"
                                + " content and handlers what it serves. mpm.mode alone is enough.");
                describe(
                        SchemaCompletion.property(schema, "spec"),
                        "podTemplate",
                        "metadata",
                        "Labels and annotations of the pods.");
                describe(
                        SchemaCompletion.property(schema, "spec"),
                        "podTemplate",
                        "spec",
                        "As the spec of a Pod: kubectl explain pod.spec.");
                complete(
                        SchemaCompletion.property(schema, "status"),
                        WebServerStatus.class,
                        "What the operator derived from the spec, and how the pods are.");
                version.getAdditionalPrinterColumns().forEach(Completion::leaveOutDefault);
                version.getAdditionalPrinterColumns()
                        .sort(Comparator.comparingInt(
                                (CustomResourceColumnDefinition column) -> COLUMNS.indexOf(column.getName())));
            }
            return crd;
        }

        private static void describe(JSONSchemaProps schema, String property, String part, String description) {
            SchemaCompletion.property(SchemaCompletion.property(schema, property), part)
                    .setDescription(description);
        }

        private static void complete(JSONSchemaProps schema, Class<?> type, String description) {
            schema.setDescription(description);
            SchemaCompletion.complete(schema, type);
        }

        /** The API server does not keep a priority of 0: written, it would always look like a difference. */
        private static void leaveOutDefault(CustomResourceColumnDefinition column) {
            if (Integer.valueOf(0).equals(column.getPriority())) {
                column.setPriority(null);
            }
        }
    }
}
