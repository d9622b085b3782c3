package io.mpmoperator.logformat;

import java.nio.charset.StandardCharsets;

/** Writes what a client sent so that it can neither end a line nor a quoted text. Apache: {@code ap_escape_logitem}. */
final class LogEscape {

    private static final String HEX = "0123456789abcdef";
    private static final String CONTROLS = "\b\n\r\t\u000b";
    private static final String LETTERS = "bnrtv";

    private LogEscape() {}

    static void append(StringBuilder out, String text) {
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, plain, i);
            if (c < 128) {
                escape(out, c);
            } else {
                int end = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
                octets(out, text.substring(i, end));
                i = end - 1;
            }
            plain = i + 1;
        }
        out.append(text, plain, text.length());
    }

    private static void escape(StringBuilder out, char c) {
        int control = CONTROLS.indexOf(c);
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (control >= 0) {
            out.append('\\').append(LETTERS.charAt(control));
        } else {
            octet(out, (byte) c);
        }
    }

    private static void octets(StringBuilder out, String text) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            octet(out, octet);
        }
    }

    private static void octet(StringBuilder out, byte octet) {
        out.append("\\x").append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
    }
}
