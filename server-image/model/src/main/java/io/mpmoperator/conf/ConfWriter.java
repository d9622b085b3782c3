package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Words;
import io.mpmoperator.logformat.CustomLog;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code webserver.conf}; {@link ConfReader} reads back an equal value. */
public final class ConfWriter {

    private final StringBuilder text = new StringBuilder();

    private ConfWriter() {}

    /** The configuration as directives, one a line, the MPM's numbers only where they were written. */
    public static String write(WebServerConf conf) {
        var writer = new ConfWriter();
        writer.server(conf);
        writer.mpm(conf);
        writer.http(conf.http());
        writer.handlers(conf);
        writer.workload(conf.workload());
        writer.logs(conf.logs());
        writer.text.append(conf.site().text());
        return writer.text.toString();
    }

    private void server(WebServerConf conf) {
        conf.listens().forEach(listen -> line("Listen", listen));
        line("ManagementListen", conf.managementListen());
        conf.documentRoot().ifPresent(path -> line("DocumentRoot", Words.written(path)));
        line(
                "DirectoryIndex",
                conf.directoryIndex().isEmpty()
                        ? SiteDirectives.NO_DIRECTORY_INDEX
                        : conf.directoryIndex().stream().map(Words::written).collect(Collectors.joining(" ")));
        conf.tls().ifPresent(tls -> {
            line("SSLCertificateFile", Words.written(tls.certificateFile()));
            line("SSLCertificateKeyFile", Words.written(tls.certificateKeyFile()));
        });
    }

    private void mpm(WebServerConf conf) {
        line("ServerMPM", conf.mpm().mode().directiveValue());
        conf.mpm().values().forEach((directive, value) -> line(directive.directiveName(), number(value)));
    }

    private void http(HttpSettings http) {
        line("Timeout", Intervals.format(http.timeout()));
        line("KeepAlive", http.keepAlive() ? "On" : "Off");
        line("KeepAliveTimeout", Intervals.format(http.keepAliveTimeout()));
        line("MaxKeepAliveRequests", http.maxKeepAliveRequests());
        line("LimitRequestLine", http.limitRequestLine());
        line("LimitRequestFieldSize", http.limitRequestFieldSize());
        line("LimitRequestFields", http.limitRequestFields());
        line("LimitRequestBody", http.limitRequestBody());
        line("RequestReadTimeout", ReadTimeouts.format(http.requestReadTimeout()));
    }

    private void handlers(WebServerConf conf) {
        conf.handlerPath().ifPresent(path -> line("HandlerPath", Words.written(path)));
        conf.handlers()
                .forEach(
                        mount -> line("Handler", Words.written(mount.path()) + " " + Words.written(mount.className())));
    }

    private void workload(Workload workload) {
        line("IdleConnections", workload.idleConnections());
        line("HandlerHeap", ByteSizes.format(workload.handlerHeapBytes()));
        line("HandlerHeapPerRequest", ByteSizes.format(workload.heapPerRequestBytes()));
        if (workload.requestMemoryLimitBytes() > 0) {
            line("RequestMemoryLimit", ByteSizes.format(workload.requestMemoryLimitBytes()));
        }
        line("ReceiveBufferSize", workload.receiveBufferBytes());
    }

    private void logs(LogSettings logs) {
        line("ErrorLog", Words.written(logs.errorLog()));
        new TreeMap<>(logs.formats().named())
                .forEach((name, text) -> line("LogFormat", Words.written(text) + " " + Words.written(name)));
        logs.formats().unnamed().ifPresent(text -> line("LogFormat", Words.written(text)));
        logs.accessLogs().forEach(this::accessLog);
        line("LogLevel", Choices.written(logs.logLevel()));
    }

    private void accessLog(CustomLog log) {
        List<String> words = Stream.of(log.format(), log.condition())
                .flatMap(Optional::stream)
                .map(Words::written)
                .toList();
        String name = log.format().isEmpty() ? LogDirectives.TRANSFER_LOG : LogDirectives.CUSTOM_LOG;
        line(name, Words.written(log.file()) + (words.isEmpty() ? "" : " " + String.join(" ", words)));
    }

    /** Plain digits for what {@link ConfReader} accepts, and never a text of a million zeros for what it refuses. */
    private static String number(BigDecimal value) {
        return value.scale() >= 0 && value.scale() <= 18 ? value.toPlainString() : value.toString();
    }

    private void line(String name, Object value) {
        text.append(name).append(' ').append(value).append('\n');
    }
}
