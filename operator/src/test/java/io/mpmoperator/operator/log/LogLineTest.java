package io.mpmoperator.operator.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "two words",
                "a=\"b\" \"",
                "C:\\tmp\\",
                "\\",
                "\\n",
                "\\u0041",
                "größer \ud83d\ude00",
                "a\nb\r\tc\u0000\u001b[31m\u0085\u2028",
                "event=other code=1"
            })
    void isReadAsItWasGiven(String value) {
        LogLine line =
                LogLine.of(value).with("message", value).with("code", 201).with("last", value);

        assertEquals(
                List.of(
                        new LogLine.Field("event", value),
                        new LogLine.Field("message", value),
                        new LogLine.Field("code", "201"),
                        new LogLine.Field("last", value)),
                LogLine.fields(line.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a sentence",
                "event=created and more",
                "event=\"open",
                "event=a  kind=b",
                "event=\"a\"kind=b"
            })
    void whatIsNoLineHasNoFields(String text) {
        assertEquals(List.of(), LogLine.fields(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a=b", "Größe", "time", "level", "logger"})
    void aKeyIsAWordOfItsOwn(String key) {
        assertThrows(IllegalArgumentException.class, () -> LogLine.of("e").with(key, "x"));
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
