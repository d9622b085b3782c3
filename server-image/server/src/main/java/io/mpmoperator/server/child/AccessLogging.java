package io.mpmoperator.server.child;

import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.SentResponse;
import io.mpmoperator.server.log.AccessLog;
import io.mpmoperator.server.log.AccessWriter;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.threads.OwnThread;
import io.mpmoperator.server.time.Jitter;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** The access log of a child, where there is one: written every second in which there are lines, and once more at the end. */
final class AccessLogging implements RequestLog, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final @Nullable AccessLog log;

    private AccessLogging(@Nullable AccessLog log) {
        this.log = log;
        if (log != null) {
            OwnThread.daemon("access-log", () -> write(log)).start();
        }
    }

    static AccessLogging open(LogSettings settings, Log errors) throws IOException {
        return new AccessLogging(AccessLog.open(settings, errors).orElse(null));
    }

    /** For a child that serves without one. */
    static AccessLogging none() {
        return new AccessLogging(null);
    }

    /** Opens the log's file anew, after someone has moved it away. */
    void reopen() throws IOException {
        if (log != null) {
            log.reopen();
        }
    }

    private static void write(AccessLog log) {
        while (log.awaitLines()) {
            long wait = INTERVAL.toNanos() - Jitter.nanos(System.nanoTime(), INTERVAL);
            do {
                log.writeFull(wait);
                wait = INTERVAL.toNanos();
            } while (log.flush());
        }
    }

    @Override
    public Writer writer() {
        return log == null ? RequestLog.NONE.writer() : new Lines(log.writer());
    }

    /** Writes for one thread. */
    private record Lines(AccessWriter out) implements Writer {

        @Override
        public void answered(
                String client, @Nullable Request request, SentResponse answered, long receivedMillis, long micros) {
            out.write(entry(client, request, answered, micros), receivedMillis);
        }

        @Override
        public void answered(String client, PlainHead head, int status, long bytes, long receivedMillis, long micros) {
            out.write(
                    new AccessLog.Entry(
                            client,
                            head.method(),
                            head.target(),
                            "HTTP/1.1",
                            status,
                            bytes,
                            micros,
                            head.referer(),
                            head.userAgent()),
                    receivedMillis);
        }

        private static AccessLog.Entry entry(
                String client, @Nullable Request request, SentResponse answered, long micros) {
            return new AccessLog.Entry(
                    client,
                    request == null ? "" : request.method(),
                    request == null ? "" : request.target(),
                    request == null ? "" : request.protocol(),
                    answered.status(),
                    answered.bytes(),
                    micros,
                    request == null ? null : request.fields().get(HttpHeader.REFERER),
                    request == null ? null : request.fields().get(HttpHeader.USER_AGENT));
        }
    }

    @Override
    public void close() throws IOException {
        if (log != null) {
            log.close();
        }
    }
}
