package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.ContentSpec;
import io.mpmoperator.api.v1alpha1.HandlerBudget;
import io.mpmoperator.api.v1alpha1.HttpSpec;
import io.mpmoperator.api.v1alpha1.LoggingSpec;
import io.mpmoperator.api.v1alpha1.SiteSpec;
import io.mpmoperator.api.v1alpha1.SizingSpec;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.Directives;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.mpm.Contradictions;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Refuses a field and a directive of the configuration that say two different things. */
final class FieldConflicts {

    private static final String CONTRADICTION = "ContradictoryNumbers";
    private static final String CONFLICT = "%s and %s contradict each other: give one of them, or the same in both";

    /** What sizing leaves to the directives. */
    private static final List<MpmDirective> UNSIZED = List.of(
            MpmDirective.ASYNC_REQUEST_WORKER_FACTOR,
            MpmDirective.MAX_CONNECTIONS_PER_CHILD,
            MpmDirective.LISTEN_BACKLOG,
            MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT);

    /** A field, and the directive that says the same. */
    private record Pair(String field, String directive, Function<WebServerSpec, @Nullable Object> value) {}

    private static final List<Pair> PAIRS = List.of(
            http("timeout", "Timeout", HttpSpec::timeout),
            http("keepAlive", "KeepAlive", HttpSpec::keepAlive),
            http("keepAliveTimeout", "KeepAliveTimeout", HttpSpec::keepAliveTimeout),
            http("maxKeepAliveRequests", "MaxKeepAliveRequests", HttpSpec::maxKeepAliveRequests),
            http("limitRequestLine", "LimitRequestLine", HttpSpec::limitRequestLine),
            http("limitRequestFieldSize", "LimitRequestFieldSize", HttpSpec::limitRequestFieldSize),
            http("limitRequestFields", "LimitRequestFields", HttpSpec::limitRequestFields),
            http("limitRequestBody", "LimitRequestBody", HttpSpec::limitRequestBody),
            http("requestReadTimeout", "RequestReadTimeout", HttpSpec::requestReadTimeout),
            http("requestMemoryLimit", "RequestMemoryLimit", HttpSpec::requestMemoryLimit),
            http("receiveBufferSize", "ReceiveBufferSize", HttpSpec::receiveBufferSize),
            new Pair(
                    "spec.sizing.idleConnections",
                    "IdleConnections",
                    of(WebServerSpec::sizing, SizingSpec::idleConnections)),
            handler("heap", "HandlerHeap", HandlerBudget::heap),
            handler("heapPerRequest", "HandlerHeapPerRequest", HandlerBudget::heapPerRequest),
            new Pair(
                    "spec.content.directoryIndex",
                    "DirectoryIndex",
                    of(WebServerSpec::content, ContentSpec::directoryIndex)),
            new Pair("spec.logging.level", "LogLevel", of(WebServerSpec::logging, LoggingSpec::level)),
            new Pair("spec.site.fallback", "FallbackResource", of(WebServerSpec::site, SiteSpec::fallback)));

    private FieldConflicts() {}

    private static Pair http(String field, String directive, Function<HttpSpec, @Nullable Object> value) {
        return new Pair("spec.http." + field, directive, of(WebServerSpec::http, value));
    }

    private static Pair handler(String field, String directive, Function<HandlerBudget, @Nullable Object> value) {
        return new Pair(
                "spec.sizing.handler." + field,
                directive,
                spec -> Optional.ofNullable(spec.sizing())
                        .map(SizingSpec::handler)
                        .map(value)
                        .orElse(null));
    }

    private static <T> Function<WebServerSpec, @Nullable Object> of(
            Function<WebServerSpec, @Nullable T> part, Function<T, ? extends @Nullable Object> value) {
        return spec -> Optional.ofNullable(part.apply(spec)).map(value).orElse(null);
    }

    /**
     * Refuses fields that differ from what the configuration says.
     *
     * @param conf what is in force by both
     */
    static void refuse(WebServerSpec spec, Configuration configuration, WebServerConf conf) throws RefusedException {
        WrittenLines lines = WrittenLines.of(configuration.written());
        for (Pair pair : PAIRS) {
            Optional<Line> line = lines.last(List.of(pair.directive()));
            Object value = pair.value().apply(spec);
            if (value != null
                    && line.isPresent()
                    && !said(configuration.alone().conf(), pair.directive()).equals(said(conf, pair.directive()))) {
                throw new RefusedException(
                        "ContradictoryFields",
                        CONFLICT.formatted(pair.field() + " " + value, WrittenLines.text(line.get())));
            }
        }
        refuseErrorPages(spec.site(), lines);
    }

    private static List<String> said(WebServerConf conf, String directive) {
        return ConfWriter.write(conf)
                .lines()
                .filter(line -> line.startsWith(directive + " "))
                .reduce((_, later) -> later)
                .stream()
                .toList();
    }

    private static void refuseErrorPages(@Nullable SiteSpec site, WrittenLines lines) throws RefusedException {
        if (site == null) {
            return;
        }
        for (Line line : lines.ofServer()) {
            List<String> words = line.arguments();
            String page = words.size() == 2 && line.name().equalsIgnoreCase("ErrorDocument")
                    ? site.errorPages().get(words.getFirst())
                    : null;
            if (page != null && !page.equals(words.get(1))) {
                throw new RefusedException(
                        "ContradictoryFields",
                        CONFLICT.formatted(
                                "spec.site.errorPages[%s] %s".formatted(words.getFirst(), page),
                                WrittenLines.text(line)));
            }
        }
    }

    /** Refuses a number of spec.mpm that differs from the configuration's, and those that sizing derives. */
    static void refuse(WebServerSpec spec, MpmDirectives ofFields, Configuration configuration)
            throws RefusedException {
        WrittenLines lines = WrittenLines.of(configuration.written());
        for (Map.Entry<MpmDirective, BigDecimal> written :
                configuration.alone().conf().mpm().values().entrySet()) {
            MpmDirective directive = written.getKey();
            String text = lines.last(names(directive)).map(WrittenLines::text).orElse(directive.directiveName());
            refuseDerived(spec.sizing(), directive, text);
            Optional<BigDecimal> field = ofFields.get(directive);
            if (field.isPresent() && field.get().compareTo(written.getValue()) != 0) {
                throw new RefusedException(
                        CONTRADICTION,
                        CONFLICT.formatted(
                                "spec.mpm.%s %s"
                                        .formatted(
                                                fieldName(directive),
                                                field.get().toPlainString()),
                                text));
            }
        }
    }

    private static List<String> names(MpmDirective directive) {
        List<String> names = new ArrayList<>(List.of(directive.directiveName()));
        Directives.named(directive.directiveName()).ifPresent(known -> names.addAll(known.oldNames()));
        return names;
    }

    private static String fieldName(MpmDirective directive) {
        String name = directive.directiveName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static void refuseDerived(@Nullable SizingSpec sizing, MpmDirective directive, String text)
            throws RefusedException {
        Optional<String> deriving = Optional.ofNullable(sizing).flatMap(FieldConflicts::deriving);
        if (deriving.isPresent() && !UNSIZED.contains(directive)) {
            throw new RefusedException(
                    "InvalidSpec",
                    "spec.sizing.%s derives the numbers of the mode: remove it, or remove %s"
                            .formatted(deriving.get(), text));
        }
    }

    private static Optional<String> deriving(SizingSpec sizing) {
        if (sizing.concurrency() != null) {
            return Optional.of("concurrency");
        }
        return sizing.memoryBudget() == null ? Optional.empty() : Optional.of("memoryBudget");
    }

    /** Refuses numbers that cannot all hold, but for those of the configuration among themselves, which Apache starts with. */
    static void refuseContradictions(MpmDirectives all, MpmDirectives ofConfiguration) throws RefusedException {
        List<String> contradictions = new ArrayList<>(Contradictions.of(all));
        contradictions.removeAll(Contradictions.of(ofConfiguration));
        if (!contradictions.isEmpty()) {
            throw new RefusedException(CONTRADICTION, "spec.mpm: " + String.join("; ", contradictions));
        }
    }
}
