package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;

/**
 * Any bytes at all as what a client sends; what was found once is beside it in {@code RequestReaderFuzzTestInputs}.
 * Everything that the reader may throw at all is a refusal.
 */
class RequestReaderFuzzTest {

    @FuzzTest(maxDuration = "15s")
    void readsTheSameHoweverTheBytesArriveAndRefusesWhatCanBeReadInTwoWays(byte[] bytes) {
        List<Reading> whole = Reading.all(bytes, bytes.length);
        for (int piece : new int[] {1, 2, 7, 64}) {
            assertEquals(
                    Reading.meanings(whole),
                    Reading.meanings(Reading.all(bytes, piece)),
                    () -> "in pieces of " + piece);
        }
        for (Reading reading : whole) {
            switch (reading) {
                case Reading.Accepted accepted -> assertOneMeaning(accepted);
                case Reading.Refused refused -> assertTrue(refused.status() >= 400 && refused.status() <= 505);
                case Reading.Unfinished unfinished -> {}
            }
        }
    }

    /** RFC 9112, sections 5.2, 6.1, 6.3 and 11.2. */
    private static void assertOneMeaning(Reading.Accepted accepted) {
        HttpFields fields = accepted.fields();
        List<String> lengths = fields.getValuesList(HttpHeader.CONTENT_LENGTH);
        List<String> codings = fields.getValuesList(HttpHeader.TRANSFER_ENCODING);
        assertTrue(lengths.size() <= 1, "Content-Length twice: " + lengths);
        assertTrue(lengths.isEmpty() || codings.isEmpty(), "Content-Length and Transfer-Encoding");
        if (!codings.isEmpty()) {
            assertEquals(HttpVersion.HTTP_1_1, accepted.version());
            assertEquals(
                    List.of("chunked"),
                    codings.stream()
                            .map(coding -> coding.toLowerCase(Locale.ROOT))
                            .toList());
        }
        if (!lengths.isEmpty()) {
            assertTrue(lengths.getFirst().matches("[0-9]+"), lengths.toString());
            assertEquals(Long.parseLong(lengths.getFirst()), accepted.body().length());
        }
        for (HttpField field : fields) {
            assertFalse(field.getName().isEmpty() || field.getName().endsWith(" "), "'" + field.getName() + "'");
            String value = field.getValue() == null ? "" : field.getValue();
            assertTrue(value.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0), "'" + value + "'");
        }
        String head = accepted.head();
        assertFalse(head.contains("\n ") || head.contains("\n\t"), "a folded line");
        assertFalse(head.replace("\r\n", "").contains("\r"), "a bare CR");
    }
}
