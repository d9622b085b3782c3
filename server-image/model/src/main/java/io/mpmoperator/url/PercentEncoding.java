package io.mpmoperator.url;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The sets of characters that stay as they are when a text is percent-encoded; its bytes are UTF-8. */
public enum PercentEncoding {
    /** Of a path: what RFC 3986 lets be in one, the slash too. Apache: {@code ap_escape_uri}. */
    PATH("$-_.+!*'(),:;@&=/~"),
    /** Of a path that may have a query and what is encoded already. Apache: what {@code Location} is escaped by. */
    URL("$-_.+!*'(),:;@&=/~?%#[]"),
    /** Of one segment of a path: no slash. Apache: {@code ap_escape_path_segment}. */
    SEGMENT("$-_.+!*'(),:@&=~"),
    /** Of a captured text: letters, digits and the underscore. Apache: flag {@code B} of {@code RewriteRule}. */
    CAPTURE("_");

    private static final String HEX = "0123456789abcdef";

    private final String kept;

    PercentEncoding(String kept) {
        this.kept = kept;
    }

    /** The text with each other character encoded. */
    public String encode(String text) {
        return encode(text, this::keeps);
    }

    /** The text with each of some characters encoded, and no other but what is no printable ASCII. Apache: {@code [B=...]}. */
    public static String encodeOnly(String text, String characters) {
        return encode(text, c -> c > ' ' && c < 127 && characters.indexOf(c) < 0);
    }

    private interface Kept {
        boolean test(int character);
    }

    private static String encode(String text, Kept kept) {
        if (text.chars().allMatch(kept::test)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && kept.test(octet)) {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
            }
        }
        return out.toString();
    }

    private boolean keeps(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 128 && kept.indexOf(c) >= 0);
    }

    /** The text with each {@code %xx} decoded; what is no such triple stays as it is. */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            int value = octets[i] == '%' && i + 2 < octets.length ? hexadecimal(octets[i + 1], octets[i + 2]) : -1;
            out.write(value < 0 ? octets[i] : value);
            i += value < 0 ? 0 : 2;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int hexadecimal(int high, int low) {
        int left = Character.digit(high, 16);
        int right = Character.digit(low, 16);
        return left < 0 || right < 0 ? -1 : 16 * left + right;
    }
}
