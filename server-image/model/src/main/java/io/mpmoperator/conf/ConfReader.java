package io.mpmoperator.conf;

import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.DirectiveException;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads {@code webserver.conf}. Apache's syntax: a directive a line, names in any case, # comments on lines of their
 * own, quotes, a trailing backslash continues the line. What is not known, given twice or of another mode is refused.
 */
public final class ConfReader {

    /** What some editors begin a file with; Apache refuses it too. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_MESSAGE = 400;

    private final String file;
    private final Map<String, ConfLine> seen = new HashMap<>();
    private final List<HandlerMount> handlers = new ArrayList<>();

    private ConfReader(String file) {
        this.file = file;
    }

    /**
     * The configuration that the text says; what it does not say is left to the defaults. Its MPM's numbers pass
     * {@link Coercion#check}.
     *
     * @param file the name that errors begin with
     * @throws ConfException for anything that is not understood, with file:line and what would be accepted
     */
    public static WebServerConf read(String file, String text) throws ConfException {
        return new ConfReader(file).read(ConfLine.split(file, text));
    }

    /**
     * Whether a text has no directive at all, only comments and empty lines.
     *
     * @throws ConfException for lines that cannot be taken apart
     */
    public static boolean isEmpty(String file, String text) throws ConfException {
        return ConfLine.split(file, text).isEmpty();
    }

    private WebServerConf read(List<ConfLine> lines) throws ConfException {
        WebServerConf conf = WebServerConf.defaults(mode(lines));
        for (ConfLine line : lines) {
            Optional<ConfDirective> directive = ConfDirective.named(line.name());
            Optional<MpmDirective> number = ConfDirective.mpmNamed(line.name());
            if (directive.isPresent()) {
                conf = applied(line, directive.get(), conf);
            } else if (number.isPresent()) {
                conf = conf.withMpm(withNumber(line, number.get(), conf.mpm()));
            } else {
                throw unknown(line);
            }
        }
        conf = conf.withHandlers(handlers);
        requireTwoPorts(conf);
        Optional<TlsSettings> tls = tls();
        return tls.isPresent() ? conf.withTls(tls.get()) : conf;
    }

    /** The mode must be known before the first of its numbers, wherever it is. */
    private Mode mode(List<ConfLine> lines) throws ConfException {
        for (ConfLine line : lines) {
            if (ConfDirective.SERVER_MPM.equalsIgnoreCase(line.name())
                    && line.arguments().size() == 1) {
                try {
                    return Mode.of(line.arguments().getFirst());
                } catch (IllegalArgumentException e) {
                    throw error(line, "%s: %s".formatted(ConfDirective.SERVER_MPM, e.getMessage()));
                }
            }
        }
        return Mode.EVENT;
    }

    private WebServerConf applied(ConfLine line, ConfDirective directive, WebServerConf conf) throws ConfException {
        int given = line.arguments().size();
        if (given < directive.least() || given > directive.most()) {
            throw error(
                    line,
                    "%s has %d arguments: accepted is %s %s"
                            .formatted(directive.name(), given, directive.name(), directive.usage()));
        }
        boolean mount = directive.name().equals(ConfDirective.HANDLER);
        requireOnce(line, mount ? directive.name() + " " + line.arguments().getFirst() : directive.name());
        try {
            if (mount) {
                mount(line);
            }
            return directive.effect().apply(line.arguments(), conf);
        } catch (IllegalArgumentException e) {
            throw error(line, beginningWith(directive.name(), String.valueOf(e.getMessage())));
        }
    }

    private void mount(ConfLine line) throws ConfException {
        HandlerMount mount =
                new HandlerMount(line.arguments().getFirst(), line.arguments().get(1));
        for (HandlerMount other : handlers) {
            if (mount.collidesWith(other)) {
                throw error(
                        line,
                        "Handler %s is on the same path as Handler %s: one handler for each path is accepted"
                                .formatted(shortened(mount.path()), shortened(other.path())));
            }
        }
        handlers.add(mount);
    }

    /** Two directives for one port, which only whoever binds them would find. */
    private void requireTwoPorts(WebServerConf conf) throws ConfException {
        if (conf.listen().collidesWith(conf.managementListen())) {
            ConfLine line = Optional.ofNullable(seen.get("ManagementListen"))
                    .or(() -> Optional.ofNullable(seen.get("Listen")))
                    .orElseThrow();
            throw error(
                    line,
                    "Listen %s and ManagementListen %s are the same port: two different ones are accepted"
                            .formatted(conf.listen(), conf.managementListen()));
        }
    }

    private MpmDirectives withNumber(ConfLine line, MpmDirective directive, MpmDirectives mpm) throws ConfException {
        String name = directive.directiveName();
        if (line.arguments().size() != 1) {
            throw error(
                    line,
                    "%s has %d arguments: accepted is %s number"
                            .formatted(name, line.arguments().size(), name));
        }
        if (!directive.modes().contains(mpm.mode())) {
            String modes = directive.modes().stream().map(Mode::directiveValue).collect(Collectors.joining(" and "));
            throw error(
                    line,
                    "%s is a directive of %s, and ServerMPM is %s"
                            .formatted(name, modes, mpm.mode().directiveValue()));
        }
        requireOnce(line, name);
        try {
            BigDecimal value = number(directive, line.arguments().getFirst());
            Coercion.check(mpm.mode(), directive, value);
            return mpm.with(directive, value);
        } catch (IllegalArgumentException e) {
            throw error(line, beginningWith(name, String.valueOf(e.getMessage())));
        } catch (DirectiveException e) {
            throw error(line, String.valueOf(e.getMessage()));
        }
    }

    private static BigDecimal number(MpmDirective directive, String text) {
        if (directive == MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT) {
            return BigDecimal.valueOf(Intervals.parse(text).toMillis(), 3);
        }
        return Integers.parseDecimal(text);
    }

    private Optional<TlsSettings> tls() throws ConfException {
        Optional<ConfLine> certificate = Optional.ofNullable(seen.get(ConfDirective.CERTIFICATE));
        Optional<ConfLine> key = Optional.ofNullable(seen.get(ConfDirective.CERTIFICATE_KEY));
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new TlsSettings(
                    certificate.get().arguments().getFirst(),
                    key.get().arguments().getFirst()));
        }
        if (certificate.isPresent() || key.isPresent()) {
            throw error(
                    certificate.or(() -> key).orElseThrow(),
                    "SSLCertificateFile and SSLCertificateKeyFile belong together: one of them is missing");
        }
        return Optional.empty();
    }

    private void requireOnce(ConfLine line, String what) throws ConfException {
        Optional<ConfLine> earlier = Optional.ofNullable(seen.putIfAbsent(what, line));
        if (earlier.isPresent()) {
            throw error(
                    line,
                    "%s is given twice, first on line %d: once is accepted"
                            .formatted(shortened(what), earlier.get().number()));
        }
    }

    private ConfException unknown(ConfLine line) {
        if (line.name().startsWith(BYTE_ORDER_MARK)) {
            return error(
                    line,
                    "a byte order mark (U+FEFF), which nobody sees, stands before %s: UTF-8 without one is accepted"
                            .formatted(shortened(line.name().substring(BYTE_ORDER_MARK.length()))));
        }
        if (line.name().startsWith("<")) {
            return error(
                    line,
                    "sections such as %s are not known: plain directives are accepted"
                            .formatted(shortened(line.name())));
        }
        return error(
                line,
                "unknown directive %s: the nearest that is known is %s"
                        .formatted(shortened(line.name()), ConfDirective.nearest(line.name())));
    }

    private ConfException error(ConfLine line, String message) {
        return new ConfException(file, line.number(), shortened(message, LONGEST_MESSAGE));
    }

    private static String beginningWith(String name, String message) {
        return message.startsWith(name) ? message : "%s: %s".formatted(name, message);
    }

    private static String shortened(String text) {
        return shortened(text, LONGEST_NAME);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
