package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.server.nativecalls.LinuxPosix;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("process")
@Timeout(60)
class SignalsTest {

    /** A process that hears one signal. */
    static final class Listening {

        private Listening() {}

        /** Says when it listens, and then what it has heard. */
        public static void main(String[] arguments) {
            Signals signals = new Signals();
            signals.install(new LinuxPosix());
            System.out.println("listens");
            System.out.println(signals.next(TimeUnit.SECONDS.toMillis(30)));
            Runtime.getRuntime().halt(0);
        }
    }

    /** As nohup, and many a launcher, leave them to it. */
    @ParameterizedTest
    @CsvSource({"HUP, RESTART", "TERM, STOP"})
    void areHeardThoughTheyWereIgnoredWhenTheProcessBegan(String signal, String heard) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' " + signal + "; exec \"$@\"",
                        "sh",
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Listening.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            assertEquals("listens", said.readLine());
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid()))
                            .start()
                            .waitFor());
            assertEquals(heard, said.readLine());
        } finally {
            process.destroyForcibly();
        }
    }
}
