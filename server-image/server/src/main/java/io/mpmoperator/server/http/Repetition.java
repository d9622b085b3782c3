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
 * @param until when it has to be {@link #renewed}, for its Date is another or its file has to be looked at; a moment of
 *     {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent") // shared by design, never compared
record Repetition(
        byte[] head,
        Request request,
        Response response,
        ByteBuffer answer,
        Content rest,
        Answered answered,
        long until) {

    private static final long NANOS_OF_MILLI = 1_000_000;

    /**
     * Until when an answer may be repeated: until the second of a moment, or its own time, is over.
     *
     * @param nowMillis milliseconds since 1970
     * @param now a moment of {@link System#nanoTime} no later than that
     */
    static long until(long answerStands, long nowMillis, long now) {
        long secondStands = now + (999 - nowMillis % 1000) * NANOS_OF_MILLI; // a millisecond less, for that has begun
        return answerStands - secondStands < 0 ? answerStands : secondStands;
    }

    /** The same from a moment on, at which its answer still stands and has the Date of then. */
    Repetition renewed(long answerStands, long nowMillis, long now) {
        return new Repetition(head, request, response, answer, rest, answered, until(answerStands, nowMillis, now));
    }

    /** Whether it may be sent as it is. */
    boolean standsAt(long now) {
        return now - until < 0;
    }

    /** Whether what was received is this request and nothing else. */
    boolean isAll(ByteBuffer received) {
        int length = head.length;
        int begin = received.arrayOffset() + received.position();
        return received.remaining() == length
                && Arrays.equals(received.array(), begin, begin + length, head, 0, length);
    }
}
