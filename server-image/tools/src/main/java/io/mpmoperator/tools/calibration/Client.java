package io.mpmoperator.tools.calibration;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** A client with one connection that it keeps, and that one child has in hand from its first request on. */
final class Client implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUFFER = 512;

    private final Socket socket;
    private final InputStream in;
    private long process;

    private Client(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /** Connects, and waits until a child has answered. */
    static Client connect(Callable<Socket> connection) throws Exception {
        Socket socket = connection.call();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        Client client = new Client(socket);
        client.get(CalibrationServer.PATH);
        return client;
    }

    /** The process that answers it. */
    long process() {
        return process;
    }

    /**
     * Asks for a target, by a head that differs from the last.
     *
     * @return the response's body
     */
    String get(String target) throws IOException {
        String head = VariedTraffic.head(target, ThreadLocalRandom.current());
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "x-process" -> process = Long.parseLong(value);
                default -> {}
            }
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server has closed the connection after '" + line + "'");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
