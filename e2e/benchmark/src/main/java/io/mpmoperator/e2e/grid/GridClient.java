package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.benchmark.traffic.Visitors;
import io.mpmoperator.e2e.server.TlsClient;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A connection that asks for one target after the other, each time with another head, as a proxy does for many visitors. */
final class GridClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUFFER = 512;

    private final Socket socket;
    private final InputStream in;
    private final Visitors visitors =
            Visitors.seeded(ThreadLocalRandom.current().nextLong());
    private boolean closing;
    private boolean reused;

    /** A connection that was kept open is closed, and what was asked for last has no response. */
    static final class ReusedConnectionException extends IOException {

        private static final long serialVersionUID = 1;

        ReusedConnectionException(IOException cause) {
            super(cause);
        }
    }

    /** Connects to a port of the loopback address, encrypted where there is somebody to trust. */
    static GridClient connect(int port, Optional<TlsClient> tls) throws IOException {
        return new GridClient(
                tls.isPresent() ? tls.get().socket(port) : new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private GridClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /**
     * Asks and reads the whole response.
     *
     * @return its status
     * @throws ReusedConnectionException when the server has closed a connection that it had kept open, before it sent anything of
     *     the response: it may have done so before it saw the request, and a client asks again (RFC 9112, section 9.3.1)
     */
    int get(String target) throws IOException {
        int first = ask(target);
        String line = (char) first + line();
        int status = Integer.parseInt(line.substring(9, 12));
        int length = 0;
        for (line = line(); !line.isEmpty(); line = line()) {
            String field = line.toLowerCase(Locale.ROOT);
            if (field.startsWith("content-length:")) {
                length = Integer.parseInt(field.substring(15).strip());
            }
            closing |= field.equals("connection: close");
        }
        in.skipNBytes(length);
        reused = true;
        return status;
    }

    /** Sends a request; returns the first byte of the response. */
    private int ask(String target) throws IOException {
        try {
            socket.getOutputStream().write(visitors.request(target).getBytes(StandardCharsets.US_ASCII));
            int first = in.read();
            if (first >= 0) {
                return first;
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw reused ? new ReusedConnectionException(e) : e;
        }
        EOFException end = new EOFException("the server has closed the connection without a response");
        throw reused ? new ReusedConnectionException(end) : end;
    }

    /** Whether the server has said that it will close the connection. */
    boolean closing() {
        return closing;
    }

    /** Whether the server has closed the connection, without waiting for that. */
    boolean closed() throws IOException {
        socket.setSoTimeout(1);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
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
