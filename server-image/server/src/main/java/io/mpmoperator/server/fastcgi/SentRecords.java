package io.mpmoperator.server.fastcgi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The records that a web server sends for a request, whose number is always 1 (FastCGI 1.0, section 3.3). */
public final class SentRecords {

    /** Bytes of the head of a record. */
    public static final int HEAD_BYTES = 8;

    static final int VERSION = 1;
    static final int REQUEST = 1;
    private static final int BEGIN_REQUEST = 1;
    private static final int PARAMS = 4;
    private static final int STDIN = 5;
    private static final int RESPONDER = 1;
    private static final int KEEP_CONNECTION = 1;

    /** Apache puts no more into a record of variables. */
    private static final int MOST_OF_VARIABLES = 16 * 1024;

    private static final int SHORT_LENGTH = 0x80;

    private SentRecords() {}

    /**
     * What a request begins with: its role and its variables.
     *
     * @param kept whether the connection is to stay open after it
     * @param variables names and values, a character for each byte
     */
    public static byte[] begin(boolean kept, Map<String, String> variables) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        record(out, BEGIN_REQUEST, new byte[] {0, RESPONDER, (byte) (kept ? KEEP_CONNECTION : 0), 0, 0, 0, 0, 0});
        byte[] pairs = pairs(variables);
        for (int from = 0; from < pairs.length; from += MOST_OF_VARIABLES) {
            int count = Math.min(MOST_OF_VARIABLES, pairs.length - from);
            head(out, PARAMS, count);
            out.write(pairs, from, count);
        }
        head(out, PARAMS, 0);
        return out.toByteArray();
    }

    /** Writes the head of a record of the body into the first bytes of a buffer; a record of 0 bytes ends it. */
    public static void bodyHead(byte[] buffer, int count) {
        buffer[0] = VERSION;
        buffer[1] = STDIN;
        buffer[2] = 0;
        buffer[3] = REQUEST;
        buffer[4] = (byte) (count >> 8);
        buffer[5] = (byte) count;
        buffer[6] = 0;
        buffer[7] = 0;
    }

    private static void record(ByteArrayOutputStream out, int type, byte[] content) {
        head(out, type, content.length);
        out.writeBytes(content);
    }

    private static void head(ByteArrayOutputStream out, int type, int length) {
        out.writeBytes(new byte[] {VERSION, (byte) type, 0, REQUEST, (byte) (length >> 8), (byte) length, 0, 0});
    }

    private static byte[] pairs(Map<String, String> variables) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        variables.forEach((name, value) -> {
            length(out, name.length());
            length(out, value.length());
            out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        });
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length >= SHORT_LENGTH) {
            out.write((length >> 24) | SHORT_LENGTH);
            out.write(length >> 16);
            out.write(length >> 8);
        }
        out.write(length);
    }
}
