package io.mpmoperator.server.accesslog;

import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.rules.LogRules;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.log.AccessLog;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.threads.OwnThread;
import io.mpmoperator.server.time.Jitter;
import io.mpmoperator.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The access logs of a child. Each target is opened once, whoever names it, and written every second in which there are lines, by a
 * thread of its own: the reader of one keeps no other waiting. All are written once more at the end.
 */
public final class AccessLogging implements RequestLog, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Collection<AccessLog> logs;
    private final HostLogs hosts;

    private AccessLogging(Collection<AccessLog> logs, HostLogs hosts) {
        this.logs = List.copyOf(logs);
        this.hosts = hosts;
        logs.forEach(log -> OwnThread.daemon("access-log", () -> write(log)).start());
    }

    /**
     * Opens the logs of a site.
     *
     * @param failed told of each that cannot be opened for writing, and is left out
     */
    public static AccessLogging open(Site site, Log errors, Consumer<String> failed) {
        Map<String, AccessLog> opened = new LinkedHashMap<>();
        for (String target : targets(site)) {
            try {
                opened.put(target, AccessLog.open(target, errors));
            } catch (IOException e) {
                failed.accept("CustomLog " + target + ": cannot be opened for writing: " + OutsideFile.reason(e));
            }
        }
        return new AccessLogging(opened.values(), HostLogs.of(site, opened));
    }

    private static List<String> targets(Site site) {
        return site.all().stream()
                .flatMap(host -> host.own().all(LogRules.LOGS).stream())
                .map(CustomLog::file)
                .distinct()
                .toList();
    }

    /** Opens the files anew, after someone has moved them away; what cannot be opened stays in use as it was. */
    public void reopen() throws IOException {
        for (AccessLog log : logs) {
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
        return logs.isEmpty() ? RequestLog.NONE.writer() : new LogWriter(hosts);
    }

    @Override
    public void close() throws IOException {
        for (AccessLog log : logs) {
            log.close();
        }
    }
}
