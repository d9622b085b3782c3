package io.mpmoperator.conf.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeReaderTest {

    private static String read(String text, Surroundings surroundings) throws SyntaxException {
        return TreeReader.read("main", text, surroundings).tree().text();
    }

    @Test
    void readsSectionsWithWhatTheyEnclose() throws SyntaxException {
        assertEquals("""
                <Directory /srv>
                    Options -Indexes
                    <Files "a b">
                        Require all  denied
                    </Files>
                </Directory>
                """, read("""
                <Directory "/srv" >
                  Options -Indexes  # not a comment
                  <Files 'a b'>
                  Require all \\
                 denied
                  </files>
                </DIRECTORY>
                """.replace("  # not a comment", ""), Surroundings.none()));
    }

    @ParameterizedTest
    @CsvSource({
        "IfModule mod_headers.c, true",
        "IfModule !mod_headers.c, false",
        "IfModule mod_php.c, false",
        "IfDefine HERE, true",
        "IfDefine !HERE, false",
        "IfFile extra.conf, true",
        "IfFile /nowhere, false",
        "IfVersion >= 2.4, true",
        "IfVersion 2.2, false",
        "IfVersion < 2.4.10, false",
        "IfVersion !> 3, true",
        "IfVersion ~ ^2\\.4\\., true"
    })
    void readsWhatIsUnderAConditionOnlyWhereItHolds(String condition, boolean holds) throws SyntaxException {
        String name = condition.substring(0, condition.indexOf(' '));
        String text = "Define HERE\n<" + condition + ">\n<A>\nKept 1\n</A>\n</" + name + ">\nAfter 2\n";
        String kept = holds ? "<A>\n    Kept 1\n</A>\n" : "";
        assertEquals(kept + "After 2\n", read(text, TextFiles.of(Map.of("/etc/httpd/extra.conf", ""))));
    }

    @Test
    void fillsInVariablesOfDefineAndOfTheEnvironmentInWholeWords() throws SyntaxException {
        var surroundings = new TextFiles(Map.of(), Map.of("PORT", "8081", "ROOT", "/from environment"));
        var read = TreeReader.read("main", """
                Define ROOT "/srv/a b"
                Listen ${PORT}
                DocumentRoot ${ROOT}/htdocs
                UnDefine ROOT
                Next ${ROOT} ${UNKNOWN} ${map:key} ${open
                """, surroundings);
        assertEquals("""
                Listen 8081
                DocumentRoot "/srv/a b/htdocs"
                Next "/from environment" ${UNKNOWN} ${map:key} ${open
                """, read.tree().text());
        assertEquals(
                List.of("main:5: ${UNKNOWN} is not defined, and stays as it is written"),
                read.remarks().stream().map(Remark::toString).toList());
    }

    @Test
    void includesFilesInTheOrderOfTheirNamesRelativeToServerRoot() throws SyntaxException {
        var files = TextFiles.of(Map.of(
                "/etc/httpd/conf.d/b.conf", "B 1\n",
                "/etc/httpd/conf.d/a.conf", "Define A\nInclude /other/c.conf\n",
                "/other/c.conf", "C 1\n",
                "/root/d.conf", "<IfDefine A>\nD 1\n</IfDefine>"));
        var read = TreeReader.read("main", """
                Include conf.d/*.conf
                IncludeOptional nothing/*.conf
                ServerRoot /root/
                Include d.conf
                """, files);
        assertEquals("C 1\nB 1\nServerRoot /root\nD 1\n", read.tree().text());
        assertEquals(
                List.of("/other/c.conf:1", "/etc/httpd/conf.d/b.conf:1", "main:3", "/root/d.conf:2"),
                read.tree().nodes().stream().map(node -> node.at().toString()).toList());
    }

    @Test
    void refusesFilesThatIncludeEachOtherAndFilesThatAreNotThere() {
        var files = TextFiles.of(Map.of("/etc/httpd/a", "Include b", "/etc/httpd/b", "Include a"));
        var circle = assertThrows(SyntaxException.class, () -> read("Include a", files));
        assertEquals("files include each other more than 32 times: no more are accepted", circle.getMessage());
        var missing = assertThrows(SyntaxException.class, () -> read("\nInclude none.conf", files));
        assertEquals(
                "Include /etc/httpd/none.conf: there is no such file; IncludeOptional accepts that",
                missing.getMessage());
        assertEquals(new Position("main", 2), missing.at());
    }

    @Test
    void refusesAFileThatDoesNotCloseItsSection() {
        var texts = new HashMap<String, String>();
        texts.put("/etc/httpd/a", "</Directory>");
        var refused = assertThrows(
                SyntaxException.class, () -> read("<Directory />\nInclude a\n</Directory>", TextFiles.of(texts)));
        assertEquals("</Directory> closes a section that is not open", refused.getMessage());
        assertEquals(new Position("/etc/httpd/a", 1), refused.at());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`a  \"b c\"\t'd \"e\"'` | `a#b c#d \"e\"`",
                "`\"a \\\" \\\\ \\n\"` | `a \" \\ \\n`",
                "`a\\\\b\\c \"x\"y` | `a\\b\\c#x#y`",
                "`\"\" a` | `#a`"
            })
    void splitsWordsAsApacheDoes(String text, String words) {
        assertEquals(words.strip(), String.join("#", Words.split(text.strip())));
    }
}
