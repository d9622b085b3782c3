package io.mpmoperator.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {

    private static final String HEAD = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final long LONG = 60_000_000_000L;

    private static Repetition repetition(long answerStands, long nowMillis, long now) {
        Request request = new Request("GET", "/a", HttpVersion.HTTP_1_1, HttpFields.EMPTY, 0);
        return new Repetition(
                HEAD.getBytes(ISO_8859_1),
                request,
                Response.of(200, HttpFields.EMPTY, Codec.NO_BODY),
                ByteBuffer.allocate(0),
                Codec.NO_BODY,
                new SentResponse(200, 0, true),
                answerStands,
                Repetition.secondStands(nowMillis, now));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(("before" + text).getBytes(ISO_8859_1)).position(6);
    }

    /** In nanoseconds; moments of nanoTime may be negative. */
    @ParameterizedTest
    @CsvSource({
        "0, 10000, 999000000",
        "0, 10400, 599000000",
        "0, 10999, 0",
        "-500000000, 10400, 99000000",
    })
    void standsUntilTheSecondIsOver(long now, long nowMillis, long until) {
        Repetition repetition = repetition(now + LONG, nowMillis, now);
        assertEquals(until, repetition.secondStands());
        assertTrue(repetition.standsAt(until - 1));
        assertFalse(repetition.standsAt(until));
        assertTrue(repetition.answerStandsAt(until));
    }

    @Test
    void standsNoLongerThanItsAnswer() {
        Repetition repetition = repetition(5_000, 10_000, 0);
        assertTrue(repetition.standsAt(4_999));
        assertFalse(repetition.standsAt(5_000));
        assertFalse(repetition.answerStandsAt(5_000));
        Repetition wrapped = repetition(Long.MIN_VALUE + 5, 10_000, Long.MAX_VALUE - 5);
        assertTrue(wrapped.standsAt(Long.MIN_VALUE + 4));
        assertFalse(wrapped.standsAt(Long.MIN_VALUE + 5));
    }

    @Test
    void isWhatWasReceivedWholeAndAlone() {
        Repetition repetition = repetition(1_000, 10_000, 0);
        assertTrue(repetition.isAll(bytes(HEAD)));
        assertFalse(repetition.isAll(bytes(HEAD + HEAD)));
        assertFalse(repetition.isAll(bytes(HEAD.substring(1))));
        assertFalse(repetition.isAll(bytes(HEAD.replace("/a", "/b"))));
        assertFalse(repetition.isAll(bytes("")));
    }

    @Test
    void isSentAsItIsUntilItHasToBeRenewed() {
        Repetition repetition = repetition(1_000, 10_000, 0);
        assertTrue(repetition.standsAt(999));
        assertFalse(repetition.standsAt(1_000));
        Repetition renewed = repetition.renewed(3_000, 11_000, 1_000);
        assertTrue(renewed.standsAt(2_999));
        assertFalse(renewed.standsAt(3_000));
        assertEquals(999_001_000, repetition.renewed(LONG, 11_000, 1_000).secondStands());
        assertSame(repetition.answer(), renewed.answer());
    }

    @Test
    void keepsItsDateWhenItsAnswerStandsForLonger() {
        Repetition prolonged = repetition(1_000, 10_998, 0).prolonged(LONG);
        assertTrue(prolonged.answerStandsAt(LONG - 1));
        assertTrue(prolonged.standsAt(999_999));
        assertFalse(prolonged.standsAt(1_000_000));
    }
}
