package io.mpmoperator.e2e.apiserver;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.WebSocketListener;
import io.fabric8.mockwebserver.vertx.HttpServerRequestHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The API server: listens on loopback from construction to {@link #close()}, over plain HTTP or over TLS. */
public final class LocalApiServer implements AutoCloseable {

    /** The namespace that the kubeconfig names, and that everything goes to that names none. */
    public static final String NAMESPACE = "default";

    private static final String HOST = "127.0.0.1";
    private static final String CONTEXT = "mpm-local";
    private static final long SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final LocalDispatcher dispatcher;
    private final HttpServer http;
    private final boolean secured;

    /**
     * Starts to serve over plain HTTP.
     *
     * @param port the port, 0 for any that is free
     * @throws IOException if the port is taken
     */
    public LocalApiServer(int port, Clock clock) throws IOException {
        this(new HttpServerOptions().setPort(port), clock);
    }

    /** Starts to serve over TLS, on a port that is free, with the key and the certificate of a PKCS 12 store. */
    public static LocalApiServer secured(Path keyStore, String password, Clock clock) throws IOException {
        PfxOptions key = new PfxOptions().setPath(keyStore.toString()).setPassword(password);
        return new LocalApiServer(
                new HttpServerOptions().setPort(0).setSsl(true).setKeyCertOptions(key), clock);
    }

    private LocalApiServer(HttpServerOptions listen, Clock clock) throws IOException {
        secured = listen.isSsl();
        dispatcher = new LocalDispatcher(clock);
        HttpServerOptions options = listen.setHost(HOST)
                .setWebSocketSubProtocols(List.of("v1.channel.k8s.io", "v4.channel.k8s.io"))
                .setHandle100ContinueAutomatically(true);
        HttpServerRequestHandler requests = new HttpServerRequestHandler(vertx) {
            @Override
            protected MockResponse onHttpRequest(RecordedRequest request) {
                return dispatcher.dispatch(request);
            }
        };
        http = vertx.createHttpServer(options).requestHandler(request -> {
            if (isPlainWatch(request)) {
                stream(request);
            } else {
                requests.handle(request);
            }
        });
        try {
            await(http.listen());
        } catch (IOException e) {
            vertx.close();
            throw new IOException(
                    "the API server cannot listen on port %d: %s".formatted(options.getPort(), e.getMessage()), e);
        }
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("not done within %d seconds".formatted(SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean isPlainWatch(HttpServerRequest request) {
        return LocalDispatcher.isWatch(request.uri()) && !request.headers().contains("Upgrade");
    }

    private void stream(HttpServerRequest request) {
        RecordedRequest recorded = new RecordedRequest(
                "HTTP/1.1",
                HttpMethod.GET,
                request.uri(),
                Headers.builder().addAll(request.headers()).build(),
                new Buffer());
        MockResponse response = dispatcher.dispatch(recorded);
        WebSocketListener watch = response.getWebSocketListener();
        if (watch == null) {
            request.response()
                    .setStatusCode(response.code())
                    .end(response.getBody().readUtf8());
            return;
        }
        StreamedWatch socket = new StreamedWatch(recorded, request.response());
        request.response().closeHandler(closed -> watch.onClosed(socket, 1000, "closed"));
        Map<String, String> query = ApiPath.query(request.uri());
        if (query.containsKey("timeoutSeconds")) {
            long millis = TimeUnit.SECONDS.toMillis(Long.parseLong(query.get("timeoutSeconds")));
            vertx.setTimer(millis, timer -> socket.close(1000, "timeout"));
        }
        watch.onOpen(socket, response);
    }

    /** Serves {@code kubectl logs}: each log whole, as it is at that moment. */
    public void servePodLogs(PodLogs logs) {
        dispatcher.servePodLogs(logs);
    }

    /** Lets a filter see every request from now on, in place of the filter before. */
    public void filter(RequestFilter filter) {
        dispatcher.filter(filter);
    }

    public String url() {
        return "%s://%s:%d".formatted(secured ? "https" : "http", HOST, http.actualPort());
    }

    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withNamespace(NAMESPACE)
                .withTrustCerts(secured)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    /** Writes a kubeconfig that kubectl and the operator can use. */
    public void writeKubeconfig(Path file) throws IOException {
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: %1$s
                clusters:
                - name: %1$s
                  cluster: {server: "%2$s"}
                users:
                - name: %1$s
                  user: {}
                contexts:
                - name: %1$s
                  context: {cluster: %1$s, user: %1$s, namespace: %3$s}
                """.formatted(CONTEXT, url(), NAMESPACE));
    }

    @Override
    public void close() throws IOException {
        await(vertx.close());
    }
}
