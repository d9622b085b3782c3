package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.AccessLogSpec;
import io.mpmoperator.api.v1alpha1.ContentSpec;
import io.mpmoperator.api.v1alpha1.HandlerBudget;
import io.mpmoperator.api.v1alpha1.HttpSpec;
import io.mpmoperator.api.v1alpha1.LoggingSpec;
import io.mpmoperator.api.v1alpha1.RequestReadTimeoutSpec;
import io.mpmoperator.api.v1alpha1.SizingSpec;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.ReadTimeout;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.Workload;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.MpmDirectives;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a spec and its configuration as the {@code webserver.conf} of its pods. */
final class Confs {

    private Confs() {}

    /**
     * What the configuration says, with the fields over it and the operator's own lines over both.
     *
     * @param notes told what of the configuration is mapped to the pod
     */
    static WebServerConf of(
            WebServerSpec spec,
            MpmDirectives directives,
            Flavor flavor,
            Configuration configuration,
            List<Adjustment> notes)
            throws RefusedException {
        try {
            WrittenLines written = WrittenLines.of(configuration.written());
            Certificates.refuse(written, spec.tls(), notes);
            WebServerConf said = configuration.all();
            PodPorts.Mapped pod = PodPorts.mapped(said.site(), written, spec, notes);
            WebServerConf conf = said.withListens(pod.listens())
                    .withManagementListen(ListenAddress.port(PodLayout.MANAGEMENT_PORT))
                    .withMpm(directives)
                    .withHttp(http(said.http(), spec.http()))
                    .withWorkload(workload(said.workload(), spec.sizing(), spec.http()))
                    .withLogs(logs(said.logs(), spec.logging()))
                    .withSite(pod.site());
            WebServerConf served = withContent(conf, spec.content(), written, notes);
            return withHandlers(Certificates.with(spec.tls(), served), spec, flavor);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("InvalidSpec", String.valueOf(e.getMessage()));
        }
    }

    private static LogSettings logs(LogSettings said, @Nullable LoggingSpec spec) {
        LogSettings settings = said;
        if (spec == null) {
            return settings;
        }
        if (spec.level() != null) {
            settings = settings.withLogLevel(LogLevel.valueOf(spec.level().toUpperCase(Locale.ROOT)));
        }
        AccessLogSpec accessLog = spec.accessLog();
        if (accessLog == null) {
            return settings;
        }
        return settings.withAccessLog(
                accessLog.persistentVolumeClaim() == null ? "stdout" : PodLayout.ACCESS_LOG,
                "json".equals(accessLog.format()) ? AccessLogFormat.JSON : AccessLogFormat.COMBINED);
    }

    private static WebServerConf withContent(
            WebServerConf conf, @Nullable ContentSpec content, WrittenLines written, List<Adjustment> notes)
            throws RefusedException {
        if (content == null) {
            return conf;
        }
        WebServerConf served = conf.withDocumentRoot(PodLayout.CONTENT_FOLDER)
                .withSite(ContentFolder.mapped(conf.site(), written, notes));
        return content.directoryIndex() == null ? served : served.withDirectoryIndex(content.directoryIndex());
    }

    private static WebServerConf withHandlers(WebServerConf conf, WebServerSpec spec, Flavor flavor) {
        if (spec.handlers().isEmpty()) {
            return conf;
        }
        WebServerConf mounted = conf.withHandlers(spec.handlers().stream()
                .map(handler -> new HandlerMount(handler.path(), handler.className()))
                .toList());
        return switch (flavor) {
            case JVM -> mounted.withHandlerPath(PodLayout.HANDLER_FOLDER);
            case NATIVE -> mounted;
        };
    }

    private static Workload workload(Workload said, @Nullable SizingSpec sizing, @Nullable HttpSpec http)
            throws RefusedException {
        Workload unsized = ofStrangers(said, http);
        if (sizing == null) {
            return unsized;
        }
        Workload workload = unsized.withIdleConnections(
                Objects.requireNonNullElse(sizing.idleConnections(), said.idleConnections()));
        HandlerBudget handler = sizing.handler();
        if (handler == null) {
            return workload;
        }
        return workload.withHandlerHeapBytes(SpecText.bytes("spec.sizing.handler.heap", handler.heap())
                        .orElse(said.handlerHeapBytes()))
                .withHeapPerRequestBytes(SpecText.bytes("spec.sizing.handler.heapPerRequest", handler.heapPerRequest())
                        .orElse(said.heapPerRequestBytes()));
    }

    private static Workload ofStrangers(Workload said, @Nullable HttpSpec http) throws RefusedException {
        if (http == null) {
            return said;
        }
        Workload limited = said.withRequestMemoryLimitBytes(
                SpecText.bytes("spec.http.requestMemoryLimit", http.requestMemoryLimit())
                        .orElse(said.requestMemoryLimitBytes()));
        return http.receiveBufferSize() == null ? limited : limited.withReceiveBufferBytes(http.receiveBufferSize());
    }

    private static HttpSettings http(HttpSettings apache, @Nullable HttpSpec spec) throws RefusedException {
        if (spec == null) {
            return apache;
        }
        return new HttpSettings(
                time("timeout", spec.timeout(), apache.timeout()),
                Objects.requireNonNullElse(spec.keepAlive(), apache.keepAlive()),
                time("keepAliveTimeout", spec.keepAliveTimeout(), apache.keepAliveTimeout()),
                Objects.requireNonNullElse(spec.maxKeepAliveRequests(), apache.maxKeepAliveRequests()),
                Objects.requireNonNullElse(spec.limitRequestLine(), apache.limitRequestLine()),
                Objects.requireNonNullElse(spec.limitRequestFieldSize(), apache.limitRequestFieldSize()),
                Objects.requireNonNullElse(spec.limitRequestFields(), apache.limitRequestFields()),
                SpecText.bytes("spec.http.limitRequestBody", spec.limitRequestBody())
                        .orElse(apache.limitRequestBody()),
                readTimeout(spec.requestReadTimeout(), apache.requestReadTimeout()));
    }

    private static ReadTimeout readTimeout(@Nullable RequestReadTimeoutSpec spec, ReadTimeout apache)
            throws RefusedException {
        if (spec == null) {
            return apache;
        }
        Duration header = time("requestReadTimeout.header", spec.header(), apache.headerInitial());
        int headerMinRate = Objects.requireNonNullElse(spec.headerMinRate(), apache.headerMinRate());
        return new ReadTimeout(
                header,
                headerMinRate == 0 ? header : headerMax(spec, header, apache),
                headerMinRate,
                time("requestReadTimeout.body", spec.body(), apache.bodyInitial()),
                Objects.requireNonNullElse(spec.bodyMinRate(), apache.bodyMinRate()));
    }

    /** Where only the start was given and it is beyond Apache's maximum, the maximum follows it. */
    private static Duration headerMax(RequestReadTimeoutSpec spec, Duration header, ReadTimeout apache)
            throws RefusedException {
        Optional<Duration> written = SpecText.duration("spec.http.requestReadTimeout.headerMax", spec.headerMax());
        Duration following = header.compareTo(apache.headerMax()) > 0 ? header : apache.headerMax();
        return written.orElse(header.isZero() ? Duration.ZERO : following);
    }

    private static Duration time(String field, @Nullable String text, Duration otherwise) throws RefusedException {
        return SpecText.duration("spec.http." + field, text).orElse(otherwise);
    }
}
