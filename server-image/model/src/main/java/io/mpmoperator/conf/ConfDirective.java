package io.mpmoperator.conf;

import io.mpmoperator.mpm.MpmDirective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A directive of the file that is none of the MPM's numbers.
 *
 * @param name as it is written, {@code KeepAliveTimeout}
 * @param usage what follows the name, for people
 * @param least fewest arguments
 * @param most most arguments
 * @param effect what the arguments change; throws {@link IllegalArgumentException} with what would be accepted
 */
record ConfDirective(
        String name, String usage, int least, int most, BiFunction<List<String>, WebServerConf, WebServerConf> effect) {

    static final String SERVER_MPM = "ServerMPM";
    static final String HANDLER = "Handler";
    static final String CERTIFICATE = "SSLCertificateFile";
    static final String CERTIFICATE_KEY = "SSLCertificateKeyFile";
    static final String NO_DIRECTORY_INDEX = "disabled";

    private static final Map<String, ConfDirective> BY_NAME = new LinkedHashMap<>();

    static {
        one("Listen", "[address:]port", (text, conf) -> conf.withListen(ListenAddress.parse(text)));
        one("ManagementListen", "[address:]port", (text, conf) -> conf.withManagementListen(ListenAddress.parse(text)));
        one("DocumentRoot", "path", (text, conf) -> conf.withDocumentRoot(text));
        add("DirectoryIndex", "file ... | disabled", 1, Integer.MAX_VALUE, ConfDirective::directoryIndex);
        readElsewhere(SERVER_MPM, "prefork | worker | event", 1);
        one("Timeout", "time", http((text, http) -> http.withTimeout(Intervals.parse(text))));
        one(
                "KeepAlive",
                "On | Off",
                http((text, http) ->
                        http.withKeepAlive(Choices.parse(OnOff.class, text).isOn())));
        one("KeepAliveTimeout", "time", http((text, http) -> http.withKeepAliveTimeout(Intervals.parse(text))));
        one(
                "MaxKeepAliveRequests",
                "number",
                http((text, http) -> http.withMaxKeepAliveRequests(Integers.parse(text))));
        one("LimitRequestLine", "bytes", http((text, http) -> http.withLimitRequestLine(Integers.parse(text))));
        one(
                "LimitRequestFieldSize",
                "bytes",
                http((text, http) -> http.withLimitRequestFieldSize(Integers.parse(text))));
        one("LimitRequestFields", "number", http((text, http) -> http.withLimitRequestFields(Integers.parse(text))));
        one("LimitRequestBody", "size", http((text, http) -> http.withLimitRequestBody(ByteSizes.parse(text))));
        add(
                "RequestReadTimeout",
                "header=20-40,MinRate=500 body=20,MinRate=500",
                1,
                2,
                (stages, conf) -> conf.withHttp(conf.http().withRequestReadTimeout(ReadTimeouts.parse(stages))));
        readElsewhere(CERTIFICATE, "path", 1);
        readElsewhere(CERTIFICATE_KEY, "path", 1);
        one("HandlerPath", "path", (text, conf) -> conf.withHandlerPath(text));
        readElsewhere(HANDLER, "/path class", 2);
        one("IdleConnections", "number", workload((text, work) -> work.withIdleConnections(Integers.parse(text))));
        one("HandlerHeap", "size", workload((text, work) -> work.withHandlerHeapBytes(ByteSizes.parse(text))));
        one(
                "HandlerHeapPerRequest",
                "size",
                workload((text, work) -> work.withHeapPerRequestBytes(ByteSizes.parse(text))));
        one(
                "RequestMemoryLimit",
                "size",
                workload((text, work) -> work.withRequestMemoryLimitBytes(ByteSizes.parse(text))));
        one("ReceiveBufferSize", "bytes", workload((text, work) -> work.withReceiveBufferBytes(Integers.parse(text))));
        one("ErrorLog", "path | stderr", logs((text, logs) -> logs.withErrorLog(text)));
        add("CustomLog", "path | stdout  combined | json", 2, 2, ConfDirective::customLog);
        one(
                "LogLevel",
                "error | warn | info | debug",
                logs((text, logs) -> logs.withLogLevel(Choices.parse(LogSettings.LogLevel.class, text))));
    }

    /** The directive of that name, in any case. */
    static Optional<ConfDirective> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The MPM's number of that name, in any case. */
    static Optional<MpmDirective> mpmNamed(String name) {
        return Arrays.stream(MpmDirective.values())
                .filter(directive -> directive.directiveName().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The name of the directive that is the fewest typing mistakes away. */
    static String nearest(String name) {
        var names = new ArrayList<String>();
        BY_NAME.values().forEach(directive -> names.add(directive.name()));
        Arrays.stream(MpmDirective.values()).forEach(directive -> names.add(directive.directiveName()));
        return names.stream()
                .min(Comparator.comparingInt(known -> TypingDistance.between(known, name)))
                .orElseThrow();
    }

    private static WebServerConf checkedOnly(List<String> arguments, WebServerConf conf) {
        arguments.forEach(argument -> Texts.requireOneLine("an argument", argument));
        return conf;
    }

    private static WebServerConf directoryIndex(List<String> names, WebServerConf conf) {
        boolean disabled = names.size() == 1 && NO_DIRECTORY_INDEX.equalsIgnoreCase(names.getFirst());
        return conf.withDirectoryIndex(disabled ? List.of() : names);
    }

    private static WebServerConf customLog(List<String> arguments, WebServerConf conf) {
        LogSettings.AccessLogFormat format = Choices.parse(LogSettings.AccessLogFormat.class, arguments.get(1));
        return conf.withLogs(conf.logs().withAccessLog(arguments.getFirst(), format));
    }

    private static BiFunction<String, WebServerConf, WebServerConf> http(
            BiFunction<String, HttpSettings, HttpSettings> effect) {
        return (text, conf) -> conf.withHttp(effect.apply(text, conf.http()));
    }

    private static BiFunction<String, WebServerConf, WebServerConf> workload(
            BiFunction<String, Workload, Workload> effect) {
        return (text, conf) -> conf.withWorkload(effect.apply(text, conf.workload()));
    }

    private static BiFunction<String, WebServerConf, WebServerConf> logs(
            BiFunction<String, LogSettings, LogSettings> effect) {
        return (text, conf) -> conf.withLogs(effect.apply(text, conf.logs()));
    }

    private static void one(String name, String usage, BiFunction<String, WebServerConf, WebServerConf> effect) {
        add(name, usage, 1, 1, (arguments, conf) -> effect.apply(arguments.getFirst(), conf));
    }

    /** A directive that the reader combines with others or with itself. */
    private static void readElsewhere(String name, String usage, int arguments) {
        add(name, usage, arguments, arguments, ConfDirective::checkedOnly);
    }

    private static void add(
            String name,
            String usage,
            int least,
            int most,
            BiFunction<List<String>, WebServerConf, WebServerConf> effect) {
        BY_NAME.put(name.toLowerCase(Locale.ROOT), new ConfDirective(name, usage, least, most, effect));
    }

    private enum OnOff {
        ON,
        OFF;

        boolean isOn() {
            return this == ON;
        }
    }
}
