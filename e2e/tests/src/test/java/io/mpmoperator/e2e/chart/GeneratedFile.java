package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the repository that is made of others: it is written again, or what is there must be what would be written. */
public final class GeneratedFile {

    static final boolean UPDATES = Boolean.getBoolean("generate");

    private GeneratedFile() {}

    /** Writes the file again where that is asked for, and makes sure that it is as it would be written. */
    public static void holds(Path file, String content) throws IOException {
        if (UPDATES) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        }
        String now = Files.exists(file) ? Files.readString(file) : "";
        assertEquals(content, now, () -> file + " is stale: write it again with ./mvnw -Pgenerate");
    }
}
