package io.mpmoperator.e2e.configurations;

import io.mpmoperator.e2e.server.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A log in which lines are expected.
 *
 * @param name of its file
 * @param lines how many
 */
record WrittenLog(String name, int lines) {

    private static final Duration SOON = Duration.ofSeconds(60);

    static WrittenLog parse(String line) {
        String[] words = line.split(" ", 2);
        return new WrittenLog(words[0], Integer.parseInt(words[1]));
    }

    /**
     * The lines in the order of the alphabet, and empties the file: which of two requests on two connections has its line first is
     * left to chance.
     */
    String take(Path folder) {
        Path file = folder.resolve(name);
        Await.until(name + " has " + lines + " lines", SOON, () -> read(file).size() >= lines);
        String text = read(file).stream().sorted().collect(Collectors.joining("\n", "= " + name + "\n", "\n\n"));
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text;
    }

    private static List<String> read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
