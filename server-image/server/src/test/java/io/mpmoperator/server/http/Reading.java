package io.mpmoperator.server.http;

import io.mpmoperator.conf.HttpSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;

/** What a {@link RequestReader} made of a piece of a connection's bytes. */
sealed interface Reading {

    /** Limits that a short input can go beyond. */
    HttpSettings LIMITS = HttpSettings.defaults()
            .withLimitRequestLine(64)
            .withLimitRequestFieldSize(64)
            .withLimitRequestFields(8)
            .withLimitRequestBody(256);

    /**
     * A whole request.
     *
     * @param head its bytes as far as the end of its head
     * @param body its bytes, decoded
     */
    record Accepted(String head, String method, String target, HttpVersion version, HttpFields fields, String body)
            implements Reading {

        /** All of it; fields in lower case, since the parser spells those it knows as it likes. */
        String meaning() {
            String known = fields.toString().toLowerCase(Locale.ROOT);
            return method + " " + target + " " + version + "\n" + known + body;
        }
    }

    /** A request that is answered with an error; nothing more is read from its connection. */
    record Refused(int status) implements Reading {}

    /** The bytes end in the middle of a request. */
    record Unfinished() implements Reading {}

    /** Reads requests, one after the other, out of bytes that arrive in pieces of a length. */
    static List<Reading> all(byte[] bytes, int piece) {
        Feed feed = new Feed(bytes, Math.max(1, piece));
        RequestReader reader = new RequestReader(LIMITS);
        List<Reading> readings = new ArrayList<>();
        try {
            while (feed.hasMore()) {
                Reading reading = one(reader, feed);
                readings.add(reading);
                if (reading instanceof Unfinished) {
                    return readings;
                }
                reader.reset();
            }
        } catch (BadRequestException e) {
            readings.add(new Refused(e.status()));
        }
        return readings;
    }

    /** What is answered by what is served: the rest is refused, sooner or later. */
    static List<String> meanings(List<Reading> readings) {
        return readings.stream()
                .filter(Accepted.class::isInstance)
                .map(reading -> ((Accepted) reading).meaning())
                .toList();
    }

    private static Reading one(RequestReader reader, Feed feed) throws BadRequestException {
        int begin = feed.consumed();
        Request request = null;
        while (request == null) {
            if (!feed.fill()) {
                return new Unfinished();
            }
            request = reader.readHead(feed.buffer);
        }
        String head = feed.text(begin);
        StringBuilder body = new StringBuilder();
        while (!reader.complete()) {
            ByteBuffer chunk = reader.readBody(feed.buffer);
            if (chunk != null) {
                body.append(StandardCharsets.ISO_8859_1.decode(chunk));
            } else if (!reader.complete() && !feed.fill()) {
                return new Unfinished();
            }
        }
        return new Accepted(
                head, request.method(), request.target(), request.version(), request.fields(), body.toString());
    }

    /** Bytes that arrive in pieces: a piece only after the one before it was consumed, as a connection reads. */
    final class Feed {

        private final byte[] bytes;
        private final int piece;
        private final ByteBuffer buffer;

        private Feed(byte[] bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
            this.buffer = ByteBuffer.wrap(bytes).limit(0);
        }

        private boolean hasMore() {
            return buffer.position() < bytes.length;
        }

        private int consumed() {
            return buffer.position();
        }

        private String text(int begin) {
            return new String(bytes, begin, buffer.position() - begin, StandardCharsets.ISO_8859_1);
        }

        private boolean fill() {
            if (buffer.hasRemaining()) {
                return true;
            }
            int end = Math.min(bytes.length, buffer.limit() + piece);
            boolean more = end > buffer.limit();
            buffer.limit(end);
            return more;
        }
    }
}
