package io.mpmoperator.operator.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * As much of an API server as the operator needs to go through all it does once: a WebServer of each mode, no other object,
 * and every object that is applied is taken as it is. Watches stay open and tell nothing.
 */
final class FewAnswers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEB_SERVERS = "/apis/mpm-operator.io/v1alpha1/webservers";
    private static final List<String> MODES = List.of("prefork", "worker", "event");
    private static final int NO_WEB_SOCKETS = 503;

    private final HttpServer server;
    private final CountDownLatch statuses = new CountDownLatch(MODES.size());
    private final CountDownLatch end = new CountDownLatch(1);

    /** Answers by HTTPS where a context is given, as every cluster does. */
    FewAnswers(Optional<SSLContext> tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls.isPresent()) {
            HttpsServer secured = HttpsServer.create(address, 0);
            secured.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
            server = secured;
        } else {
            server = HttpServer.create(address, 0);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "%s://127.0.0.1:%d/"
                .formatted(
                        server instanceof HttpsServer ? "https" : "http",
                        server.getAddress().getPort());
    }

    /** Waits until each WebServer has been given a status; false where that took too long. */
    boolean awaitStatuses(long seconds) throws InterruptedException {
        return statuses.await(seconds, TimeUnit.SECONDS);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            send(exchange, NO_WEB_SOCKETS, status(NO_WEB_SOCKETS));
        } else if (query.contains("watch=true")) {
            keepOpen(exchange);
        } else if (body.length > 0) {
            send(exchange, HttpURLConnection.HTTP_OK, taken(JSON.readTree(body)));
            if (path.endsWith("/status")) {
                statuses.countDown();
            }
        } else if (path.equals(WEB_SERVERS)) {
            send(exchange, HttpURLConnection.HTTP_OK, webServers());
        } else if (path.contains("/webservers/")) {
            send(exchange, HttpURLConnection.HTTP_OK, webServer(path.substring(path.lastIndexOf('/') + 1)));
        } else if (isObject(path)) {
            send(exchange, HttpURLConnection.HTTP_NOT_FOUND, status(HttpURLConnection.HTTP_NOT_FOUND));
        } else {
            send(exchange, HttpURLConnection.HTTP_OK, list(JSON.createArrayNode()));
        }
    }

    /** Paths of collections end with a kind, those of objects with a name: all names here are modes. */
    private static boolean isObject(String path) {
        return MODES.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    private void keepOpen(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
        try (exchange) {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode taken(JsonNode applied) {
        ObjectNode object = applied.isObject() ? (ObjectNode) applied : JSON.createObjectNode();
        object.withObject("/metadata").put("resourceVersion", "2").put("generation", 1);
        return object;
    }

    private static ObjectNode webServers() {
        ArrayNode items = JSON.createArrayNode();
        MODES.forEach(mode -> items.add(webServer(mode)));
        return list(items);
    }

    private static ObjectNode webServer(String mode) {
        ObjectNode object = JSON.createObjectNode()
                .put("apiVersion", "mpm-operator.io/v1alpha1")
                .put("kind", "WebServer");
        object.putObject("metadata")
                .put("name", mode)
                .put("namespace", "training")
                .put("uid", "uid-of-" + mode)
                .put("resourceVersion", "1")
                .put("generation", 1);
        object.putObject("spec").putObject("mpm").put("mode", mode);
        object.withObject("/spec").putObject("sizing").put("concurrency", 100);
        object.withObject("/spec").putObject("podDisruptionBudget");
        return object;
    }

    private static ObjectNode list(ArrayNode items) {
        ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
        list.putObject("metadata").put("resourceVersion", "1");
        list.set("items", items);
        return list;
    }

    private static ObjectNode status(int code) {
        return JSON.createObjectNode()
                .put("apiVersion", "v1")
                .put("kind", "Status")
                .put("status", "Failure")
                .put("code", code);
    }

    private static void send(HttpExchange exchange, int code, JsonNode answer) throws IOException {
        byte[] text = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, text.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(text);
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
