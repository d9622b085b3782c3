package io.mpmoperator.mediatype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected was taken from Apache 2.4's responses with the same directives. */
class ExtensionRulesTest {

    private static final TypeTable TYPES = TypeTable.ofLines(List.of(
            "# a comment",
            "text/html\t\thtml htm",
            "text/css css",
            "application/gzip gz",
            "chemical/x-xyz xyz",
            "application/x-tar tar",
            "image/gif gif",
            "application/x-nothing"));

    private static final ExtensionRules RULES = ExtensionRules.NONE
            .with(ExtensionKind.ENCODING, List.of("x-gzip", ".gz"))
            .with(ExtensionKind.ENCODING, List.of("compress", "foo"))
            .with(ExtensionKind.LANGUAGE, List.of("fr", ".fr"))
            .with(ExtensionKind.CHARSET, List.of("UTF-8", ".utf8"))
            .with(ExtensionKind.TYPE, List.of("text/x-foo", "foo"));

    private static String text(String name) {
        FileMetadata metadata = RULES.of(name, TYPES);
        return metadata.contentType(Optional.empty(), Optional.empty()).orElse("none")
                + (metadata.encodings().isEmpty() ? "" : " " + String.join(", ", metadata.encodings()))
                + (metadata.languages().isEmpty() ? "" : " " + String.join(", ", metadata.languages()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "a.html > text/html",
                "a.HTML > text/html",
                "a.html.bak > text/html",
                "a.html.fr > text/html fr",
                "a.fr.html > text/html fr",
                "a.css.gz > application/gzip x-gzip",
                "a.tar.gz > application/gzip x-gzip",
                "a.html.utf8 > text/html; charset=utf-8",
                "a.utf8.html > text/html; charset=utf-8",
                ".htm > none",
                ".hidden.html > text/html",
                "noext > none",
                "html > none",
                "a.html.xyz > chemical/x-xyz",
                "a.xyz.html > text/html",
                "a.foo > text/x-foo compress",
                "a.gif.foo > text/x-foo compress",
                "a.txt.gz.foo > text/x-foo x-gzip, compress",
            })
    void readsTheExtensionsOfAName(String name, String expected) {
        assertEquals(expected.strip(), text(name.strip()));
    }

    @Test
    void anInnerSectionAddsAndRemoves() {
        ExtensionRules inner = RULES.then(ExtensionRules.NONE
                .without(ExtensionKind.ENCODING, List.of("gz"))
                .with(ExtensionKind.HANDLER, List.of("server-status", "status"))
                .with(ExtensionKind.TYPE, List.of("text/css;charset=utf-8", "css")));
        assertEquals(List.of(), inner.of("a.css.gz", TYPES).encodings());
        assertEquals(Optional.of("server-status"), inner.of("x.status", TYPES).handler());
        assertEquals(
                Optional.of("text/css;charset=utf-8"), inner.of("a.css", TYPES).type());
    }

    @Test
    void addsTheDefaultCharsetToTextAndHtmlAlone() {
        Optional<String> utf8 = FileMetadata.defaultCharset("utf-8");
        assertEquals(
                Optional.of("text/html; charset=utf-8"),
                RULES.of("a.html", TYPES).contentType(Optional.empty(), utf8));
        assertEquals(Optional.of("text/css"), RULES.of("a.css", TYPES).contentType(Optional.empty(), utf8));
        assertEquals(
                Optional.of("text/plain; charset=x"),
                RULES.of("a.html", TYPES).contentType(Optional.of("text/plain; charset=x"), utf8));
        assertEquals(Optional.of("iso-8859-1"), FileMetadata.defaultCharset("On"));
        assertEquals(Optional.empty(), FileMetadata.defaultCharset("off"));
    }

    @Test
    void refusesWhatIsNoTypeAndWhatHasNoExtension() {
        assertThrows(IllegalArgumentException.class, () -> RULES.with(ExtensionKind.TYPE, List.of("html", ".html")));
        assertThrows(IllegalArgumentException.class, () -> RULES.with(ExtensionKind.TYPE, List.of("text/html")));
    }
}
