package io.mpmoperator.rewrite;

import java.nio.charset.StandardCharsets;

/**
 * How what a group holds is encoded before it is put into a substitution: flags {@code B}, {@code BNP}, {@code BCTLS},
 * {@code BNE}.
 *
 * @param on whether it is encoded at all
 * @param characters what is encoded; empty for all but letters, digits and the underscore
 * @param excepted what is never encoded
 * @param spaceIsPlus whether a space becomes {@code +}
 * @param controlsAlone whether control characters and spaces alone are encoded
 */
record CaptureEscape(boolean on, String characters, String excepted, boolean spaceIsPlus, boolean controlsAlone) {

    static final CaptureEscape NONE = new CaptureEscape(false, "", "", true, false);

    private static final String HEX = "0123456789abcdef";

    String apply(String text) {
        if (!on || text.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            append(octet & 255, out);
        }
        return out.toString();
    }

    private void append(int c, StringBuilder out) {
        if (!isEncoded(c)) {
            out.append((char) c);
        } else if (c == ' ' && spaceIsPlus) {
            out.append('+');
        } else {
            out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }

    private boolean isEncoded(int c) {
        if (c > 127) {
            return true;
        }
        if (excepted.indexOf(c) >= 0) {
            return false;
        }
        boolean control = c <= ' ' || c == 127;
        if (controlsAlone || !characters.isEmpty()) {
            return (control && controlsAlone) || characters.indexOf(c) >= 0;
        }
        return !(Character.isLetterOrDigit(c) || c == '_');
    }
}
