package io.mpmoperator.operator.cluster;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mpmoperator.testing.NeedsCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the API server itself refuses, and the sentence it says; and that it accepts all that has a golden file. */
@NeedsCluster
@ExtendWith(Definitions.class)
@SuppressWarnings("NullAway.Init")
class SchemaRulesClusterTest {

    private static final Path RESOURCES =
            Path.of(System.getProperty("golden.folder")).resolveSibling("");
    private static KubernetesClient client;

    @BeforeAll
    static void install() throws IOException {
        client = new KubernetesClientBuilder().build();
        InstalledCrd.install();
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @TestFactory
    Stream<DynamicTest> refuses() throws IOException {
        return files("rules", "invalid-").map(file -> DynamicTest.dynamicTest(name(file), () -> refused(file)));
    }

    @TestFactory
    Stream<DynamicTest> acceptsWhatIsBesideIt() throws IOException {
        return files("rules", "valid-")
                .map(file -> DynamicTest.dynamicTest(name(file), () -> dryRun(Files.readString(file))));
    }

    @TestFactory
    Stream<DynamicTest> accepts() throws IOException {
        return files("golden", "in-")
                .filter(file -> !folder(file).startsWith("refused-"))
                .map(file -> DynamicTest.dynamicTest(folder(file), () -> dryRun(Files.readString(file))));
    }

    private static void refused(Path file) throws IOException {
        String text = Files.readString(file);
        String expected = text.lines().findFirst().orElse("").substring("# ".length());
        KubernetesClientException refusal = assertThrows(KubernetesClientException.class, () -> dryRun(text));
        assertTrue(String.valueOf(refusal.getMessage()).contains(expected), refusal.getMessage());
    }

    /** As kubectl does it: unknown fields are an error. */
    private static void dryRun(String yaml) {
        GenericKubernetesResource object =
                new KubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
        object.getMetadata().setUid(null);
        String path = "/apis/mpm-operator.io/v1alpha1/namespaces/default/webservers?dryRun=All&fieldValidation=Strict";
        object.getMetadata().setNamespace("default");
        client.raw(path, "POST", object);
    }

    private static Stream<Path> files(String folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            return files
                    .filter(file -> name(file).startsWith(prefix) && name(file).endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String folder(Path file) {
        return name(Objects.requireNonNull(file.getParent()));
    }

    private static String name(Path file) {
        return Objects.toString(file.getFileName());
    }
}
