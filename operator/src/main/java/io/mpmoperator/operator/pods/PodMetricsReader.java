package io.mpmoperator.operator.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.mpmoperator.operator.plan.PodLayout;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads the management ports of pods. A pod that does not answer says nothing: its probes are the kubelet's business. */
public final class PodMetricsReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_PODS = 50;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** The readings of the ready pods that answered, of the first fifty. */
    public List<PodMetrics> readSome(List<Pod> pods) {
        return read(
                pods.stream().filter(PodMetricsReader::isReady).limit(MOST_PODS).toList());
    }

    /** The readings of the ready pods that answered. */
    public List<PodMetrics> readAll(List<Pod> pods) {
        return read(pods.stream().filter(PodMetricsReader::isReady).toList());
    }

    private List<PodMetrics> read(List<Pod> pods) {
        List<CompletableFuture<Optional<PodMetrics>>> answers =
                pods.stream().map(this::read).toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
    }

    private CompletableFuture<Optional<PodMetrics>> read(Pod pod) {
        String name = pod.getMetadata().getName();
        String ip = pod.getStatus().getPodIP();
        return get(ip, "/metrics")
                .thenCompose(metrics -> metrics.map(text -> withStatus(ip, PodMetrics.parse(name, text)))
                        .orElse(CompletableFuture.completedFuture(Optional.empty())));
    }

    /** A refusal is told in more than numbers. */
    private CompletableFuture<Optional<PodMetrics>> withStatus(String ip, PodMetrics reading) {
        return reading.inForce().refused() || reading.certificates().refused()
                ? get(ip, "/server-status?auto")
                        .thenApply(status ->
                                Optional.of(status.map(reading::withStatus).orElse(reading)))
                : CompletableFuture.completedFuture(Optional.of(reading));
    }

    private CompletableFuture<Optional<String>> get(String ip, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(address(ip, path)).timeout(PATIENCE).build();
        return client.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response ->
                        response.statusCode() == 200 ? Optional.of(response.body()) : Optional.<String>empty())
                .exceptionally(failure -> Optional.empty());
    }

    private static URI address(String ip, String path) {
        String host = ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip;
        return URI.create("http://%s:%d%s".formatted(host, PodLayout.MANAGEMENT_PORT, path));
    }

    /** Whether a pod is ready and has an address. */
    public static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getPodIP() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    @Override
    public void close() {
        client.close();
    }
}
