package io.mpmoperator.conf;

import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What the processes are, what they listen on, and how HTTP is spoken. */
final class ServerDirectives {

    static final String SERVER_MPM = "ServerMPM";
    static final String SERVER_ROOT = "ServerRoot";
    static final String LOAD_MODULE = "LoadModule";
    static final String LISTEN = "Listen";
    static final String HANDLER = "Handler";
    static final String CERTIFICATE = "SSLCertificateFile";
    static final String CERTIFICATE_KEY = "SSLCertificateKeyFile";

    private static final Map<MpmDirective, String> NUMBERS = Map.ofEntries(
            Map.entry(MpmDirective.START_SERVERS, "Processes that are started at first."),
            Map.entry(MpmDirective.MIN_SPARE_SERVERS, "Idle processes at least."),
            Map.entry(MpmDirective.MAX_SPARE_SERVERS, "Idle processes at most."),
            Map.entry(MpmDirective.MIN_SPARE_THREADS, "Idle threads at least."),
            Map.entry(MpmDirective.MAX_SPARE_THREADS, "Idle threads at most."),
            Map.entry(MpmDirective.SERVER_LIMIT, "Processes at most, for as long as the server runs."),
            Map.entry(MpmDirective.THREAD_LIMIT, "Threads of a process at most, for as long as the server runs."),
            Map.entry(MpmDirective.THREADS_PER_CHILD, "Threads of each process."),
            Map.entry(MpmDirective.MAX_REQUEST_WORKERS, "Requests that are in progress at once at most."),
            Map.entry(
                    MpmDirective.ASYNC_REQUEST_WORKER_FACTOR,
                    "Connections for each idle thread that a process accepts at most."),
            Map.entry(
                    MpmDirective.MAX_CONNECTIONS_PER_CHILD,
                    "Connections after which a process is replaced; 0 for none."),
            Map.entry(MpmDirective.LISTEN_BACKLOG, "Connections that may wait to be accepted."),
            Map.entry(
                    MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT,
                    "Time after which a graceful stop ends what is still in progress; 0 for never."));

    private ServerDirectives() {}

    static List<Directive> all() {
        List<Directive> all = new ArrayList<>(processes());
        Arrays.stream(MpmDirective.values()).map(ServerDirectives::number).forEach(all::add);
        all.addAll(http());
        all.addAll(workload());
        return all;
    }

    private static List<Directive> processes() {
        return List.of(
                Directive.named(SERVER_MPM)
                        .takes("prefork | worker | event")
                        .otherwise("event")
                        .says("The mode of the processes, where no LoadModule of an mpm chooses it.")
                        .use(new DirectiveKind.Read("the mode")),
                Directive.named(LOAD_MODULE)
                        .takes("name file", 2, 2)
                        .repeatedly()
                        .says("That of an mpm chooses the mode. What this server has of other modules, it has always.")
                        .use(new DirectiveKind.Read("the mode")),
                Directive.named(SERVER_ROOT)
                        .takes("path")
                        .says("The folder that relative paths begin at.")
                        .use(new DirectiveKind.Read("where paths begin")),
                Directive.named(LISTEN)
                        .takes("[address:]port [protocol]", 1, 2)
                        .otherwise("8080")
                        .repeatedly()
                        .says("A port that requests arrive on; the protocol is http or https, by itself https on 443.")
                        .use(new DirectiveKind.Read("the ports")),
                Directive.named("ManagementListen")
                        .takes("[address:]port")
                        .otherwise("9000")
                        .says("The port of probes, metrics and status.")
                        .use(one((text, conf) -> conf.withManagementListen(ListenAddress.parse(text)))),
                Directive.named("HandlerPath")
                        .takes("path")
                        .says("The folder of the jars with Java handlers.")
                        .use(one((text, conf) -> conf.withHandlerPath(text))),
                Directive.named(HANDLER)
                        .takes("/path class", 2, 2)
                        .repeatedly()
                        .says("A Java handler, and the path below which it responds.")
                        .use(new DirectiveKind.Read("handlers")));
    }

    private static Directive number(MpmDirective number) {
        String[] old = switch (number) {
            case MAX_REQUEST_WORKERS -> new String[] {"MaxClients"};
            case MAX_CONNECTIONS_PER_CHILD -> new String[] {"MaxRequestsPerChild"};
            default -> new String[0];
        };
        return Directive.named(number.directiveName(), old)
                .takes("number")
                .otherwise(defaults(number))
                .says(NUMBERS.getOrDefault(number, ""))
                .use(new DirectiveKind.MpmNumber(number));
    }

    private static String defaults(MpmDirective number) {
        return Arrays.stream(Mode.values())
                .filter(number.modes()::contains)
                .map(mode -> mode.directiveValue() + " " + number.defaultIn(mode))
                .collect(Collectors.joining(", "));
    }

    private static List<Directive> http() {
        return List.of(
                http("Timeout", "time", "60", "How long a read or write of a connection may make no progress.")
                        .use(http((text, http) -> http.withTimeout(Intervals.parse(text)))),
                http("KeepAlive", "On | Off", "On", "Whether a connection may carry more than one request.")
                        .use(http((text, http) -> http.withKeepAlive(
                                Choices.parse(OnOff.class, text).isOn()))),
                http("KeepAliveTimeout", "time", "5", "How long an idle connection is kept.")
                        .use(http((text, http) -> http.withKeepAliveTimeout(Intervals.parse(text)))),
                http("MaxKeepAliveRequests", "number", "100", "Requests on one connection; 0 for no limit.")
                        .use(http((text, http) -> http.withMaxKeepAliveRequests(Integers.parse(text)))),
                http("LimitRequestLine", "bytes", "8190", "Bytes of a request line, else 414.")
                        .use(http((text, http) -> http.withLimitRequestLine(Integers.parse(text)))),
                http("LimitRequestFieldSize", "bytes", "8190", "Bytes of a header field, else 431.")
                        .use(http((text, http) -> http.withLimitRequestFieldSize(Integers.parse(text)))),
                http("LimitRequestFields", "number", "100", "Header fields of a request, else 431; 0 for no limit.")
                        .use(http((text, http) -> http.withLimitRequestFields(Integers.parse(text)))),
                http("LimitRequestBody", "size", "1G", "Bytes of a body, else 413; 0 for no limit.")
                        .use(http((text, http) -> http.withLimitRequestBody(ByteSizes.parse(text)))),
                http(
                                "RequestReadTimeout",
                                "header=20-40,MinRate=500 body=20,MinRate=500",
                                "header=20-40,MinRate=500 body=20,MinRate=500",
                                "How long a client may take to send a head and a body.")
                        .takes("header=20-40,MinRate=500 body=20,MinRate=500", 1, 2)
                        .repeatedly()
                        .use(new DirectiveKind.OfProcess((stages, conf) -> conf.withHttp(conf.http()
                                .withRequestReadTimeout(
                                        ReadTimeouts.parse(stages, conf.http().requestReadTimeout()))))));
    }

    private static Directive.Entry http(String name, String syntax, String otherwise, String sentence) {
        return Directive.named(name)
                .in(Context.hosts())
                .takes(syntax)
                .otherwise(otherwise)
                .says(sentence);
    }

    private static List<Directive> workload() {
        return List.of(
                Directive.named("IdleConnections")
                        .takes("number")
                        .otherwise("0")
                        .says("Connections that are held open beside those with a request, for the footprint.")
                        .use(workload((text, work) -> work.withIdleConnections(Integers.parse(text)))),
                Directive.named("HandlerHeap")
                        .takes("size")
                        .otherwise("0")
                        .says("Heap that the handlers hold in each process, for the footprint.")
                        .use(workload((text, work) -> work.withHandlerHeapBytes(ByteSizes.parse(text)))),
                Directive.named("HandlerHeapPerRequest")
                        .takes("size")
                        .otherwise("0")
                        .says("Heap that a handler holds during a request, for the footprint.")
                        .use(workload((text, work) -> work.withHeapPerRequestBytes(ByteSizes.parse(text)))),
                Directive.named("RequestMemoryLimit")
                        .takes("size")
                        .says("What clients may make a process hold in all; derived where it is not written.")
                        .use(workload((text, work) -> work.withRequestMemoryLimitBytes(ByteSizes.parse(text)))),
                Directive.named("ReceiveBufferSize")
                        .takes("bytes")
                        .otherwise("64K")
                        .says("What a client may send before the server reads it; 0 leaves it to the kernel.")
                        .use(workload((text, work) -> work.withReceiveBufferBytes(Integers.parse(text)))));
    }

    static DirectiveKind.OfProcess one(BiFunction<String, WebServerConf, WebServerConf> effect) {
        return new DirectiveKind.OfProcess((words, conf) -> effect.apply(words.getFirst(), conf));
    }

    private static DirectiveKind.OfProcess http(BiFunction<String, HttpSettings, HttpSettings> effect) {
        return one((text, conf) -> conf.withHttp(effect.apply(text, conf.http())));
    }

    private static DirectiveKind.OfProcess workload(BiFunction<String, Workload, Workload> effect) {
        return one((text, conf) -> conf.withWorkload(effect.apply(text, conf.workload())));
    }

    /** A switch. */
    enum OnOff {
        ON,
        OFF;

        boolean isOn() {
            return this == ON;
        }
    }
}
