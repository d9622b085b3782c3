package io.mpmoperator.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Started where numbers have other digits. */
@Tag("process")
class LocaleTest {

    private final Locale before = Locale.getDefault();
    private final Locale formats = Locale.getDefault(Locale.Category.FORMAT);

    @TempDir
    private Path folder;

    @BeforeEach
    void startInCairo() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @AfterEach
    void goHome() {
        Locale.setDefault(before);
        Locale.setDefault(Locale.Category.FORMAT, formats);
    }

    @Test
    void otherDigitsWouldBeWrittenHere() {
        assertEquals("\u0667", "%d".formatted(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan -o json", "plan", "check"})
    void writesNumbersThatMachinesRead(String command) throws IOException {
        Path conf = Files.writeString(folder.resolve("webserver.conf"), """
            ServerMPM event
            Listen 0
            ManagementListen [::1]:0
            MaxRequestWorkers 75
            RequestReadTimeout header=20-40,MinRate=500 body=20,MinRate=500
            """);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exit = Main.run(
                (command + " -c " + conf).split(" "),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));

        assertEquals(0, exit, () -> err.toString(UTF_8));
        String text = out.toString(UTF_8);
        assertTrue(text.chars().anyMatch(c -> c >= '0' && c <= '9'), text);
        assertEquals(
                0, text.chars().filter(c -> Character.isDigit(c) && c > '9').count(), text);
    }
}
