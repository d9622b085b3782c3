package io.mpmoperator.e2e.local.apiserver;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The API server: listens on loopback over plain HTTP, from construction to {@link #close()}. */
public final class LocalApiServer implements AutoCloseable {

    /** The namespace that the kubeconfig names, and that everything goes to that names none. */
    public static final String NAMESPACE = "default";

    private static final String CONTEXT = "mpm-local";

    /** The mock server logs every request; held here, because the log manager forgets a level that nobody holds. */
    private static final Logger MOCK_LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        MOCK_LOG.setLevel(Level.WARNING);
    }

    private final MockWebServer http = new MockWebServer();

    /**
     * Starts to serve.
     *
     * @param port the port, 0 for any that is free
     * @throws IOException if the port is taken
     */
    public LocalApiServer(int port, Clock clock) throws IOException {
        LocalDispatcher dispatcher = new LocalDispatcher(clock);
        http.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                forgetRequest();
                return dispatcher.dispatch(request);
            }
        });
        try {
            http.start(InetAddress.getLoopbackAddress(), port);
        } catch (IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause().getCause();
            throw new IOException(
                    "the API server cannot listen on port " + port + ": " + (cause == null ? e : cause).getMessage(),
                    e);
        }
    }

    /** The mock server records every request for a test to look at; here nobody does, and the record would only grow. */
    private void forgetRequest() {
        try {
            http.takeRequest(0, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String url() {
        return "http://127.0.0.1:" + http.getPort();
    }

    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withNamespace(NAMESPACE)
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
    public void close() {
        http.shutdown();
    }
}
