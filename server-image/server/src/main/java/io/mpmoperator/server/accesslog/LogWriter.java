package io.mpmoperator.server.accesslog;

import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.LoggedConnection;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.SentResponse;
import io.mpmoperator.server.log.AccessLine;
import io.mpmoperator.server.log.AccessLog;
import io.mpmoperator.server.log.AccessWriter;
import io.mpmoperator.server.log.ThreadLines;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Writes for one thread into all logs of a process. */
final class LogWriter implements RequestLog.Writer {

    /** What could not be read at all. */
    private static final AskedHead NOTHING =
            new AskedHead.Whole(new Request("", "", HttpVersion.HTTP_1_1, HttpFields.EMPTY, 0));

    private final HostLogs hosts;
    private final Line[][] logs;
    private final StringBuilder text = new StringBuilder();
    private final AccessLine common = AccessLine.common();
    private final AccessLine combined = AccessLine.combined();
    private final AccessLine json = AccessLine.json(ProcessHandle.current().pid());

    /** A log, and this thread's way into it. */
    private record Line(OpenedLog log, AccessWriter writer) {}

    LogWriter(HostLogs hosts) {
        this.hosts = hosts;
        ThreadLines lines = new ThreadLines();
        this.logs = hosts.logs().stream().map(of -> lines(of, lines)).toArray(Line[][]::new);
    }

    private static Line[] lines(List<OpenedLog> logs, ThreadLines lines) {
        return logs.stream().map(log -> new Line(log, lines.into(log.log()))).toArray(Line[]::new);
    }

    private static boolean asksMore(Line[] lines) {
        for (Line line : lines) {
            if (line.log.asksMore()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void answered(
            LoggedConnection connection,
            @Nullable Request request,
            SentResponse answered,
            long receivedMillis,
            long micros) {
        Account known = answered.account();
        Account account = known == null ? hosts.head(connection, request) : known;
        Line[] lines = logs[hosts.number(account)];
        if (lines.length > 0) {
            AskedHead head = request == null ? NOTHING : new AskedHead.Whole(request);
            write(lines, account, connection, head, answered, receivedMillis, micros);
        }
    }

    private void write(
            Line[] lines,
            Account account,
            LoggedConnection connection,
            AskedHead head,
            SentResponse sent,
            long receivedMillis,
            long micros) {
        if (asksMore(lines)) {
            write(lines, head, new LoggedRequest(connection, account, head, sent, receivedMillis, micros));
        } else {
            write(lines, entry(connection, head, sent, micros), receivedMillis);
        }
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
        Account known = response.account();
        Account account = account(connection, head, known);
        Line[] lines = logs[hosts.number(account)];
        if (lines.length > 0) {
            SentResponse sent = new SentResponse(response, bytes, persistent, known, null, true);
            write(lines, account, connection, new AskedHead.Plain(head), sent, receivedMillis, micros);
        }
    }

    private Account account(LoggedConnection connection, PlainHead head, @Nullable Account known) {
        if (known != null) {
            return known;
        }
        return logs.length == 1 ? hosts.heads().getFirst() : hosts.head(connection, head.toRequest());
    }

    private void write(Line[] lines, AccessLog.Entry entry, long receivedMillis) {
        for (Line line : lines) {
            line.writer.write(format(line.log.kind()), entry, receivedMillis);
        }
    }

    private void write(Line[] lines, AskedHead head, LoggedRequest facts) {
        for (Line line : lines) {
            if (line.log.when().holds(facts)) {
                write(line, head, facts);
            }
        }
    }

    private void write(Line line, AskedHead head, LoggedRequest facts) {
        if (line.log.kind() == OpenedLog.Kind.WRITTEN) {
            text.setLength(0);
            line.log.format().append(text, facts, AccessLine.LIMIT - 1);
            line.writer.write(text);
        } else {
            AccessLog.Entry entry = entry(facts.connection(), head, facts.sent(), facts.elapsedMicros());
            line.writer.write(format(line.log.kind()), entry, facts.received().toEpochMilli());
        }
    }

    private AccessLine format(OpenedLog.Kind kind) {
        return switch (kind) {
            case COMMON -> common;
            case COMBINED -> combined;
            case JSON -> json;
            case WRITTEN -> throw new IllegalStateException("a written format asks for more");
        };
    }

    private static AccessLog.Entry entry(LoggedConnection connection, AskedHead head, SentResponse sent, long micros) {
        return new AccessLog.Entry(
                connection.client(),
                head.method(),
                head.target(),
                head.protocol(),
                sent.status(),
                sent.bytes(),
                micros,
                head.first(HttpHeader.REFERER),
                head.first(HttpHeader.USER_AGENT),
                sent.user());
    }
}
