package io.mpmoperator.server.site;

import io.mpmoperator.headers.EtagChange;
import io.mpmoperator.rules.CompressionSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.compression.Compressible;
import io.mpmoperator.server.compression.Compressing;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which responses pass the filter DEFLATE: SetOutputFilter, AddOutputFilterByType and AddOutputFilter, but for {@code no-gzip}. */
final class Filters {

    private static final int USUAL_LEVEL = 6;

    private Filters() {}

    /**
     * How a response is compressed; null where it is not.
     *
     * @param name of its file; empty for none
     * @param type a value of Content-Type
     */
    static @Nullable Compressing of(String name, String type, Rules rules, RequestFacts facts) {
        if (CompressionSettings.isUnsaid(rules) || !passes(name, type, rules) || isExcepted(type, facts)) {
            return null;
        }
        return new Compressing(
                rules.or(CompressionSettings.LEVEL, USUAL_LEVEL),
                rules.or(CompressionSettings.ETAG, EtagChange.ADD_SUFFIX),
                rules.or(CompressionSettings.LEAST_BYTES, CompressionSettings.LEAST));
    }

    private static boolean passes(String name, String type, Rules rules) {
        return new Compressible(
                                rules.or(CompressionSettings.ALL, false),
                                rules.or(CompressionSettings.BY_TYPE, Set.of()))
                        .has(type)
                || hasExtension(name, rules.or(CompressionSettings.BY_EXTENSION, Map.of()));
    }

    private static boolean hasExtension(String name, Map<String, String> filters) {
        if (filters.isEmpty()) {
            return false;
        }
        String[] parts = name.split("\\.", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!filters.getOrDefault(parts[i].toLowerCase(Locale.ROOT), "").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What SetEnvIf and BrowserMatch say of clients that do not take what they say they do. */
    private static boolean isExcepted(String type, RequestFacts facts) {
        boolean html = type.toLowerCase(Locale.ROOT).startsWith("text/html");
        return facts.environment("no-gzip") != null || (facts.environment("gzip-only-text/html") != null && !html);
    }
}
