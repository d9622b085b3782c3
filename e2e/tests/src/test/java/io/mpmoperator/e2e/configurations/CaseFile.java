package io.mpmoperator.e2e.configurations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A configuration, and what is asked of it: lines that begin with {@code #?} are a method, a path and fields. Lines that begin
 * with {@code #=} are a log in the folder {@code LOGS} and how many lines it has after all requests.
 *
 * @param file {@code F01-document-root.conf}
 */
record CaseFile(Path file) {

    private static final Path FOLDER =
            Path.of(System.getProperty("local.root", "../.."), "e2e/tests/src/test/resources/configurations");

    /** The beginning of the names of those that are asked; empty for all. */
    private static final String ONLY = System.getProperty("configurations.only", "");

    private static final String REQUEST = "#? ";
    private static final String LOG = "#= ";

    /** What both servers are told before it. */
    private static final String BEFORE = """
        ServerName shop.example
        Listen 127.0.0.1:${PORT}
        StartServers 1
        MinSpareThreads 1
        MaxSpareThreads 50
        MaxRequestWorkers 25
        DocumentRoot ${ROOT}
        """;

    static Stream<CaseFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".conf"))
                    .filter(file -> file.getFileName().toString().startsWith(ONLY))
                    .sorted()
                    .map(CaseFile::new)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that both serve. */
    static Path site() {
        return FOLDER.resolve("site.files");
    }

    String text() {
        try {
            return BEFORE + Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Question> questions() {
        return text().lines()
                .filter(line -> line.startsWith(REQUEST))
                .map(line -> Question.parse(line.substring(REQUEST.length())))
                .toList();
    }

    /** The logs that are written. */
    List<WrittenLog> logs() {
        return text().lines()
                .filter(line -> line.startsWith(LOG))
                .map(line -> WrittenLog.parse(line.substring(LOG.length())))
                .toList();
    }

    /** Where Apache's answers are recorded. */
    Path recorded() {
        return file.resolveSibling(file.getFileName().toString().replace(".conf", ".answers"));
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
