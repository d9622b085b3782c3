package io.mpmoperator.e2e.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources, documentation and messages are in plain technical English: these words have a plainer one each. */
class LanguageRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("local.root", "../.."));
    private static final Set<String> NO_SOURCES = Set.of("target", ".git");
    private static final Pattern TEXTS =
            Pattern.compile(".*\\.(java|md|ya?ml|tpl|html|properties|conf)|pom\\.xml|webserver");

    /** "and so on" is among them: a list says what belongs to it. */
    private static final Pattern UNWANTED = Pattern.compile("\\b([Nn]obody|[Ff]or ?ever|and so|[Ss]tands?|stood)\\b");

    @Test
    void noTextHasAWordForWhichThereIsAPlainerOne() throws IOException {
        List<Path> texts = texts();
        assertTrue(texts.size() > 500, () -> "too few files are looked at: " + texts.size());
        assertEquals(
                List.of(), texts.stream().flatMap(LanguageRulesTest::unwanted).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Nobody may", "waits for ever", "is closed, and so is", "as it stands in", "stand for many"})
    void theRuleFindsThem(String text) {
        assertTrue(UNWANTED.matcher(text).find());
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "and some", "understand", "standing", "noBody()"})
    void theRuleLeavesWordsAloneThatOnlyLookLikeThem(String text) {
        assertTrue(!UNWANTED.matcher(text).find());
    }

    private static Stream<String> unwanted(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return IntStream.range(0, lines.size())
                    .filter(i -> UNWANTED.matcher(lines.get(i)).find())
                    .mapToObj(i -> ROOT.relativize(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static List<Path> texts() throws IOException {
        Path self = Path.of(LanguageRulesTest.class.getSimpleName() + ".java");
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NO_SOURCES.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (TEXTS.matcher(file.getFileName().toString()).matches() && !file.endsWith(self)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
