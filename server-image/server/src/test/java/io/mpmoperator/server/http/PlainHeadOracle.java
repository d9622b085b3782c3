package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mpmoperator.conf.HttpSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;

/** What {@link PlainHead} takes is what {@link RequestReader} takes, which alone decides what is right, byte for byte. */
final class PlainHeadOracle {

    private final PlainHead plain;
    private final RequestReader reader;

    PlainHeadOracle(HttpSettings settings) {
        this.plain = new PlainHead(settings);
        this.reader = new RequestReader(settings);
    }

    /**
     * Reads the same by both.
     *
     * @param before bytes that are before them in the buffer
     * @return whether it is plain
     */
    boolean agrees(byte[] before, byte[] bytes) {
        ByteBuffer input = PlainHeads.inputAfter(before, bytes);
        if (!plain.read(input)) {
            assertEquals(before.length, input.position(), "what is not plain is left alone");
            return false;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        ByteBuffer same = ByteBuffer.wrap(bytes);
        Request expected = oracle(same, text);
        assertEquals(same.position(), input.position() - before.length, () -> "ends elsewhere: " + text);
        assertEquals(same.position(), plain.length(), text);
        assertSame(expected, plain.toRequest(), text);
        assertViews(expected, text);
        return true;
    }

    private Request oracle(ByteBuffer bytes, String text) {
        reader.reset();
        try {
            Request request = reader.readHead(bytes);
            if (request == null) {
                return fail("is not whole: " + text);
            }
            assertTrue(reader.complete(), () -> "has a body: " + text);
            return request;
        } catch (BadRequestException e) {
            return fail("is refused with " + e.status() + ", " + e.getMessage() + ": " + text);
        }
    }

    private static void assertSame(Request expected, Request plain, String text) {
        assertEquals(expected.line(), plain.line(), text);
        assertEquals(expected.method(), plain.method(), text);
        assertEquals(expected.target(), plain.target(), text);
        assertEquals(expected.protocol(), plain.protocol(), text);
        assertEquals(expected.version(), plain.version(), text);
        assertEquals(expected.head(), plain.head(), text);
        assertEquals(expected.persistent(), plain.persistent(), text);
        assertFalse(expected.hasBody(), text);
        assertFalse(plain.hasBody(), text);
        assertFalse(expected.expectsContinue(), text);
        List<HttpField> theirs = expected.fields().stream().toList();
        List<HttpField> ours = plain.fields().stream().toList();
        assertEquals(theirs.size(), ours.size(), text);
        for (int i = 0; i < ours.size(); i++) {
            assertSame(theirs.get(i), ours.get(i), text);
        }
    }

    /**
     * Of fields that the parser knows it spells the name in its own way, and of some the beginning of the value, {@code gzip} for
     * {@code GZIP}: where they arrive in one piece, and a blank is before the value. Here the value is always as it was sent.
     */
    private static void assertSame(HttpField theirs, HttpField ours, String text) {
        assertEquals(theirs.getHeader(), ours.getHeader(), text);
        if (ours.getHeader() == null) {
            assertEquals(theirs.getName(), ours.getName(), text);
        } else {
            assertEquals(ours.getHeader().asString(), ours.getName(), text);
            assertTrue(theirs.getName().equalsIgnoreCase(ours.getName()), text);
        }
        if (!theirs.getValue().equals(ours.getValue())) {
            assertNotNull(ours.getHeader(), text);
            assertTrue(theirs.getValue().equalsIgnoreCase(ours.getValue()), text);
            String known = theirs.getHeader().asString() + ": " + theirs.getValue();
            assertNotNull(HttpParser.CACHE.getBest(known), () -> theirs + " is " + ours + " in: " + text);
            assertTrue(text.contains(ours.getValue()), text);
        }
    }

    private void assertViews(Request expected, String text) {
        assertEquals(expected.head(), plain.head(), text);
        assertEquals(expected.method(), plain.method(), text);
        assertEquals(expected.target(), plain.target(), text);
        assertEquals(expected.persistent(), plain.persistent(), text);
        assertEquals(
                expected.line(),
                new String(
                        plain.bytes(), plain.lineFrom(), plain.lineTo() - plain.lineFrom(), StandardCharsets.US_ASCII),
                text);
        String path = expected.target().split("\\?", 2)[0];
        assertEquals(path, plain.path().toString(), text);
        assertEquals(PathBytes.of(path), plain.path(), text);
        assertEquals(expected.fields().get("Referer"), plain.referer(), text);
        assertEquals(expected.fields().get("User-Agent"), plain.userAgent(), text);
        assertEquals(expected.fields().contains("If-Modified-Since"), plain.hasIfModifiedSince(), text);
        assertEquals(expected.fields().contains("If-None-Match"), plain.hasIfNoneMatch(), text);
        assertEquals(expected.fields().contains("Accept-Encoding"), plain.hasAcceptEncoding(), text);
        if (!plain.asksForMore()) {
            assertAsksForTheWhole(expected, text);
        }
    }

    private void assertAsksForTheWhole(Request expected, String text) {
        for (String name : List.of("Range", "If-Range", "If-Match", "If-Unmodified-Since")) {
            assertFalse(expected.fields().contains(name), text);
        }
        for (String name : List.of("Accept-Encoding", "If-None-Match")) {
            assertTrue(
                    expected.fields().stream().filter(field -> field.is(name)).count() <= 1, text);
        }
        String codings = plain.toRequest().fields().get("Accept-Encoding");
        assertEquals(codings, plain.acceptEncoding(), text);
        String tag = expected.fields().get("If-None-Match");
        assertTrue(tag == null || plain.isIfNoneMatch(tag.getBytes(StandardCharsets.ISO_8859_1)), text);
        assertTrue(codings == null || plain.isAcceptEncoding(codings.getBytes(StandardCharsets.ISO_8859_1)), text);
    }
}
