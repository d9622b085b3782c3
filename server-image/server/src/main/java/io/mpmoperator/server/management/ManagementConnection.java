package io.mpmoperator.server.management;

import io.mpmoperator.server.log.Log;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the management port: one request after the other, each answered before the next is read. */
final class ManagementConnection implements Connections.Connection, Runnable {

    /**
     * How long a client may take.
     *
     * @param request to send a request's head
     * @param response to read a response
     * @param idle to begin its next request
     */
    record TimeLimits(Duration request, Duration response, Duration idle) {}

    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK", 400, "Bad Request", 404, "Not Found", 405, "Method Not Allowed", 503, "Service Unavailable");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
    private static final int PIECE = 4096;

    private final Socket socket;
    private final Endpoints endpoints;
    private final TimeLimits limits;
    private final Log log;
    private volatile boolean waits = true;
    private volatile long since = System.nanoTime();
    private volatile long until;

    ManagementConnection(Socket socket, Endpoints endpoints, TimeLimits limits, Log log) {
        this.socket = socket;
        this.endpoints = endpoints;
        this.limits = limits;
        this.log = log;
        this.until = since + limits.request().toNanos();
    }

    @Override
    public boolean isIdle() {
        return waits;
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public long until() {
        return until;
    }

    @Override
    public void end() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("management-client-gone", "error", e);
        }
    }

    /** Serves until the client has no more to ask, or is told to go. */
    @Override
    public void run() {
        try (socket) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            converse();
        } catch (IOException e) {
            log.debug("management-client-gone", "client", socket.getRemoteSocketAddress(), "error", e);
        } catch (RuntimeException e) {
            log.error("management-request-failed", "client", socket.getRemoteSocketAddress(), "error", e);
        }
    }

    private void begin(boolean waiting, Duration time) {
        long now = System.nanoTime();
        until = now + time.toNanos();
        since = now;
        waits = waiting;
    }

    private void converse() throws IOException {
        HeadReader reader = new HeadReader(socket.getInputStream(), () -> begin(true, limits.request()));
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), PIECE);
        boolean goesOn = true;
        while (goesOn) {
            RequestHead request;
            try {
                List<String> lines = reader.next();
                if (lines == null) {
                    return;
                }
                request = RequestHead.of(lines);
            } catch (IllegalArgumentException e) {
                begin(false, limits.response());
                new Reply(out, null).send(ManagementResponse.text(400, e.getMessage() + "\n"));
                break;
            }
            begin(false, limits.response());
            Reply reply = new Reply(out, request);
            endpoints.answer(request.method(), request.path(), request.query(), reply);
            goesOn = reply.persistent;
            begin(true, limits.idle());
        }
        linger();
    }

    /** What the client still sends must not reset the connection before it has read the response. */
    private void linger() throws IOException {
        begin(true, limits.request());
        socket.shutdownOutput();
        byte[] discarded = new byte[512];
        int n;
        do {
            n = socket.getInputStream().read(discarded);
        } while (n >= 0);
    }

    /** The way of a response to the client. */
    private final class Reply implements Endpoints.Out {

        private final OutputStream out;
        private final @Nullable RequestHead request;
        private boolean persistent;

        /** @param request null when none could be made of what was received */
        Reply(OutputStream out, @Nullable RequestHead request) {
            this.out = out;
            this.request = request;
            this.persistent = request != null && request.persistent() && !request.body();
        }

        @Override
        public void send(ManagementResponse response) throws IOException {
            boolean known = response.body().length().isPresent();
            boolean chunked = !known && request != null && request.atLeast11();
            persistent &= known || chunked;
            head(response, chunked);
            if (request == null || !request.method().equals("HEAD")) {
                try {
                    response.body().writeTo(piece -> write(piece, chunked));
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
                if (chunked) {
                    ascii("0\r\n\r\n");
                }
            }
            out.flush();
        }

        @Override
        public void breakOff() {
            end();
        }

        private void head(ManagementResponse response, boolean chunked) throws IOException {
            ascii("HTTP/1.1 " + response.status() + " " + REASONS.getOrDefault(response.status(), "") + "\r\n");
            field("Date", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
            field("Content-Type", response.contentType());
            field("Cache-Control", "no-store");
            field("X-Content-Type-Options", "nosniff");
            for (Map.Entry<String, String> field : response.fields().entrySet()) {
                field(field.getKey(), field.getValue());
            }
            if (response.body().length().isPresent()) {
                field(
                        "Content-Length",
                        Integer.toString(response.body().length().getAsInt()));
            } else if (chunked) {
                field("Transfer-Encoding", "chunked");
            }
            if (!persistent) {
                field("Connection", "close");
            } else if (request != null && !request.atLeast11()) {
                field("Connection", "keep-alive");
            }
            ascii("\r\n");
        }

        private void field(String name, String value) throws IOException {
            ascii(name + ": " + value + "\r\n");
        }

        private void write(String piece, boolean chunked) {
            try {
                byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                if (bytes.length == 0) {
                    return;
                }
                if (chunked) {
                    ascii(Integer.toHexString(bytes.length) + "\r\n");
                }
                out.write(bytes);
                if (chunked) {
                    ascii("\r\n");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void ascii(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
