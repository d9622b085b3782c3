package io.mpmoperator.server.compression;

import java.util.Locale;
import java.util.Set;

/**
 * Which responses the filter DEFLATE is for: all ({@code SetOutputFilter}), or those of some media types
 * ({@code AddOutputFilterByType}).
 *
 * @param types in lower case, without parameters
 */
public record Compressible(boolean all, Set<String> types) {

    /** None. */
    public static final Compressible NONE = new Compressible(false, Set.of());

    public Compressible {
        types = Set.copyOf(types);
    }

    /** Whether a response of a media type, whose parameters do not count, passes the filter. */
    public boolean has(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return all || types.contains(type.strip().toLowerCase(Locale.ROOT));
    }
}
