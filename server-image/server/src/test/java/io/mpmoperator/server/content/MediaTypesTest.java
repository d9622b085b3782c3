package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    private static final Path DEBIANS = Path.of("/etc/mime.types");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "index.html, text/html;charset=utf-8",
        "INDEX.HTML, text/html;charset=utf-8",
        "a.JPeG, image/jpeg",
        "app.webmanifest, application/manifest+json",
        "APP.WEBMANIFEST, application/manifest+json",
        "README.md, text/markdown;charset=utf-8",
        "a.heic, image/heic",
        "a.opus, audio/ogg",
        "a.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "a.unheard-of, application/octet-stream",
        "a., application/octet-stream",
        "md, application/octet-stream",
        "a.d e, application/octet-stream",
    })
    void areFoundByTheExtensionWhateverItsCase(String name, String type) {
        assertEquals(type, MediaTypes.of(name));
    }

    /** Debian's types-package, which Apache reads there; where it is installed. */
    @Test
    @EnabledIf("isDebian")
    void areKnownOfEveryExtensionThatDebianKnows() throws IOException {
        List<String> unknown = Files.readAllLines(DEBIANS).stream()
                .map(line -> line.replaceFirst("#.*", "").strip().split("\\s+", -1))
                .filter(words -> words.length > 1 && !words[0].equals("application/octet-stream"))
                .flatMap(words -> List.of(words).subList(1, words.length).stream())
                .filter(extension -> MediaTypes.of("x." + extension).equals("application/octet-stream"))
                .filter(extension -> extension.indexOf('.') < 0) // several in one: the last one decides
                .filter(extension -> !List.of("dms", "exe", "lha", "lzh", "msi").contains(extension))
                .toList();
        assertEquals(List.of(), unknown);
    }

    static boolean isDebian() {
        return Files.isReadable(DEBIANS);
    }
}
