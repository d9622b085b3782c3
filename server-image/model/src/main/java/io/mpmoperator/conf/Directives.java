package io.mpmoperator.conf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The registry: the one place where a directive is known. */
public final class Directives {

    private static final List<Directive> ALL = Collections.unmodifiableList(collected());
    private static final Map<String, Directive> BY_NAME = byName();

    private Directives() {}

    private static List<Directive> collected() {
        List<Directive> all = new ArrayList<>(ServerDirectives.all());
        all.addAll(TlsDirectives.all());
        all.addAll(RemoteIpDirectives.all());
        all.addAll(LogDirectives.all());
        all.addAll(SiteDirectives.all());
        all.addAll(AccessDirectives.all());
        all.addAll(PasswordDirectives.all());
        all.addAll(RewriteDirectives.all());
        all.addAll(HeaderDirectives.all());
        all.addAll(CompressionDirectives.all());
        all.addAll(ProxyDirectives.all());
        all.addAll(FastCgiDirectives.all());
        all.addAll(IdleDirectives.all());
        return all;
    }

    private static Map<String, Directive> byName() {
        Map<String, Directive> byName = new HashMap<>();
        for (Directive directive : ALL) {
            add(byName, directive.name(), directive);
            directive.oldNames().forEach(old -> add(byName, old, directive));
        }
        return byName;
    }

    private static void add(Map<String, Directive> byName, String name, Directive directive) {
        if (byName.put(key(name), directive) != null) {
            throw new IllegalStateException(name + " is described twice");
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** All directives, those of one subject beside each other. */
    public static List<Directive> all() {
        return ALL;
    }

    /** The directive of that name, in any case, old or new. */
    public static Optional<Directive> named(String name) {
        return Optional.ofNullable(BY_NAME.get(key(name)));
    }

    /** The name that is the fewest typing mistakes away, of those that it may have been meant for. */
    static Optional<String> nearest(String name) {
        return ALL.stream()
                .map(Directive::name)
                .min(Comparator.comparingInt(known -> TypingDistance.between(known, name)))
                .filter(known -> TypingDistance.between(known, name) <= Math.max(2, name.length() / 3));
    }
}
