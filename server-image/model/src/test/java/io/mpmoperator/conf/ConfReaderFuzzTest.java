package io.mpmoperator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Any bytes at all as {@code webserver.conf}; what was found once is beside it in {@code ConfReaderFuzzTestInputs}. */
class ConfReaderFuzzTest {

    private static final Pattern PLACE = Pattern.compile("fuzz\\.conf:[1-9][0-9]*: .+", Pattern.DOTALL);

    @FuzzTest(maxDuration = "10s")
    void refusesWithFileAndLineOrReadsWhatItCanWriteAndReadAgain(byte[] bytes) throws ConfException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        WebServerConf conf;
        try {
            conf = ConfReader.read("fuzz.conf", text);
        } catch (ConfException refused) {
            String message = String.valueOf(refused.getMessage());
            assertTrue(PLACE.matcher(message).matches(), message);
            return;
        }
        assertEquals(conf, ConfReader.read("written.conf", ConfWriter.write(conf)));
    }
}
