package io.mpmoperator.operator.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/** Installs the checked-in CRD. */
final class InstalledCrd {

    private static final Path FILE =
            Path.of(System.getProperty("golden.folder"), "../../../../../crds/webservers.mpm-operator.io-v1alpha1.yml");

    private InstalledCrd() {}

    static void install() throws IOException {
        install(crd -> {});
    }

    /** Installs a later version of it, with one more text in a part of the schema and one more column. */
    static void installWithAnotherField(String part, String field) throws IOException {
        install(crd -> {
            CustomResourceDefinitionVersion version =
                    crd.getSpec().getVersions().getFirst();
            JSONSchemaProps schema =
                    version.getSchema().getOpenAPIV3Schema().getProperties().get(part);
            Objects.requireNonNull(schema)
                    .getProperties()
                    .put(field, new JSONSchemaPropsBuilder().withType("string").build());
            version.getAdditionalPrinterColumns()
                    .add(new CustomResourceColumnDefinitionBuilder()
                            .withName(field)
                            .withType("string")
                            .withJsonPath(".%s.%s".formatted(part, field))
                            .build());
        });
    }

    private static void install(Consumer<CustomResourceDefinition> change) throws IOException {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            CustomResourceDefinition crd = client.getKubernetesSerialization()
                    .unmarshal(Files.readString(FILE), CustomResourceDefinition.class);
            change.accept(crd);
            Definitions.apply(client, crd);
        }
    }
}
