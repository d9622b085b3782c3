package io.mpmoperator.rewrite;

import java.util.Locale;
import java.util.Set;

/** The status of flag {@code R}: a number that HTTP knows, or Apache's word for one. */
final class RedirectStatus {

    private static final Set<Integer> KNOWN = Set.of(
            100, 101, 102, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308,
            400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423,
            424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511);

    private RedirectStatus() {}

    static int parse(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "", "temp" -> 302;
            case "permanent" -> 301;
            case "seeother" -> 303;
            default -> number(value);
        };
    }

    private static int number(String value) {
        if (!value.matches("[0-9]{3}") || !KNOWN.contains(Integer.parseInt(value))) {
            throw new IllegalArgumentException("'R=" + value
                    + "' has no status: permanent, temp, seeother and a status that HTTP knows are accepted");
        }
        return Integer.parseInt(value);
    }
}
