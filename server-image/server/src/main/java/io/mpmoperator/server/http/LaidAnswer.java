package io.mpmoperator.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The answer that was put together last and still lies in its buffer: where the same would be put together again, it is sent
 * as it lies, with another Date in it.
 */
final class LaidAnswer {

    private static final byte[] DATE_NAME = "\nDate: ".getBytes(StandardCharsets.US_ASCII);
    private static final int SECOND_IN_DATE = "Sun, 06 Nov 1994 08:49:".length();
    private static final ByteBuffer DATE_FIELD = ByteBuffer.wrap(DATE_NAME);

    private final ByteBuffer buffer;
    private final CurrentDate clock;
    private @Nullable Laid laid;
    private long second;
    private int headEnd;

    LaidAnswer(ByteBuffer buffer, CurrentDate clock) {
        this.buffer = buffer;
        this.clock = clock;
    }

    /** The buffer is being used for another answer. */
    void forget() {
        laid = null;
        headEnd = 0;
    }

    /** The head of an answer lies in the buffer, with this Date. */
    void head(CurrentDate.Second date) {
        second = date.since1970();
        headEnd = buffer.limit();
    }

    /**
     * Remembers what the answer in the buffer is the answer to.
     *
     * @param persists whether the connection might have gone on after it
     * @param whole whether its body lies there too
     */
    void complete(Response response, Request request, boolean persists, boolean whole, SentResponse answered) {
        int dateAt = dateAt();
        if (dateAt > 0) {
            laid = new Laid(
                    response, request.version(), request.head(), persists, buffer.limit(), whole, dateAt, answered);
        }
    }

    /** Where the value of the Date field begins, which is near the end of the head; 0 for nowhere. */
    private int dateAt() {
        int at = headEnd - DATE_NAME.length;
        while (at > 0
                && !(buffer.get(at) == DATE_NAME[0]
                        && buffer.slice(at, DATE_NAME.length).equals(DATE_FIELD))) {
            at--;
        }
        return at <= 0 ? 0 : at + DATE_NAME.length;
    }

    /** The answer in the buffer, ready to be sent, if it is the one to this request but for its Date; else null. */
    @Nullable
    Laid again(Response response, Request request, boolean persists, long nowMillis) {
        Laid last = laid;
        if (last == null || !last.answers(response, request, persists)) {
            return null;
        }
        buffer.limit(last.end).position(0);
        date(last, nowMillis);
        return last;
    }

    /** Puts another Date into the answer in the buffer, if there is one. */
    void date(long nowMillis) {
        Laid last = laid;
        if (last != null) {
            date(last, nowMillis);
        }
    }

    /** Within a minute, two digits of it change. */
    private void date(Laid last, long nowMillis) {
        long now = nowMillis / 1000;
        if (now / 60 == second / 60) {
            int digits = (int) (now % 60);
            buffer.put(last.dateAt + SECOND_IN_DATE, (byte) ('0' + digits / 10));
            buffer.put(last.dateAt + SECOND_IN_DATE + 1, (byte) ('0' + digits % 10));
        } else {
            String date = clock.second(nowMillis).field().getValue();
            buffer.put(last.dateAt, date.getBytes(StandardCharsets.US_ASCII));
        }
        second = now;
    }

    /**
     * An answer in the buffer, and what it is the answer to.
     *
     * @param whole whether its body lies there too
     */
    record Laid(
            Response response,
            HttpVersion version,
            boolean head,
            boolean persists,
            int end,
            boolean whole,
            int dateAt,
            SentResponse answered) {

        @SuppressWarnings("ReferenceEquality") // a file that has not changed has the same response
        private boolean answers(Response other, Request request, boolean persistsAfter) {
            return response == other
                    && version == request.version()
                    && head == request.head()
                    && persists == persistsAfter;
        }
    }
}
