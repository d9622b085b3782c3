package io.mpmoperator.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages are those that Apache 2.4 sent for the same folder. */
class ListingTest {

    private static final Instant MODIFIED = Instant.parse("2026-11-29T16:14:26Z");

    private static String page(ListingOrder order, String... options) {
        return new Listing(
                        "/docs/",
                        List.of(new ListedFile("d.txt", false, 2, MODIFIED, "")),
                        IndexOptions.DEFAULT.with(List.of(options)),
                        order,
                        "",
                        "")
                .html(ZoneOffset.UTC);
    }

    private static final String HEAD = """
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
        <html>
         <head>
          <title>Index of /docs</title>
         </head>
         <body>
        <h1>Index of /docs</h1>
        """;

    @Test
    void listsPlainly() {
        assertEquals(HEAD + """
            <ul><li><a href="/"> Parent Directory</a></li>
            <li><a href="d.txt"> d.txt</a></li>
            </ul>
            </body></html>
            """, page(ListingOrder.DEFAULT));
    }

    @Test
    void listsFancily() {
        String expected = HEAD
                + "<pre>      <a href=\"?C=N;O=A\">Name</a>                    <a href=\"?C=M;O=A\">Last modified</a>"
                + "      <a href=\"?C=S;O=A\">Size</a>  <a href=\"?C=D;O=A\">Description</a><hr>"
                + "      <a href=\"/\">Parent Directory</a>                             -   \n"
                + "      <a href=\"d.txt\">d.txt</a>                   2026-11-29 16:14    2   \n"
                + "<hr></pre>\n</body></html>\n";
        assertEquals(expected, page(ListingOrder.parse("C=S;O=D"), "FancyIndexing", "FoldersFirst"));
    }

    @Test
    void listsAsATable() {
        String expected = HEAD
                + "  <table>\n   <tr><th valign=\"top\">&nbsp;</th><th><a href=\"?C=N;O=D\">Name</a></th><th>"
                + "<a href=\"?C=M;O=A\">Last modified</a></th><th><a href=\"?C=S;O=A\">Size</a></th><th>"
                + "<a href=\"?C=D;O=A\">Description</a></th></tr>\n"
                + "   <tr><th colspan=\"5\"><hr></th></tr>\n"
                + "<tr><td valign=\"top\">&nbsp;</td><td><a href=\"/\">Parent Directory</a>       </td><td>&nbsp;</td>"
                + "<td align=\"right\">  - </td><td>&nbsp;</td></tr>\n"
                + "<tr><td valign=\"top\">&nbsp;</td><td><a href=\"d.txt\">d.txt</a>                  </td>"
                + "<td align=\"right\">2026-11-29 16:14  </td><td align=\"right\">  2 </td><td>&nbsp;</td></tr>\n"
                + "   <tr><th colspan=\"5\"><hr></th></tr>\n</table>\n</body></html>\n";
        assertEquals(expected, page(ListingOrder.DEFAULT, "FancyIndexing", "HTMLTable"));
    }

    @Test
    void escapesNamesForLinksAndForHtml() {
        String page = new Listing(
                        "/<&>/",
                        List.of(
                                new ListedFile("a \"b\" <c>&.txt", false, 1, MODIFIED, ""),
                                new ListedFile("javascript:alert(1)", false, 1, MODIFIED, "")),
                        IndexOptions.DEFAULT,
                        ListingOrder.DEFAULT,
                        "",
                        "")
                .html(ZoneOffset.UTC);
        assertTrue(page.contains("<h1>Index of /&lt;&amp;&gt;</h1>"), page);
        assertTrue(
                page.contains("<a href=\"a%20%22b%22%20%3cc%3e&amp;.txt\"> a &quot;b&quot; &lt;c&gt;&amp;.txt</a>"),
                page);
        assertTrue(page.contains("<a href=\"./javascript:alert(1)\">"), page);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'B, a, dir/, long'",
        "C=N;O=D, 'long, dir/, a, B'",
        "C=S;O=A, 'dir/, B, a, long'",
        "C=M&O=D, 'a, long, dir/, B'",
        "C=X;O=Y, 'B, a, dir/, long'",
    })
    void sortsAsTheQuerySays(String query, String expected) {
        List<ListedFile> files = List.of(
                new ListedFile("a", false, 5, MODIFIED.plusSeconds(9), ""),
                new ListedFile("B", false, 3, MODIFIED, ""),
                new ListedFile("dir", true, 4096, MODIFIED, ""),
                new ListedFile("long", false, 9, MODIFIED, ""));
        List<String> names = files.stream()
                .sorted(ListingOrder.parse(query).comparator(IndexOptions.DEFAULT))
                .map(ListedFile::shown)
                .toList();
        assertEquals(expected, String.join(", ", names));
    }

    @Test
    void listsFoldersFirstAndWithoutRegardToCaseWhereAsked() {
        IndexOptions options = IndexOptions.DEFAULT.with(List.of("FoldersFirst", "IgnoreCase"));
        List<ListedFile> files = List.of(
                new ListedFile("b", false, 1, MODIFIED, ""),
                new ListedFile("A", false, 1, MODIFIED, ""),
                new ListedFile("z", true, 0, MODIFIED, ""));
        assertEquals(
                List.of("z/", "A", "b"),
                files.stream()
                        .sorted(ListingOrder.DEFAULT.comparator(options))
                        .map(ListedFile::shown)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "0, '  0 '",
        "972, '972 '",
        "973, 1.0K",
        "1024, 1.0K",
        "1536, 1.5K",
        "10200, ' 10K'",
        "999999, 1.0M",
        "1048576, 1.0M",
        "5368709120, 5.0G"
    })
    void writesASizeInFourCharacters(long bytes, String expected) {
        assertEquals(expected, SizeText.of(bytes));
    }

    @Test
    void readsOptionsThatReplaceOrChange() {
        IndexOptions fancy = IndexOptions.DEFAULT.with(List.of("FancyIndexing", "Charset=UTF-8", "NameWidth=*"));
        assertEquals("text/html;charset=UTF-8", fancy.contentType());
        assertEquals(0, fancy.nameWidth());
        assertTrue(fancy.with(List.of("+IgnoreCase")).has(IndexOptions.Option.FANCY_INDEXING));
        assertEquals(IndexOptions.DEFAULT, fancy.with(List.of("None")));
        assertThrows(IllegalArgumentException.class, () -> fancy.with(List.of("Fancy")));
        assertThrows(IllegalArgumentException.class, () -> fancy.with(List.of("NameWidth=2")));
    }
}
