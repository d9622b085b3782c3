package io.mpmoperator.url;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PercentEncodingTest {

    @Test
    void encodesWhatTheSetDoesNotKeep() {
        assertEquals("/a%20b%3f%25%c3%a9;x", PercentEncoding.PATH.encode("/a b?%é;x"));
        assertEquals("/a%20b?c=%2f#d", PercentEncoding.URL.encode("/a b?c=%2f#d"));
        assertEquals("a%2fb", PercentEncoding.SEGMENT.encode("a/b"));
        assertEquals("a%2db%5f".replace("%5f", "_"), PercentEncoding.CAPTURE.encode("a-b_"));
        assertEquals("a%26b%20/c", PercentEncoding.encodeOnly("a&b /c", "&"));
    }

    @Test
    void decodesWhatIsEncodedAndKeepsWhatIsNot() {
        assertEquals("/a b%zz%é%2", PercentEncoding.decode("/a%20b%zz%%c3%a9%2"));
    }
}
