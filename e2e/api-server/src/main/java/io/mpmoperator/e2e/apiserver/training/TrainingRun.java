package io.mpmoperator.e2e.apiserver.training;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.apiserver.LocalApiServer;
import io.mpmoperator.e2e.apiserver.Namespaces;
import io.mpmoperator.e2e.apiserver.WebServerDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts an API server with a WebServer of each mode, and the operator by the words of its command line; ends it by TERM
 * when each WebServer has a status. The API server speaks TLS, as those of all clusters do.
 */
public final class TrainingRun {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String NAMESPACE = "training";
    private static final List<String> MODES = List.of("prefork", "worker", "event");

    private TrainingRun() {}

    /** Exit code 0, or 1 where the operator ended by itself or did not do its work in time. */
    public static void main(String[] command) throws IOException, InterruptedException {
        if (command.length == 0) {
            System.err.println("the command that starts the operator is missing");
            System.exit(1);
        }
        System.exit(run(List.of(command)) ? 0 : 1);
    }

    private static boolean run(List<String> command) throws IOException, InterruptedException {
        Path store = Files.createTempDirectory("training").resolve("store.p12");
        try {
            SelfSigned.write(store);
            return run(command, store);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(store.getParent());
        }
    }

    private static boolean run(List<String> command, Path store) throws IOException, InterruptedException {
        try (LocalApiServer server = LocalApiServer.secured(store, SelfSigned.PASSWORD, Clock.systemUTC());
                KubernetesClient client = server.client()) {
            fill(client);
            Process operator = start(command, server.url());
            try {
                return awaitStatuses(operator, client);
            } finally {
                end(operator);
            }
        }
    }

    private static void fill(KubernetesClient client) throws IOException {
        Namespaces.create(client, NAMESPACE);
        WebServerDefinition.create(client);
        MODES.forEach(mode -> client.resource(webServer(client, mode)).create());
    }

    private static WebServer webServer(KubernetesClient client, String mode) {
        return client.getKubernetesSerialization().unmarshal("""
                apiVersion: mpm-operator.io/v1alpha1
                kind: WebServer
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  mpm: {mode: %1$s}
                  sizing: {concurrency: 100}
                  podDisruptionBudget: {}
                """.formatted(mode, NAMESPACE), WebServer.class);
    }

    private static Process start(List<String> command, String url) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("KUBERNETES_") || name.equals("KUBECONFIG"));
        environment.put("KUBERNETES_MASTER", url);
        environment.put("KUBERNETES_NAMESPACE", NAMESPACE);
        environment.put("KUBERNETES_TRUST_CERTIFICATES", "true");
        environment.put("KUBERNETES_AUTH_TRYKUBECONFIG", "false");
        environment.put("KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "0");
        return builder.start();
    }

    private static boolean awaitStatuses(Process operator, KubernetesClient client) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!allHaveAStatus(client)) {
            if (operator.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("the operator ended by itself with " + operator.exitValue());
                return false;
            }
            if (System.nanoTime() > deadline) {
                System.err.println(
                        "the operator did not do its work within %d minutes".formatted(PATIENCE.toMinutes()));
                return false;
            }
        }
        return true;
    }

    private static boolean allHaveAStatus(KubernetesClient client) {
        return client.resources(WebServer.class).inNamespace(NAMESPACE).list().getItems().stream()
                .allMatch(server -> server.getStatus() != null);
    }

    /** A JVM writes its cache while it ends, which takes longer than the work. */
    private static void end(Process operator) throws InterruptedException {
        operator.destroy();
        if (!operator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            operator.destroyForcibly().waitFor();
        }
    }
}
