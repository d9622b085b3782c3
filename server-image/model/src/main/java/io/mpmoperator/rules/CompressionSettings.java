package io.mpmoperator.rules;

import io.mpmoperator.headers.EtagChange;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What sections say of compression: the filter DEFLATE. */
public final class CompressionSettings {

    /** Whether every response is compressed: SetOutputFilter. */
    public static final Setting<Boolean> ALL = Setting.last("SetOutputFilter");

    /** Media types that are compressed, in lower case. */
    public static final Setting<Set<String>> BY_TYPE =
            Setting.merged("AddOutputFilterByType", CompressionSettings::both);

    /** The filter of files with an extension, in lower case; empty for none. */
    public static final Setting<Map<String, String>> BY_EXTENSION = Setting.map("AddOutputFilter");

    /** How hard a compressor tries, 1 to 9. */
    public static final Setting<Integer> LEVEL = Setting.last("DeflateCompressionLevel");

    /** What becomes of entity tags. */
    public static final Setting<EtagChange> ETAG = Setting.last("DeflateAlterETag");

    /** Bytes of the shortest response that is compressed. */
    public static final Setting<Long> LEAST_BYTES = Setting.last("DeflateMinLength");

    /** The shortest response that Apache compresses. */
    public static final long LEAST = 69;

    private CompressionSettings() {}

    private static Set<String> both(Set<String> before, Set<String> after) {
        Set<String> all = new HashSet<>(before);
        all.addAll(after);
        return Set.copyOf(all);
    }

    /** Whether anything is said that could have a response compressed. */
    public static boolean isUnsaid(Rules rules) {
        return !rules.has(ALL) && !rules.has(BY_TYPE) && !rules.has(BY_EXTENSION);
    }
}
