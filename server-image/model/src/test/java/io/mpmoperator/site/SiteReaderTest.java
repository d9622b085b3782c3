package io.mpmoperator.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.rules.OverrideClass;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteReaderTest {

    private static final String HOSTS = """
            FallbackResource /server
            <VirtualHost *:80>
              ServerName one.example:80
              ServerAlias www.one.example *.first.example
            </VirtualHost>
            <VirtualHost 10.0.0.1:80>
              ServerName two.example
              FallbackResource /two
            </VirtualHost>
            <VirtualHost *:80>
              ServerName three.example
            </VirtualHost>
            """;

    private static final String SECTIONS = """
            FallbackResource /server
            <DirectoryMatch "/b$">
              FallbackResource /pattern
            </DirectoryMatch>
            <Directory /srv/a/b>
              FallbackResource /deep
            </Directory>
            <Directory /srv/*>
              FallbackResource /glob
            </Directory>
            <Files x.txt>
              FallbackResource /file
            </Files>
            <Location /url>
              FallbackResource /url
            </Location>
            """;

    private static Site site(String text) throws ConfException {
        return SiteReader.read(ConfReader.read("x", text).site(), Rules.none());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 80, one.example, one.example",
        "127.0.0.1, 80, WWW.One.Example:80, one.example",
        "127.0.0.1, 80, a.first.example, one.example",
        "127.0.0.1, 80, three.example., three.example",
        "127.0.0.1, 80, unknown.example, one.example",
        "10.0.0.1, 80, one.example, two.example",
        "127.0.0.1, 81, one.example, ''"
    })
    void choosesTheVirtualHostAsApacheDoes(String address, int port, String host, String name) throws ConfException {
        assertEquals(name, site(HOSTS).choose(address, port, host).name());
    }

    @Test
    void aVirtualHostTakesOverWhatTheServerSays() throws ConfException {
        List<Host> hosts = site(HOSTS).hosts();
        assertEquals("/server", hosts.getFirst().own().or(SiteSettings.FALLBACK_RESOURCE, ""));
        assertEquals("/two", hosts.get(1).own().or(SiteSettings.FALLBACK_RESOURCE, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/, '', /, /server",
        "/srv/a/, y, /, /glob",
        "/srv/a/b/, '', /, /pattern",
        "/srv/a/b/, y, /, /deep",
        "/srv/a/b/c/, y, /, /deep",
        "/srv/a/b/, x.txt, /, /file",
        "/srv/a/b/, x.txt, /url/x, /url",
        "/srv/, '', /urls, /server"
    })
    void mergesSectionsInApachesOrder(String folder, String name, String url, String fallback) throws ConfException {
        FolderWalk walk = new FolderWalk(site(SECTIONS).server());
        Rules rules = walk.urls(url, walk.rules(folder, name, FolderWalk.OwnFiles.NONE));
        assertEquals(fallback, rules.or(SiteSettings.FALLBACK_RESOURCE, ""));
    }

    @Test
    void aFoldersOwnFileComesAfterItsSectionAndBeforeThoseBelowIt() throws ConfException {
        FolderWalk walk = new FolderWalk(site(SECTIONS).server());
        Rules own = SiteReader.rules(
                ConfReader.readFolderFile(".htaccess", "FallbackResource /own", Set.of(OverrideClass.INDEXES)));
        FolderWalk.OwnFiles inA = (folder, before) -> folder.equals("/srv/a/") ? own : Rules.none();
        assertEquals("/own", walk.rules("/srv/a/", "y", inA).or(SiteSettings.FALLBACK_RESOURCE, ""));
        assertEquals("/deep", walk.rules("/srv/a/b/c/", "y", inA).or(SiteSettings.FALLBACK_RESOURCE, ""));
    }

    @Test
    void refusesInAFoldersOwnFileWhatIsNotLetIn() {
        ConfException refused = assertThrows(
                ConfException.class,
                () -> ConfReader.readFolderFile(".htaccess", "\nHeader set A b", Set.of(OverrideClass.INDEXES)));
        assertEquals(
                ".htaccess:2: Header is not allowed here: AllowOverride FileInfo is needed in the folder's <Directory>",
                refused.getMessage());
        assertThrows(
                ConfException.class,
                () -> ConfReader.readFolderFile(
                        ".htaccess", "<Directory />\n</Directory>", Set.of(OverrideClass.values())));
    }
}
