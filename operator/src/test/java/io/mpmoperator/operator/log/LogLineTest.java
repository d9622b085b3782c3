package io.mpmoperator.operator.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {

    @Test
    void writesItsFieldsInTheirOrder() {
        assertEquals(
                "event=created webserver=web/shop kind=Service code=201",
                LogLine.of("created")
                        .with("webserver", "web/shop")
                        .with("kind", "Service")
                        .with("code", 201)
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            plain             | plain
            ~~                | ""
            two words         | "two words"
            a="b"             | "a=\\"b\\""
            C:\\tmp           | "C:\\\\tmp"
            größer            | größer
            """)
    void quotesAValueThatNeedsIt(String value, String written) {
        assertEquals(
                "event=e message=" + written,
                LogLine.of("e").with("message", value).toString());
    }

    @Test
    void staysOneLineWhateverAValueHolds() {
        String line = LogLine.of("e")
                .with("message", "a\nb\r\tc\u0000\u001b[31m\u0085\u2028")
                .toString();

        assertEquals("event=e message=\"a\\nb\\r\\tc\\u0000\\u001b[31m\\u0085\\u2028\"", line);
        assertEquals(1, line.lines().count());
    }

    /** A message that is put together by hand is not escaped. */
    @Test
    void everyEventOfTheOperatorIsWrittenHere() throws IOException {
        Path sources = Path.of(System.getProperty("golden.folder"), "../../../main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> byHand = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !Objects.toString(file.getFileName()).equals("LogLine.java"))
                    .flatMap(LogLineTest::lines)
                    .filter(line -> line.contains("\"event=") || line.matches(".*\\bLOG\\.\\w+f\\(.*"))
                    .toList();

            assertTrue(byHand.isEmpty(), byHand.toString());
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
