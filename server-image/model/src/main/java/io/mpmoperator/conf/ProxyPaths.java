package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.proxy.ProxyMapping;
import io.mpmoperator.proxy.ReverseMapping;
import io.mpmoperator.rules.ProxySettings;
import java.util.List;

/** Whether ProxyPass, ProxyPassMatch and ProxyPassReverse name a path where no section does, and there alone. */
final class ProxyPaths {

    private ProxyPaths() {}

    /**
     * Refuses a path in a section that has one, and its absence elsewhere.
     *
     * @throws ConfException with what would be accepted
     */
    static void require(Line line, Directive directive, Context context) throws ConfException {
        if (directive.use() instanceof DirectiveKind.Rule<?> rule && isMapping(rule)) {
            boolean withoutPath = isOfSection(rule.parse().apply(line.arguments()));
            if (withoutPath != (context == Context.LOCATION)) {
                throw ConfException.at(
                        line.at(),
                        withoutPath
                                ? "%s names no path: outside of <Location> it is accepted with one"
                                        .formatted(directive.name())
                                : "%s names a path: in <Location> it is accepted without one"
                                        .formatted(directive.name()));
            }
        }
    }

    private static boolean isMapping(DirectiveKind.Rule<?> rule) {
        return rule.setting() == ProxySettings.MAPPINGS || rule.setting() == ProxySettings.REVERSE;
    }

    private static boolean isOfSection(Object parsed) {
        return parsed instanceof List<?> list
                && switch (list.getFirst()) {
                    case ProxyMapping mapping -> mapping.isOfSection();
                    case ReverseMapping mapping -> mapping.isOfSection();
                    default -> false;
                };
    }
}
