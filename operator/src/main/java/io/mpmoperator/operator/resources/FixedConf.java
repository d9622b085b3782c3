package io.mpmoperator.operator.resources;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.Listen;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of a configuration that a running server cannot take up: it stays as it is across a graceful restart. */
final class FixedConf {

    private static final List<MpmDirective> FIXED =
            List.of(MpmDirective.SERVER_LIMIT, MpmDirective.THREAD_LIMIT, MpmDirective.LISTEN_BACKLOG);

    private FixedConf() {}

    /** What of that part differs, each a few words. */
    static List<String> changes(WebServerConf before, WebServerConf after) {
        List<String> changes = new ArrayList<>();
        add(
                changes,
                "ServerMPM",
                before.mpm().mode().directiveValue(),
                after.mpm().mode().directiveValue());
        add(changes, "Listen", text(before.listens()), text(after.listens()));
        for (MpmDirective directive : FIXED) {
            add(changes, directive.directiveName(), text(before, directive), text(after, directive));
        }
        return changes;
    }

    private static String text(List<Listen> listens) {
        return listens.stream().map(Listen::toString).collect(Collectors.joining(", "));
    }

    private static void add(List<String> changes, String directive, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add("%s %s becomes %s, which a running server cannot take up".formatted(directive, before, after));
        }
    }

    private static String text(WebServerConf conf, MpmDirective directive) {
        return conf.mpm().get(directive).map(BigDecimal::toPlainString).orElse("unset");
    }

    /** That part as text. */
    static String of(WebServerConf conf) {
        MpmDirectives fixed = MpmDirectives.of(conf.mpm().mode());
        for (MpmDirective directive : FIXED) {
            Optional<BigDecimal> value = conf.mpm().get(directive);
            if (value.isPresent()) {
                fixed = fixed.with(directive, value.get());
            }
        }
        return ConfWriter.write(WebServerConf.defaults(conf.mpm().mode())
                .withListens(conf.listens())
                .withManagementListen(conf.managementListen())
                .withMpm(fixed));
    }
}
