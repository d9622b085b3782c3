package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.DirectiveException;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The directives that change what the process does, taken up one after the other. */
final class ProcessLines {

    private final Map<Directive, Line> seen = new HashMap<>();
    private final List<Line> mounted = new ArrayList<>();
    private final List<HandlerMount> handlers = new ArrayList<>();
    private final List<Remark> remarks;
    private final PortLines ports;
    private WebServerConf conf;
    private String serverRoot;

    /**
     * Begins with the defaults.
     *
     * @param folder that relative paths begin at as long as no ServerRoot is given
     */
    ProcessLines(Mode mode, String folder, List<Remark> remarks) {
        this.conf = WebServerConf.defaults(mode);
        this.serverRoot = folder;
        this.remarks = remarks;
        this.ports = new PortLines(remarks);
    }

    /** The folder that relative paths begin at, without a slash at its end; empty where nothing says it. */
    String serverRoot() {
        return serverRoot;
    }

    /** Takes up a line of the server; false where it is none of the process's. */
    boolean take(Line line) throws ConfException {
        Directive directive = Directives.named(line.name()).orElseThrow(() -> ConfReader.unknown(line));
        boolean taken = apply(line, directive);
        if (taken) {
            remember(line, directive);
        }
        return taken;
    }

    /** Takes up a line of a virtual host, where the server has not said it; false where it is none of the process's. */
    boolean takeOfHost(Line line, Directive directive) throws ConfException {
        if (!(directive.use() instanceof DirectiveKind.OfProcess)) {
            return false;
        }
        Line earlier = seen.get(directive);
        if (earlier == null) {
            apply(line, directive);
            seen.put(directive, line);
            adjusted(line, "%s of a virtual host is in force for the whole server".formatted(directive.name()));
        } else if (!earlier.arguments().equals(line.arguments())) {
            adjusted(
                    line,
                    "%s is in force as %s says it, for the whole server".formatted(directive.name(), earlier.at()));
        }
        return true;
    }

    private boolean apply(Line line, Directive directive) throws ConfException {
        try {
            return switch (directive.use()) {
                case DirectiveKind.OfProcess(var effect) -> change(directive, line, effect);
                case DirectiveKind.Both(DirectiveKind.OfProcess(var effect), DirectiveKind.Rule<?> _) ->
                    change(directive, line, effect);
                case DirectiveKind.MpmNumber(MpmDirective number) -> number(line, directive, number);
                case DirectiveKind.Read _ -> read(line, directive);
                case DirectiveKind.Rule<?> _, DirectiveKind.Idle _, DirectiveKind.Absent _ -> false;
            };
        } catch (IllegalArgumentException e) {
            throw ConfException.of(line.at(), directive.name(), e);
        }
    }

    private boolean change(
            Directive directive, Line line, BiFunction<List<String>, WebServerConf, WebServerConf> effect) {
        directive.requireCount(line.arguments());
        conf = effect.apply(line.arguments(), conf);
        return true;
    }

    private boolean read(Line line, Directive directive) throws ConfException {
        directive.requireCount(line.arguments());
        line.arguments().forEach(argument -> Texts.requireOneLine("an argument", argument));
        switch (directive.name()) {
            case ServerDirectives.LISTEN -> ports.take(line);
            case ServerDirectives.HANDLER -> mount(line);
            case ServerDirectives.LOAD_MODULE -> loadModule(line);
            case ServerDirectives.SERVER_ROOT -> serverRoot = line.arguments().getFirst();
            default -> {}
        }
        return true;
    }

    private void loadModule(Line line) {
        String module = line.arguments().getFirst();
        if (!Modules.has(module, conf.mpm().mode()) && Modules.modeOf(module).isEmpty()) {
            remarks.add(new Remark(
                    line.at(),
                    Remark.Kind.WITHOUT_EFFECT,
                    "LoadModule %s: this server has nothing of it".formatted(ConfException.shortened(module))));
        }
    }

    private void mount(Line line) throws ConfException {
        HandlerMount mount =
                new HandlerMount(line.arguments().getFirst(), line.arguments().get(1));
        for (int i = 0; i < handlers.size(); i++) {
            if (mount.collidesWith(handlers.get(i))) {
                throw ConfException.at(
                        line.at(),
                        "Handler %s is on the same path as Handler %s of line %d: one handler for each path is accepted"
                                .formatted(
                                        ConfException.shortened(mount.path()),
                                        ConfException.shortened(handlers.get(i).path()),
                                        mounted.get(i).at().line()));
            }
        }
        handlers.add(mount);
        mounted.add(line);
    }

    private boolean number(Line line, Directive directive, MpmDirective number) throws ConfException {
        directive.requireCount(line.arguments());
        Mode mode = conf.mpm().mode();
        if (!number.modes().contains(mode)) {
            String modes = number.modes().stream().map(Mode::directiveValue).collect(Collectors.joining(" and "));
            throw ConfException.at(
                    line.at(),
                    "%s is a directive of %s, and ServerMPM is %s"
                            .formatted(directive.name(), modes, mode.directiveValue()));
        }
        try {
            BigDecimal value = value(number, line.arguments().getFirst());
            Coercion.check(mode, number, value);
            conf = conf.withMpm(conf.mpm().with(number, value));
            return true;
        } catch (DirectiveException e) {
            throw ConfException.at(line.at(), String.valueOf(e.getMessage()));
        }
    }

    private static BigDecimal value(MpmDirective number, String text) {
        return number == MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT
                ? BigDecimal.valueOf(Intervals.parse(text).toMillis(), 3)
                : Integers.parseDecimal(text);
    }

    private void remember(Line line, Directive directive) {
        Line earlier = seen.put(directive, line);
        if (earlier != null && !directive.repeats()) {
            adjusted(line, replaced(line, earlier));
        }
    }

    static String replaced(Line line, Line earlier) {
        String other = earlier.name().equalsIgnoreCase(line.name()) ? "that" : earlier.name();
        return "%s is in force as it is here, and not %s of %s".formatted(line.name(), other, earlier.at());
    }

    private void adjusted(Line line, String message) {
        remarks.add(new Remark(line.at(), Remark.Kind.ADJUSTED, message));
    }

    /** What was taken up, with what several directives say together. */
    WebServerConf conf() throws ConfException {
        conf = ports.over(conf.withHandlers(handlers));
        ports.requireNone(conf.managementListen(), line("ManagementListen"));
        Optional<TlsSettings> tls = tls();
        return tls.isPresent() ? conf.withTls(tls.get()) : conf;
    }

    private Optional<TlsSettings> tls() throws ConfException {
        Optional<Line> certificate = line(ServerDirectives.CERTIFICATE);
        Optional<Line> key = line(ServerDirectives.CERTIFICATE_KEY);
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new TlsSettings(
                    certificate.get().arguments().getFirst(),
                    key.get().arguments().getFirst()));
        }
        if (certificate.isPresent() || key.isPresent()) {
            throw ConfException.at(
                    certificate.or(() -> key).orElseThrow().at(),
                    "SSLCertificateFile and SSLCertificateKeyFile belong together: one of them is missing");
        }
        return Optional.empty();
    }

    private Optional<Line> line(String name) {
        return Directives.named(name).map(seen::get);
    }
}
