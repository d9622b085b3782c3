package io.mpmoperator.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whole lines of ASCII, made without strings in between. Text of a client is cut at a limit, so that a line stays
 * within what the caller has room for; what was cut ends in three dots.
 */
final class LineBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final char REPLACEMENT = '\ufffd';

    private final byte[] bytes;
    private int length;
    private int lines;

    LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int free() {
        return bytes.length - length;
    }

    int length() {
        return length;
    }

    int lines() {
        return lines;
    }

    byte at(int index) {
        return bytes[index];
    }

    void clear() {
        length = 0;
        lines = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Adds all lines of another buffer; there is room for them. */
    void add(LineBuffer other) {
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        lines += other.lines;
    }

    void writeTo(OutputStream out, int from, int to) throws IOException {
        out.write(bytes, from, to - from);
    }

    LineBuffer endLine() {
        lines++;
        return ascii('\n');
    }

    LineBuffer ascii(char c) {
        bytes[length++] = (byte) c;
        return this;
    }

    LineBuffer ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    LineBuffer ascii(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    /** Text as it is, in UTF-8, of so many bytes at most: what is cut ends in three dots. */
    LineBuffer text(StringBuilder text, int limit) {
        if (text.length() > limit || !isAscii(text)) {
            return encoded(text.toString().getBytes(StandardCharsets.UTF_8), limit);
        }
        for (int i = 0; i < text.length(); i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += text.length();
        return this;
    }

    private static boolean isAscii(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private LineBuffer encoded(byte[] encoded, int limit) {
        if (encoded.length <= limit) {
            return ascii(encoded);
        }
        System.arraycopy(encoded, 0, bytes, length, limit - 3);
        length += limit - 3;
        return ascii("...");
    }

    /** A number in decimal, of at least so many digits. */
    LineBuffer number(long value, int digits) {
        if (value < 0) {
            return ascii('-').number(-Math.max(value, -Long.MAX_VALUE), digits);
        }
        int width = Math.max(digits, decimals(value));
        long rest = value;
        for (int i = length + width - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
    }

    private static int decimals(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /**
     * Text as Apache logs it: quote and backslash behind a backslash, the usual control characters by their letter, any
     * other byte that is not printable ASCII as {@code \xhh}. A character up to U+00FF is one byte, as in a
     * field that was read as ISO-8859-1; any other for its bytes in UTF-8.
     *
     * @param limit bytes the text may take
     */
    LineBuffer apache(String text, int limit) {
        int end = length + limit;
        for (int i = plain(text, limit); i < text.length(); i++) {
            int c = scalar(text, i);
            if (length + apacheBytes(c) > end) {
                return ascii("...");
            }
            apache(c);
            i += Character.charCount(c) - 1;
        }
        return this;
    }

    /** Adds the beginning of a text that needs no escaping, most often all of it; how long that is. */
    private int plain(String text, int limit) {
        int most = Math.min(text.length(), limit);
        int at = length;
        int i = 0;
        while (i < most && printable(text.charAt(i))) {
            bytes[at++] = (byte) text.charAt(i++);
        }
        length = at;
        return i;
    }

    private static int apacheBytes(int c) {
        if (printable(c)) {
            return 1;
        }
        return apacheLetter(c) != 0 ? 2 : 4 * encodedBytes(c);
    }

    private static int encodedBytes(int c) {
        if (c < 0x100) {
            return 1;
        }
        return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    private void apache(int c) {
        if (printable(c)) {
            bytes[length++] = (byte) c;
            return;
        }
        char letter = apacheLetter(c);
        if (letter != 0) {
            ascii('\\').ascii(letter);
            return;
        }
        switch (encodedBytes(c)) {
            case 1 -> hex(c);
            case 2 -> hex(0xc0 | (c >> 6)).continuation(c);
            case 3 -> hex(0xe0 | (c >> 12)).continuation(c >> 6).continuation(c);
            default ->
                hex(0xf0 | (c >> 18)).continuation(c >> 12).continuation(c >> 6).continuation(c);
        }
    }

    private static char apacheLetter(int c) {
        return switch (c) {
            case '"', '\\' -> (char) c;
            case '\b' -> 'b';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case 0x0b -> 'v';
            default -> 0;
        };
    }

    private LineBuffer hex(int octet) {
        ascii('\\').ascii('x');
        bytes[length++] = HEX[(octet >> 4) & 0xf];
        bytes[length++] = HEX[octet & 0xf];
        return this;
    }

    private LineBuffer continuation(int bits) {
        return hex(0x80 | (bits & 0x3f));
    }

    /**
     * A string of JSON with its quotes, in ASCII alone.
     *
     * @param limit bytes the text between the quotes may take
     */
    LineBuffer json(String text, int limit) {
        ascii('"');
        int end = length + limit;
        for (int i = plain(text, limit); i < text.length(); i++) {
            int c = scalar(text, i);
            if (length + jsonBytes(c) > end) {
                ascii("...");
                break;
            }
            json(c);
            i += Character.charCount(c) - 1;
        }
        return ascii('"');
    }

    private static int jsonBytes(int c) {
        if (printable(c)) {
            return 1;
        }
        return c == '"' || c == '\\' ? 2 : 6 * Character.charCount(c);
    }

    private void json(int c) {
        if (printable(c)) {
            bytes[length++] = (byte) c;
        } else if (c == '"' || c == '\\') {
            ascii('\\').ascii((char) c);
        } else if (Character.isBmpCodePoint(c)) {
            unicode((char) c);
        } else {
            unicode(Character.highSurrogate(c));
            unicode(Character.lowSurrogate(c));
        }
    }

    private void unicode(char c) {
        ascii('\\').ascii('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(c >> shift) & 0xf];
        }
    }

    private static boolean printable(int c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    /** The character at an index; half of a surrogate pair is none. */
    private static int scalar(String text, int index) {
        char c = text.charAt(index);
        if (!Character.isSurrogate(c)) {
            return c;
        }
        int pair = text.codePointAt(index);
        return Character.isSupplementaryCodePoint(pair) ? pair : REPLACEMENT;
    }
}
