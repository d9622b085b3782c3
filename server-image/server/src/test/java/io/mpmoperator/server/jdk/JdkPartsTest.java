package io.mpmoperator.server.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkPartsTest {

    @Test
    void thisJdkHasAllOfThem() {
        assertEquals(List.of(), JdkParts.missing());
    }

    @Test
    @Tag("process")
    void aJvmThatHidesItsInsidesDoesWithoutAndSaysSoOnceForEachPart(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("file"), new byte[10_000]);
        Path log = folder.resolve("log");

        List<String> lines = run(
                "exec \"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" \"$2\" \"$3\" 7 7>>\"$4\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                HiddenInsides.class.getName(),
                file.toString(),
                log.toString());

        assertEquals(
                List.of(
                        "how the JDK keeps the descriptor of a file",
                        "how the JDK sends a file",
                        "how the JDK gives the descriptor of a channel",
                        "how the JDK makes a descriptor of a number",
                        "sent 10000, as it is: true"),
                lines.stream().map(JdkPartsTest::part).toList());
        assertTrue(lines.getFirst().endsWith("; the server does without"), lines.getFirst());
        assertEquals("!", Files.readString(log));
    }

    private static String part(String line) {
        return line.replaceFirst(" is not as in JDK 25 .*", "");
    }

    private static List<String> run(String script, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(new ArrayList<>(List.of("/bin/sh", "-c", script))).redirectErrorStream(true);
        builder.command().addAll(List.of(words));
        builder.environment().keySet().removeIf(name -> name.endsWith("_OPTIONS"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }
}
