package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that a person has read and found right. {@code ./mvnw -Pgenerate} writes them again. */
final class GoldenFile {

    private static final Path FOLDER = Path.of("src/test/resources/io/mpmoperator/server/management");

    private GoldenFile() {}

    static void assertSame(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("generate")) {
            Files.writeString(file, actual, StandardCharsets.UTF_8);
        }
        assertEquals(Files.readString(file), actual, name);
    }
}
