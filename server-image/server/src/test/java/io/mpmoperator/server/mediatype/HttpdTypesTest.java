package io.mpmoperator.server.mediatype;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.mediatype.TypeTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpdTypesTest {

    private static final TypeTable TABLE = HttpdTypes.table();

    @ParameterizedTest
    @CsvSource({
        "html, text/html",
        "webm, video/webm",
        "m4v, video/x-m4v",
        "opus, audio/ogg",
        "vtt, text/vtt",
        "jxl, image/jxl",
        "docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "js, text/javascript",
        "wasm, application/wasm",
        "md, text/markdown",
        "webmanifest, application/manifest+json",
        "7z, application/x-7z-compressed",
    })
    void knowsTheTypesOfHttpd(String extension, String type) {
        assertEquals(Optional.of(type), TABLE.of(extension));
        assertEquals(Optional.of(type), TABLE.of(extension));
    }

    @Test
    void knowsNoTypeOfWhatIsNoExtension() {
        assertEquals(Optional.empty(), TABLE.of("text/html"));
        assertEquals(Optional.empty(), TABLE.of("types"));
        assertEquals(Optional.empty(), TABLE.of(""));
    }

    @Test
    void anotherTableMayAddToIt() {
        TypeTable both = TABLE.with(TypeTable.ofLines(List.of("text/x-mine html mine")));
        assertEquals(Optional.of("text/x-mine"), both.of("html"));
        assertEquals(Optional.of("text/css"), both.of("css"));
    }
}
