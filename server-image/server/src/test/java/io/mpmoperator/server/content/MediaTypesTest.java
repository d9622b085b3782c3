package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

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
}
