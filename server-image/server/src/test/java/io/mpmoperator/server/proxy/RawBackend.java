package io.mpmoperator.server.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend that sends exactly the bytes that a test gives it, one response for each head of a request. */
final class RawBackend implements AutoCloseable {

    private final ServerSocket socket;
    private final Queue<String> responses;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private RawBackend(List<String> responses) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.responses = new ConcurrentLinkedQueue<>(responses);
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /** A backend; a response that ends with {@code #close} is followed by the end of the connection. */
    static RawBackend of(String... responses) throws IOException {
        return new RawBackend(List.of(responses));
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The requests that came, each with the part of its body that came with the head. */
    List<String> heads() {
        return heads;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                String head = head(in);
                String response = responses.poll();
                if (head.isEmpty() || response == null) {
                    return;
                }
                heads.add(head + body(head, in, connection.getOutputStream()));
                boolean close = response.endsWith("#close");
                OutputStream out = connection.getOutputStream();
                out.write((close ? response.substring(0, response.length() - 6) : response)
                        .getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                if (close) {
                    return;
                }
            }
        } catch (IOException e) {
            // the other side went away
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int c = in.read();
        while (c >= 0) {
            head.write(c);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            c = in.read();
        }
        return "";
    }

    private static String body(String head, InputStream in, OutputStream out) throws IOException {
        if (head.contains("Expect: 100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        if (head.contains("Transfer-Encoding: chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (!body.toString(StandardCharsets.ISO_8859_1).endsWith("0\r\n\r\n")) {
                body.write(in.read());
            }
            return body.toString(StandardCharsets.ISO_8859_1);
        }
        int at = head.indexOf("Content-Length: ");
        if (at < 0) {
            return "";
        }
        int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
