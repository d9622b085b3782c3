package io.mpmoperator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsDirectivesTest {

    @ParameterizedTest
    @CsvSource({
        "all -SSLv3 -TLSv1 -TLSv1.1, TLSv1.3 TLSv1.2",
        "all, TLSv1.3 TLSv1.2",
        "-all +TLSv1.2 +TLSv1.3, TLSv1.3 TLSv1.2",
        "TLSv1.2, TLSv1.2",
        "TLSv1.2 +TLSv1.3, TLSv1.3 TLSv1.2",
        "tlsv1.3, TLSv1.3",
        "all -TLSv1.2, TLSv1.3"
    })
    void readsVersions(String text, String spoken) {
        assertEquals(spoken, String.join(" ", TlsVersions.parse(List.of(text.split(" ", -1)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "SSLv3", "all -TLSv1.2 -TLSv1.3", "TLSv1.4", "-all"})
    void refusesVersionsThatAreNotSpoken(String text) {
        assertThrows(IllegalArgumentException.class, () -> TlsVersions.parse(List.of(text.split(" ", -1))));
    }

    @Test
    void readsSuites() {
        assertEquals(CipherSuites.ALL, CipherSuites.parse(List.of("HIGH:!aNULL:!MD5")));
        assertEquals(
                List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
                CipherSuites.parse(
                        List.of("ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES128-SHA:ECDHE-ECDSA-AES256-GCM-SHA384")));
        assertEquals(
                List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
                CipherSuites.parse(List.of("EECDH+AES128:!SHA384")));
        assertEquals(CipherSuites.ALL, CipherSuites.parse(List.of("TLSv1.3", "TLS_AES_128_GCM_SHA256")));
        assertTrue(CipherSuites.parse(List.of("ALL:-AES")).stream().allMatch(name -> name.contains("CHACHA20")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DES-CBC3-SHA", "!ALL", "HIGH:!ECDHE", "RC4"})
    void refusesSuitesOfWhichNoneIsOffered(String text) {
        assertThrows(IllegalArgumentException.class, () -> CipherSuites.parse(List.of(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSLEngine On|x:1: SSLEngine On without a certificate: SSLCertificateFile is missing",
                "SSLNamedCertificate /a /b shop.example|x:1: SSLNamedCertificate beside no other certificate: SSLCertificateFile is missing, for clients that ask for another name",
                "SSLNamedCertificate /a /b|x:1: SSLNamedCertificate has 2 arguments: accepted is SSLNamedCertificate certificate key name ...",
                "SSLNamedCertificate /a /b shop.*.example|x:1: SSLNamedCertificate: 'shop.*.example' is no name of a host: accepted are names such as www.example.com and *.example.com",
                "SSLVerifyClient require|x:1: SSLVerifyClient: no client is asked for a certificate: none is accepted",
                "SSLInsecureRenegotiation on|x:1: SSLInsecureRenegotiation: renegotiation is refused: off is accepted"
            })
    void refusesWhatWouldBeLessSecure(String text, String message) {
        ConfException refused = assertThrows(ConfException.class, () -> ConfReader.read("x", text));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void findsTheVirtualHostWithoutACertificate() {
        String text = "<VirtualHost *:443>\nSSLEngine on\nSSLCertificateFile /a\n</VirtualHost>\n"
                + "<VirtualHost *:443>\nServerName b\nSSLEngine on\n</VirtualHost>\n";
        ConfException refused = assertThrows(ConfException.class, () -> ConfReader.read("x", text));
        assertEquals("x:7: SSLEngine On without a certificate: SSLCertificateFile is missing", refused.getMessage());
    }

    @Test
    void refusesANameWithTwoCertificates() {
        String text = "SSLCertificateFile /a\nSSLCertificateKeyFile /a\n"
                + "SSLNamedCertificate /b /b b.example\nSSLNamedCertificate /c /c c.example B.example\n";
        ConfException refused = assertThrows(ConfException.class, () -> ConfReader.read("x", text));
        assertEquals(
                "x:4: SSLNamedCertificate b.example: x:3 has a certificate for it already: one is accepted",
                refused.getMessage());
    }
}
