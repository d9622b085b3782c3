package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.Directive;
import io.mpmoperator.conf.DirectiveKind;
import io.mpmoperator.conf.Directives;
import io.mpmoperator.conf.Modules;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.mpm.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The directives of a whole server that are fields of a WebServer, or that a pod decides. */
final class ServerFields {

    private static final Map<String, String> HTTP_TIMES =
            Map.of("timeout", "timeout", "keepalivetimeout", "keepAliveTimeout");

    private static final Map<String, String> HTTP_NUMBERS = Map.of(
            "maxkeepaliverequests", "maxKeepAliveRequests",
            "limitrequestline", "limitRequestLine",
            "limitrequestfieldsize", "limitRequestFieldSize",
            "limitrequestfields", "limitRequestFields");

    private static final List<String> OF_POD = List.of("listen", "serverroot", "errorlog", "typesconfig");

    private final Draft draft;
    private final ImportReport report;

    ServerFields(Draft draft, ImportReport report) {
        this.draft = draft;
        this.report = report;
    }

    /** Takes a line over; false where there is no field for it. */
    boolean take(Line line) {
        String name = line.name().toLowerCase(Locale.ROOT);
        if (line.arguments().isEmpty()) {
            return false;
        }
        if (OF_POD.contains(name)) {
            ofPod(line, name);
            return true;
        }
        return switch (name) {
            case "loadmodule" -> module(line);
            case "servermpm" -> mode(line, line.arguments().getFirst());
            case "documentroot" -> content(line);
            case "directoryindex" -> index(line);
            case "customlog" -> accessLog(line);
            case "loglevel" -> level(line);
            case "sslengine", "sslcertificatefile", "sslcertificatekeyfile", "sslcertificatechainfile" ->
                certificate(line);
            default -> http(line, name) || number(line);
        };
    }

    private void ofPod(Line line, String name) {
        switch (name) {
            case "listen" -> report.inForce(line, "the pod's port, 8080 for HTTP and 8443 for HTTPS");
            case "errorlog" -> report.withoutEffect(line, "the pod logs on its standard error");
            case "typesconfig" -> report.withoutEffect(line, "all usual media types are known");
            default -> report.withoutEffect(line, "every path of the WebServer is written in full");
        }
    }

    private boolean module(Line line) {
        String module = line.arguments().getFirst();
        Optional<Mode> mode = Modules.modeOf(module);
        if (mode.isPresent()) {
            return mode(line, mode.get().directiveValue());
        }
        if (!Modules.has(module, Mode.EVENT)) {
            report.withoutEffect(line, "this server has nothing of it");
        }
        return true;
    }

    private boolean mode(Line line, String mode) {
        draft.part("mpm").put("mode", mode.toLowerCase(Locale.ROOT));
        report.inForce(line, "spec.mpm.mode");
        return true;
    }

    private boolean number(Line line) {
        Optional<Directive> directive = Directives.named(line.name());
        String value = line.arguments().getFirst();
        if (directive.isEmpty()
                || !(directive.get().use() instanceof DirectiveKind.MpmNumber(var number))
                || !value.matches("[0-9]{1,9}")) {
            return false;
        }
        String name = number.directiveName();
        String field = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        boolean time = field.equals("gracefulShutdownTimeout");
        draft.part("mpm").put(field, time ? value + "s" : Integer.valueOf(value));
        report.inForce(line, "spec.mpm." + field);
        return true;
    }

    private boolean content(Line line) {
        draft.part("content", "configMap").put("name", draft.name() + "-content");
        report.inForce(line, "spec.content");
        return true;
    }

    private boolean index(Line line) {
        if (line.arguments().getFirst().equalsIgnoreCase("disabled")) {
            return false;
        }
        draft.part("content", "configMap").put("name", draft.name() + "-content");
        draft.part("content").put("directoryIndex", new ArrayList<>(line.arguments()));
        report.inForce(line, "spec.content.directoryIndex");
        return true;
    }

    /** A log of every request in a format that has a name here; all others stay directives. */
    private boolean accessLog(Line line) {
        String format = line.arguments().getLast().toLowerCase(Locale.ROOT);
        boolean own = draft.formats().contains(line.arguments().getLast());
        if (line.arguments().size() != 2 || own || !List.of("combined", "json").contains(format)) {
            return false;
        }
        draft.part("logging", "accessLog").put("format", format);
        report.inForce(line, "spec.logging.accessLog, on the pod's standard output");
        return true;
    }

    private boolean level(Line line) {
        String level = line.arguments().getFirst().toLowerCase(Locale.ROOT);
        if (line.arguments().size() > 1
                || !List.of("error", "warn", "info", "debug").contains(level)) {
            return false;
        }
        draft.part("logging").put("level", level);
        report.inForce(line, "spec.logging.level");
        return true;
    }

    private boolean certificate(Line line) {
        if (line.name().equalsIgnoreCase("SSLEngine")
                && !line.arguments().getFirst().equalsIgnoreCase("on")) {
            report.withoutEffect(line, "HTTP is spoken where there is no spec.tls");
            return true;
        }
        draft.part("tls").put("secretName", draft.name() + "-tls");
        report.inForce(line, "spec.tls");
        report.notTakenOver(
                line,
                "put certificate chain and key into the Secret: kubectl create secret tls %s-tls --cert=FILE --key=FILE"
                        .formatted(draft.name()));
        return true;
    }

    private boolean http(Line line, String name) {
        String value = line.arguments().getFirst();
        if (HTTP_TIMES.containsKey(name) && value.matches("[0-9]{1,6}(ms)?")) {
            return http(line, HTTP_TIMES.get(name), value.endsWith("ms") ? value : value + "s");
        }
        if (HTTP_NUMBERS.containsKey(name) && value.matches("[0-9]{1,9}")) {
            return http(line, HTTP_NUMBERS.get(name), Integer.valueOf(value));
        }
        return name.equals("keepalive") && http(line, "keepAlive", value.equalsIgnoreCase("on"));
    }

    private boolean http(Line line, String field, Object value) {
        draft.part("http").put(field, value);
        report.inForce(line, "spec.http." + field);
        return true;
    }
}
