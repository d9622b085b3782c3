package io.mpmoperator.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.rules.Rules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsHostsTest {

    private static WebServerConf conf(String text) throws ConfException {
        return ConfReader.read("x", text);
    }

    private static List<String> certificates(String text) throws ConfException {
        return TlsHosts.certificates(conf(text)).stream()
                .map(TlsSettings::certificateFile)
                .toList();
    }

    @Test
    void takesACertificateOutsideOfVirtualHostsForEveryPort() throws ConfException {
        String text = "Listen 8080\nListen 8081\nSSLCertificateFile /a\nSSLCertificateKeyFile /b\n";

        assertEquals(List.of("/a"), certificates(text));
        assertEquals(
                true,
                TlsHosts.isEverywhere(
                        SiteReader.read(conf(text).site(), Rules.none()),
                        conf(text).tls(),
                        List.of(false, false)));
    }

    @Test
    void findsTheCertificatesOfVirtualHosts() throws ConfException {
        WebServerConf conf = conf("""
            Listen 80
            Listen 443
            SSLProtocol TLSv1.3
            <VirtualHost *:80>
            ServerName a
            </VirtualHost>
            <VirtualHost *:443>
            ServerName a
            SSLEngine on
            SSLCertificateFile /a.crt
            SSLCertificateKeyFile /a.key
            SSLCertificateChainFile /a.chain
            </VirtualHost>
            <VirtualHost *:443>
            ServerName b
            SSLCertificateFile /b.pem
            </VirtualHost>
            <VirtualHost *:443>
            ServerName c
            SSLEngine off
            SSLCertificateFile /c.pem
            </VirtualHost>
            """);

        List<TlsSettings> all = TlsHosts.certificates(conf);
        assertEquals(
                List.of("/a.crt", "/b.pem"),
                all.stream().map(TlsSettings::certificateFile).toList());
        assertEquals(
                List.of("/a.key", "/b.pem"),
                all.stream().map(TlsSettings::certificateKeyFile).toList());
        assertEquals(Optional.of("/a.chain"), all.getFirst().chainFile());
        assertEquals(List.of("TLSv1.3"), all.getFirst().protocols());
    }

    @Test
    void speaksNoTlsAtOtherPorts() throws ConfException {
        WebServerConf conf = conf("""
            Listen 80
            Listen 443
            SSLCertificateFile /a.crt
            SSLCertificateKeyFile /a.key
            """);
        Site site = SiteReader.read(conf.site(), Rules.none());

        assertEquals(
                List.of(), TlsHosts.at(site.at(80), conf.tls(), false, false).all());
        assertEquals(
                Optional.of("/a.key"),
                TlsHosts.at(site.at(443), conf.tls(), true, false)
                        .of(site.server())
                        .map(TlsSettings::certificateKeyFile));
    }

    @Test
    void givesAVirtualHostTheCertificateOutsideOfIt() throws ConfException {
        assertEquals(List.of("/a"), certificates("""
            Listen 443
            SSLCertificateFile /a
            SSLCertificateKeyFile /b
            <VirtualHost *:443>
            SSLEngine on
            </VirtualHost>
            """));
    }

    @Test
    void speaksNoTlsWhereThereIsNoCertificate() throws ConfException {
        assertEquals(List.of(), certificates("Listen 443\n<VirtualHost *:443>\n</VirtualHost>\n"));
    }

    private static final String NAMED = """
            Listen 8443
            SSLCertificateFile /a
            SSLCertificateKeyFile /a.key
            SSLProtocol TLSv1.3
            SSLNamedCertificate /b /b.key b.example *.b.example
            SSLNamedCertificate "/c c" /c.key WWW.b.example
            """;

    @Test
    void findsTheCertificatesOfNames() throws ConfException {
        List<TlsSettings> all = TlsHosts.certificates(conf(NAMED));

        assertEquals(
                List.of("/a", "/b", "/c c"),
                all.stream().map(TlsSettings::certificateFile).toList());
        assertEquals(List.of("TLSv1.3"), all.get(1).protocols());
    }

    @ParameterizedTest
    @CsvSource({
        "b.example, /b",
        "B.Example., /b",
        "shop.b.example, /b",
        "www.b.example, /c c",
        "x.www.b.example, /a",
        "example, /a",
        "*.b.example, /b",
        "'', /a"
    })
    void showsAClientTheCertificateOfItsName(String name, String file) throws ConfException {
        WebServerConf conf = conf(NAMED + "<VirtualHost *>\nServerName www.b.example\n</VirtualHost>\n");
        Site site = SiteReader.read(conf.site(), Rules.none());
        TlsHosts hosts = TlsHosts.at(site, conf.tls(), false, true);

        assertEquals(
                Optional.of(file), hosts.of(site.choose("", 8443, name), name).map(TlsSettings::certificateFile));
    }

    @Test
    void aVirtualHostWithoutTlsHasNoneForAnyName() throws ConfException {
        WebServerConf conf = conf(NAMED + "<VirtualHost *>\nServerName b.example\nSSLEngine Off\n</VirtualHost>\n");
        Site site = SiteReader.read(conf.site(), Rules.none());
        TlsHosts hosts = TlsHosts.at(site, conf.tls(), true, false);

        assertEquals(Optional.empty(), hosts.of(site.choose("", 8443, "b.example"), "b.example"));
    }
}
