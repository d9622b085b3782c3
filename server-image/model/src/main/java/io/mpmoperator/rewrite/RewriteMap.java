package io.mpmoperator.rewrite;

import io.mpmoperator.url.PercentEncoding;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map from keys to values: directive {@code RewriteMap}, {@code ${name:key|default}}. */
@FunctionalInterface
public interface RewriteMap {

    /** The value of a key; null where there is none. */
    @Nullable
    String valueOf(String key);

    /**
     * Reads the lines of a text map: a key, white space and a value; {@code #} begins a comment. Of a key given twice the
     * first counts.
     */
    static RewriteMap ofLines(Iterable<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", 3);
            if (words.length >= 2 && !words[0].startsWith("#")) {
                values.putIfAbsent(words[0], words[1]);
            }
        }
        Map<String, String> fixed = Map.copyOf(values);
        return fixed::get;
    }

    /**
     * The map that is a function: {@code tolower}, {@code toupper}, {@code escape}, {@code unescape}.
     *
     * @throws IllegalArgumentException for another name
     */
    static RewriteMap ofFunction(String name) {
        return switch (name) {
            case "tolower" -> key -> key.toLowerCase(Locale.ROOT);
            case "toupper" -> key -> key.toUpperCase(Locale.ROOT);
            case "escape" -> PercentEncoding.PATH::encode;
            case "unescape" -> PercentEncoding::decode;
            default ->
                throw new IllegalArgumentException("there is no function '" + name
                        + "': int:tolower, int:toupper, int:escape and int:unescape are accepted");
        };
    }
}
