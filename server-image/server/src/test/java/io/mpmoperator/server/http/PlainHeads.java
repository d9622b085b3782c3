package io.mpmoperator.server.http;

import io.mpmoperator.conf.HttpSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Plain heads for those outside this package, and what the reader of them makes of any bytes. */
public final class PlainHeads {

    private PlainHeads() {}

    /**
     * A plain head to localhost.
     *
     * @param fields names and values in turn
     */
    public static PlainHead of(String method, String target, String... fields) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < fields.length; i += 2) {
            head.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
        }
        PlainHead plain = read(head.append("\r\n").toString());
        if (plain == null) {
            throw new IllegalArgumentException("not plain: " + head);
        }
        return plain;
    }

    /** What is read at the front of a text with the usual limits; null where it is not plain. */
    static @Nullable PlainHead read(String text) {
        PlainHead plain = new PlainHead(HttpSettings.defaults());
        return plain.read(input(text.getBytes(StandardCharsets.ISO_8859_1))) ? plain : null;
    }

    /** The same as a request of its own. */
    public static Request request(PlainHead head) {
        return head.toRequest();
    }

    /** Bytes as a connection has received them. */
    static ByteBuffer input(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same with others before them, which were read already. */
    static ByteBuffer inputAfter(byte[] before, byte[] bytes) {
        return ByteBuffer.allocate(before.length + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(before)
                .put(bytes)
                .flip()
                .position(before.length);
    }
}
