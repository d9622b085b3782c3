package io.mpmoperator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SiteDirectiveCountTest {

    private static int of(String text) throws ConfException {
        return ConfReader.read("webserver.conf", text).workload().siteDirectives();
    }

    @Test
    void countsWhatIsSaidOfRequestsAndNothingElse() throws ConfException {
        assertEquals(0, of("Listen 8080\nServerLimit 4\nDocumentRoot /srv\nLogLevel warn\n"));
        assertEquals(1, of("Header set X-A a\n"));
    }

    @Test
    void countsASectionAndWhatIsInIt() throws ConfException {
        assertEquals(3, of("<Location /a>\nRequire all denied\nHeader set X-A a\n</Location>\n"));
    }

    @Test
    void countsWhatFoldersMaySayThemselves() throws ConfException {
        assertEquals(2, of("<Directory /srv>\nAllowOverride None\n</Directory>\n"));
        assertEquals(202, of("<Directory /srv>\nAllowOverride All\n</Directory>\n"));
    }
}
