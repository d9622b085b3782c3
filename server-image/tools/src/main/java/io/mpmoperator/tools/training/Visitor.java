package io.mpmoperator.tools.training;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A client that asks for one of everything, so that whatever answering takes is in the AOT cache. */
final class Visitor {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 200;
    private static final String KEEP = " HTTP/1.1\r\nHost: localhost\r\n";

    private final LoggedPorts ports;

    Visitor(LoggedPorts ports) {
        this.ports = ports;
    }

    void visit() throws IOException, InterruptedException {
        awaitReady();
        for (String request : List.of(
                "GET /" + KEEP + "\r\n",
                "HEAD /" + KEEP + "\r\n",
                "GET /" + KEEP + "Range: bytes=0-9\r\n\r\n",
                "GET /" + KEEP + "If-None-Match: *\r\n\r\n",
                "GET /" + KEEP + "Accept-Encoding: gzip, br\r\nUser-Agent: Mozilla/5.0\r\nAccept: */*\r\n\r\n",
                "GET /absent" + KEEP + "\r\n",
                "OPTIONS /" + KEEP + "\r\n",
                "POST /" + KEEP + "Content-Length: 3\r\n\r\nabc",
                "GET / HTTP/1.0\r\n\r\n",
                "nonsense\r\n\r\n")) {
            send(ports.http(), request.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        }
        send(ports.http(), ("GET /" + KEEP + "\r\n").repeat(ROUNDS) + "GET /" + KEEP + "Connection: close\r\n\r\n");
        for (String path : List.of("/livez", "/readyz", "/metrics", "/server-status", "/server-status?auto")) {
            get(path);
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!get("/readyz").startsWith("HTTP/1.1 200")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the server does not become ready");
            }
            Thread.sleep(20);
        }
    }

    private String get(String path) throws IOException {
        return send(ports.management(), "GET " + path + KEEP + "Connection: close\r\n\r\n");
    }

    private static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream response = socket.getInputStream();
            return new String(response.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
