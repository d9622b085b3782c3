package io.mpmoperator.server.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.headers.EtagChange;
import io.mpmoperator.server.compression.CompressionDecision.Candidate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

    private static byte[] page() {
        StringBuilder page = new StringBuilder();
        Random random = new Random(1);
        while (page.length() < 20_000) {
            page.append("<li class=\"item\">").append(random.nextInt(1000)).append("</li>\n");
        }
        return page.toString().getBytes(UTF_8);
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
    }

    @Test
    void writesAGzipStreamInOneOrInSeveralParts() throws IOException {
        try (Compressors compressors = new Compressors(1)) {
            byte[] whole = gzip(compressors, page());
            assertArrayEquals(page(), unpacked(whole));
            assertTrue(whole.length < page().length / 3, () -> "compressed to " + whole.length);
            assertArrayEquals(whole, gzip(compressors, page()));
            assertArrayEquals(new byte[0], unpacked(gzip(compressors, new byte[0])));
            assertArrayEquals(page(), unpacked(inParts(compressors)));
        }
    }

    private static byte[] gzip(Compressors compressors, byte[] octets) {
        try (Compressors.Lent lent = compressors.lend(6).orElseThrow()) {
            return lent.gzip(octets);
        }
    }

    private static byte[] inParts(Compressors compressors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Compressors.Lent lent = compressors.lend(6).orElseThrow();
                GzipEncoder encoder = lent.encoder(out)) {
            byte[] page = page();
            encoder.write(page[0]);
            encoder.flush();
            assertTrue(out.size() > 10, "what was flushed is there");
            encoder.write(page, 1, page.length - 1);
        }
        return out.toByteArray();
    }

    @Test
    void lendsNoMoreCompressorsThanThereAre() {
        Compressors compressors = new Compressors(2);
        Compressors.Lent first = compressors.lend(6).orElseThrow();
        Compressors.Lent second = compressors.lend(6).orElseThrow();
        assertEquals(Optional.empty(), compressors.lend(6));
        first.close();
        first.close();
        assertEquals(1, compressors.lent());
        compressors.lend(6).orElseThrow().close();
        compressors.close();
        second.close();
        assertEquals(Optional.empty(), compressors.lend(6));
    }

    @Test
    void keepsFormsAsLongAsTheyFitAndDropsWhatWasNotAskedFor() {
        CompressedForms forms = new CompressedForms(4_000);
        forms.put(new CompressedForms.Key("/a", "1", "gzip"), new byte[700]);
        forms.put(new CompressedForms.Key("/b", "1", "gzip"), new byte[700]);
        forms.put(new CompressedForms.Key("/c", "1", "gzip"), new byte[700]);
        forms.put(new CompressedForms.Key("/d", "1", "gzip"), new byte[700]);
        assertTrue(forms.get(new CompressedForms.Key("/a", "1", "gzip")).isPresent());
        forms.put(new CompressedForms.Key("/e", "1", "gzip"), new byte[700]);
        assertTrue(forms.get(new CompressedForms.Key("/a", "1", "gzip")).isPresent());
        assertEquals(Optional.empty(), forms.get(new CompressedForms.Key("/b", "1", "gzip")));
        assertEquals(Optional.empty(), forms.get(new CompressedForms.Key("/a", "2", "gzip")));
        forms.put(new CompressedForms.Key("/large", "1", "gzip"), new byte[1_000]);
        assertEquals(Optional.empty(), forms.get(new CompressedForms.Key("/large", "1", "gzip")));
        assertTrue(forms.bytes() <= 4_000);
        forms.put(new CompressedForms.Key("/e", "1", "gzip"), new byte[600]);
        assertEquals(3 * 900 + 800, forms.bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "200, '', false, false, false, true, COMPRESS",
        "200, '', false, false, false, false, VARY",
        "404, '', false, false, false, true, COMPRESS",
        "200, gzip, false, false, false, true, LEAVE",
        "200, identity, false, false, false, true, COMPRESS",
        "206, '', true, false, false, true, LEAVE",
        "200, '', false, true, false, true, LEAVE",
        "200, '', false, false, true, false, COMPRESS",
        "204, '', false, false, false, true, LEAVE",
    })
    void decidesAsModDeflateDoes(
            int status,
            String encoding,
            boolean range,
            boolean noGzip,
            boolean forceGzip,
            boolean accepted,
            CompressionDecision decision) {
        Candidate response =
                new Candidate(status, Optional.of(encoding).filter(text -> !text.isEmpty()), range, noGzip, forceGzip);
        assertEquals(decision, CompressionDecision.of(response, accepted));
    }

    @ParameterizedTest
    @CsvSource({
        "'gzip, deflate, br', true",
        "'br;q=1.0, GZIP;q=0.5', true",
        "'gzip;q=0', false",
        "'gzip;q=0.000, *', false",
        "'x-gzip', true",
        "'*', true",
        "'*;q=0', false",
        "'br', false",
        "'', false",
    })
    void knowsWhetherAClientTakesGzip(String field, boolean accepted) {
        assertEquals(accepted, AcceptedGzip.in(field));
    }

    @Test
    void givesTheCompressedFormATagOfItsOwn() {
        assertEquals(Optional.of("\"a-1-gzip\""), EtagChange.ADD_SUFFIX.of("\"a-1\""));
        assertEquals(Optional.of("W/\"a-1-gzip\""), EtagChange.ADD_SUFFIX.of("W/\"a-1\""));
        assertEquals(Optional.of("\"a\""), EtagChange.parse("NoChange").of("\"a\""));
        assertEquals(Optional.empty(), EtagChange.parse("remove").of("\"a\""));
    }

    @Test
    void isForTheTypesThatAreNamed() {
        Compressible some = new Compressible(false, Set.of("text/html", "application/json"));
        assertTrue(some.has("text/html; charset=utf-8"));
        assertTrue(some.has("Application/JSON"));
        assertFalse(some.has("image/png"));
        assertTrue(new Compressible(true, Set.of()).has("image/png"));
        assertFalse(Compressible.NONE.has("text/html"));
    }
}
