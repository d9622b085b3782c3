package io.mpmoperator.server.management;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The management port (ManagementListen): {@code /livez}, {@code /readyz}, {@code /metrics}, {@code /server-status}.
 *
 * <p>Every request has a virtual thread of its own, so that clients that are slow to ask or to read keep no probe
 * waiting; at most four reports are in memory at the same time, and whoever waits two seconds for one is told to come again. The JDK's
 * server reads its own limits from the system properties in {@link #JVM_OPTIONS}, which the launcher of the control
 * process sets: a request may take five seconds to arrive and an answer ten to be read, an idle connection is closed
 * after thirty, there are at most 32 connections and a request head has at most 16 KiB. More connections are closed at
 * once: each that is served takes some 50 KiB of the control process's small heap.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/api/jdk.httpserver/module-summary.html">The JDK's HTTP
 *     server and its system properties</a>
 */
public final class ManagementServer implements AutoCloseable {

    /**
     * What the launcher of the control process sets. The two times are in seconds: the JDK's documentation says
     * milliseconds, its server multiplies by 1000.
     */
    public static final List<String> JVM_OPTIONS = List.of(
            "-Dsun.net.httpserver.maxReqTime=5",
            "-Dsun.net.httpserver.maxRspTime=10",
            "-Dsun.net.httpserver.idleInterval=30",
            "-Djdk.httpserver.maxConnections=32",
            "-Dsun.net.httpserver.maxReqHeaders=64",
            "-Dsun.net.httpserver.maxReqHeaderSize=16384",
            "-Dsun.net.httpserver.nodelay=true");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Endpoints endpoints;
    private final Log log;

    private ManagementServer(HttpServer server, Endpoints endpoints, Log log) {
        this.server = server;
        this.endpoints = endpoints;
        this.log = log;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Binds the address; nothing is answered before {@link #start}.
     *
     * @param address port 0 takes any
     * @throws IOException when it cannot be bound, naming address and port
     */
    public static ManagementServer bind(InetSocketAddress address, ServerFacts facts, Log log) throws IOException {
        return new ManagementServer(listen(address), Endpoints.of(facts), log);
    }

    private static HttpServer listen(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw refused(address.getHostString(), address, "no such host");
        }
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            IOException refused = refused(address.getAddress().getHostAddress(), address, e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private static IOException refused(String host, InetSocketAddress address, @Nullable String why) {
        return new IOException("ManagementListen " + host + ":" + address.getPort() + " cannot be bound: " + why);
    }

    /** Answers from now on. */
    public void start() {
        server.start();
    }

    /** The port that was bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once; requests in progress are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            endpoints.answer(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getRawQuery(),
                    answer -> send(exchange, answer));
        } catch (IOException e) {
            log.debug("management-client-gone", "client", exchange.getRemoteAddress(), "error", e);
        } catch (RuntimeException e) {
            log.error("management-request-failed", "target", exchange.getRequestURI(), "error", e);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers fields = exchange.getResponseHeaders();
        fields.set("Content-Type", answer.contentType());
        fields.set("Cache-Control", "no-store");
        fields.set("X-Content-Type-Options", "nosniff");
        answer.fields().forEach(fields::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            answer.body().length().ifPresent(length -> fields.set("Content-Length", Integer.toString(length)));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length().orElse(0));
        OutputStream body = exchange.getResponseBody();
        try {
            answer.body().writeTo(piece -> write(piece, body));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        body.close();
    }

    private static void write(String piece, OutputStream body) {
        try {
            body.write(piece.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
