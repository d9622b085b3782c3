package io.mpmoperator.server.child;

import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.log.AccessLog;
import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** The access log of a child, where there is one: written every second and once more at the end. */
final class AccessLogging implements RequestLog, AutoCloseable {

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final @Nullable AccessLog log;
    private volatile boolean closed;

    private AccessLogging(@Nullable AccessLog log) {
        this.log = log;
        if (log != null) {
            Thread.ofPlatform().name("access-log").daemon().start(() -> writeEverySecond(log));
        }
    }

    static AccessLogging open(LogSettings settings, Log errors) throws IOException {
        return new AccessLogging(AccessLog.open(settings, errors).orElse(null));
    }

    /** Opens the log's file anew, after someone has moved it away. */
    void reopen() throws IOException {
        if (log != null) {
            log.reopen();
        }
    }

    private void writeEverySecond(AccessLog log) {
        while (!closed) {
            LockSupport.parkNanos(this, INTERVAL);
            log.flushIfDue(System.nanoTime());
        }
    }

    @Override
    public void answered(
            @Nullable InetSocketAddress client, @Nullable Request request, int status, long bytes, long micros) {
        if (log == null) {
            return;
        }
        log.log(new AccessLog.Entry(
                client == null ? "-" : client.getAddress().getHostAddress(),
                request == null ? "" : request.method(),
                request == null ? "" : request.target(),
                request == null ? "" : request.version().asString(),
                status,
                bytes,
                micros,
                request == null ? null : request.fields().get(HttpHeader.REFERER),
                request == null ? null : request.fields().get(HttpHeader.USER_AGENT)));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (log != null) {
            log.close();
        }
    }
}
