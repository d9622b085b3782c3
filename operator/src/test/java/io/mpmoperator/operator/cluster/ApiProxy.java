package io.mpmoperator.operator.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Is between an operator and the API server: it records what is asked, and can refuse it, lose it, or be away. */
final class ApiProxy implements AutoCloseable {

    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "upgrade", "host", "content-length", "http2-settings", "expect");

    /** The response after which the client watches by an ordinary request. */
    private static final int NO_WEB_SOCKETS = 503;

    private final Config upstream = Config.autoConfigure(null);
    private final HttpClient forward;
    private final int port;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Answered> answered = new CopyOnWriteArrayList<>();
    private final Set<HttpExchange> watches = ConcurrentHashMap.newKeySet();
    private volatile Function<Asked, Fate> fate = request -> Fate.PASSES;
    private HttpServer server;

    /** What becomes of a request. */
    enum Fate {
        PASSES(0),
        /** The connection is closed without a response, and the request not carried out. */
        IS_LOST(0),
        CONFLICTS(409),
        IS_THROTTLED(429),
        FAILS(500);

        private final int status;

        Fate(int status) {
            this.status = status;
        }
    }

    /** A request as the API server sees it. */
    record Asked(Instant at, String method, String path, String query) {

        boolean isWrite() {
            return !method.equals("GET");
        }

        boolean isWatch() {
            return query.contains("watch=true");
        }
    }

    /** A request that the API server answered. */
    record Answered(Asked request, int code) {}

    ApiProxy() {
        try {
            this.forward = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(SSLUtils.sslContext(upstream))
                    .build();
            this.server = listen(0);
            this.port = server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listening.createContext("/", this::handle);
        listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        listening.start();
        return listening;
    }

    /** A client that knows the API server by this proxy alone. */
    KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:%d/".formatted(port))
                .withRequestRetryBackoffLimit(1)
                .build();
        return Clients.create(config);
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Answered> answered() {
        return List.copyOf(answered);
    }

    /** From now on, requests have the fate that is decided for each. */
    void decide(Function<Asked, Fate> decision) {
        fate = decision;
    }

    /** Ends every watch there is. */
    void dropWatches() {
        List.copyOf(watches).forEach(HttpExchange::close);
    }

    /** No process listens, and every connection is gone. */
    void goAway() {
        server.stop(0);
        dropWatches();
    }

    /** Listens again, on the same port. */
    void comeBack() throws IOException {
        server = listen(port);
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Asked request =
                new Asked(Instant.now(), exchange.getRequestMethod(), uri.getPath(), String.valueOf(uri.getRawQuery()));
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            refuse(exchange, NO_WEB_SOCKETS);
            return;
        }
        asked.add(request);
        Fate decided = fate.apply(request);
        if (decided == Fate.IS_LOST) {
            exchange.close();
        } else if (decided != Fate.PASSES) {
            refuse(exchange, decided.status);
        } else {
            pass(exchange, request, body);
        }
    }

    private static void refuse(HttpExchange exchange, int code) throws IOException {
        byte[] status =
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"the proxy says %d\",\"code\":%d}"
                        .formatted(code, code)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, status.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(status);
        }
    }

    private void pass(HttpExchange exchange, Asked request, byte[] body) throws IOException {
        if (request.isWatch()) {
            watches.add(exchange);
        }
        try {
            HttpResponse<InputStream> response = forward.send(forwarded(exchange, body), BodyHandlers.ofInputStream());
            answered.add(new Answered(request, response.statusCode()));
            response.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(response.statusCode(), 0);
            try (InputStream in = response.body();
                    OutputStream out = exchange.getResponseBody()) {
                byte[] buffer = new byte[8192];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watches.remove(exchange);
            exchange.close();
        }
    }

    private HttpRequest forwarded(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(upstream.getMasterUrl()).resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static boolean isPassedOn(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !NOT_PASSED_ON.contains(name) && !name.startsWith("sec-websocket");
    }

    @Override
    public void close() {
        goAway();
        forward.shutdownNow();
    }
}
