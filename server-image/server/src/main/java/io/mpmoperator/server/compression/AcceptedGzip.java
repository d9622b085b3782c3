package io.mpmoperator.server.compression;

import java.util.Locale;

/** Whether a client takes gzip: {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
public final class AcceptedGzip {

    private AcceptedGzip() {}

    /** Whether a field names gzip, or all codings, with a weight that is not zero. */
    public static boolean in(String acceptEncoding) {
        boolean others = false;
        for (String element : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = element.split(";", 2);
            String name = parts[0].strip();
            boolean refused = parts.length > 1 && parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
            if (name.equals("gzip") || name.equals("x-gzip")) {
                return !refused;
            }
            others |= name.equals("*") && !refused;
        }
        return others;
    }
}
