package io.mpmoperator.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An access log in memory, which hears of every request by itself. */
final class HeardRequests implements RequestLog, RequestLog.Writer {

    private final List<String> lines = new ArrayList<>();
    private final List<Long> bytes = new ArrayList<>();

    /** Request lines and statuses, {@code GET / HTTP/1.1 200}. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** How much of each response's body was sent. */
    List<Long> bytes() {
        return List.copyOf(bytes);
    }

    @Override
    public Writer writer() {
        return this;
    }

    @Override
    public void answered(
            LoggedConnection connection,
            @Nullable Request request,
            SentResponse answered,
            long receivedMillis,
            long micros) {
        lines.add(Objects.requireNonNull(request).line() + " " + answered.status());
        bytes.add(answered.bytes());
    }

    @Override
    public void answered(
            LoggedConnection connection,
            PlainHead head,
            ReadyResponse response,
            long bytes,
            boolean persistent,
            long receivedMillis,
            long micros) {
        lines.add(head.method() + " " + head.target() + " HTTP/1.1 " + response.status());
        this.bytes.add(bytes);
    }
}
