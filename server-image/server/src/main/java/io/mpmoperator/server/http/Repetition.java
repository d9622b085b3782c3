package io.mpmoperator.server.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A request that has come more than once and its answer, which still lies in its buffer: as long as nothing else comes and
 * the answer stands, the next one is answered by sending the buffer again, and the file behind it. A client that polls, or a
 * proxy that sends everybody's request for the same file, is served by the fewest of a process's memory pages that way.
 *
 * @param head the request's bytes, never changed
 * @param response what was answered
 * @param answer the buffer that the answer lies in, from 0 to its limit
 * @param rest what follows the buffer, and may be sent again: nothing, what lies in memory, or a file that stays open
 * @param answered how it was answered
 * @param answerStands until when the response is given without asking anybody, a moment of {@link System#nanoTime}
 * @param secondStands until when the answer has the Date of now, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // shared by design, never compared
record Repetition(
        byte[] head,
        Request request,
        Response response,
        ByteBuffer answer,
        Content rest,
        SentResponse answered,
        long answerStands,
        long secondStands) {

    private static final long NANOS_OF_MILLI = 1_000_000;

    /**
     * Until when the second of a moment is not over.
     *
     * @param nowMillis milliseconds since 1970
     * @param now a moment of {@link System#nanoTime} no later than that
     */
    static long secondStands(long nowMillis, long now) {
        return now + (999 - nowMillis % 1000) * NANOS_OF_MILLI; // a millisecond less, for that has begun
    }

    /** The same from a moment on, at which its answer still stands and has the Date of then. */
    Repetition renewed(long answerStands, long nowMillis, long now) {
        return new Repetition(
                head, request, response, answer, rest, answered, answerStands, secondStands(nowMillis, now));
    }

    /** The same with the Date that it has, whose answer stands for longer. */
    Repetition prolonged(long answerStands) {
        return new Repetition(head, request, response, answer, rest, answered, answerStands, secondStands);
    }

    /** Whether it may be sent as it is. */
    boolean standsAt(long now) {
        return answerStandsAt(now) && now - secondStands < 0;
    }

    /** Whether it may be sent with the Date of then. */
    boolean answerStandsAt(long now) {
        return now - answerStands < 0;
    }

    /** Whether what was received is this request and nothing else. */
    boolean isAll(ByteBuffer received) {
        int length = head.length;
        int begin = received.arrayOffset() + received.position();
        return received.remaining() == length
                && Arrays.equals(received.array(), begin, begin + length, head, 0, length);
    }
}
