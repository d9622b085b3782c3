package io.mpmoperator.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.files.OutsideFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerIdentityTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "rsa-test-only.crt, rsa-pkcs8-test-only.key, RSA",
        "rsa-test-only.crt, rsa-pkcs1-test-only.key, RSA",
        "ec-test-only.crt, ec-pkcs8-test-only.key, EC",
        "ec-test-only.crt, ec-sec1-test-only.key, EC",
        "ed25519-test-only.crt, ed25519-test-only.key, EdDSA",
    })
    void readsEveryKindOfKey(String certificate, String key, String algorithm) throws TlsException {
        ServerIdentity identity = ServerIdentity.read(TestCertificates.settings(certificate, key));
        assertEquals(algorithm, identity.key().getAlgorithm());
        assertEquals(1, identity.chain().size());
    }

    @Test
    void readsTheCertificatesThatLeadToARoot() throws TlsException {
        ServerIdentity identity =
                ServerIdentity.read(TestCertificates.settings("chain-test-only.crt", "chain-test-only.key"));
        assertEquals(2, identity.chain().size());
        assertEquals(
                "CN=chain.test-only",
                identity.certificate().getSubjectX500Principal().getName());
    }

    @Test
    void readsItsOwnPemBack() throws TlsException {
        ServerIdentity identity = ServerIdentity.read(TestCertificates.EC);
        ServerIdentity again = ServerIdentity.of(TestCertificates.EC, identity.pem());
        assertEquals(identity.chain(), again.chain());
        assertEquals(identity.key(), again.key());
    }

    @Test
    void namesAFileThatIsMissing() {
        TlsSettings settings = new TlsSettings("/nowhere/tls.crt", "/nowhere/tls.key");
        assertEquals("SSLCertificateFile /nowhere/tls.crt: cannot be read: there is no such file", refusal(settings));
    }

    /** The control process reads it too: it must neither wait for a writer nor fill its small heap. */
    @Test
    @Tag("process")
    @Timeout(30)
    void refusesWhatIsNoFileOrTooLarge() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        Path large = Files.write(folder.resolve("large"), new byte[OutsideFile.MOST_BYTES + 1]);
        assertTrue(refusal(new TlsSettings(fifo.toString(), "/nowhere")).endsWith("it is no regular file"));
        assertTrue(refusal(new TlsSettings(folder.toString(), "/nowhere")).endsWith("it is no regular file"));
        assertEquals(
                "SSLCertificateKeyFile " + large
                        + ": cannot be read: it has more than 262144 bytes, the most that are accepted",
                refusal(new TlsSettings(TestCertificates.EC.certificateFile(), large.toString())));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8-test-only.key, rsa-pkcs8-test-only.key, SSLCertificateFile, it contains no BEGIN CERTIFICATE",
        "rsa-test-only.crt, rsa-test-only.crt, SSLCertificateKeyFile, it contains no BEGIN PRIVATE KEY",
        "ec-test-only.crt, encrypted-test-only.key, SSLCertificateKeyFile, it is encrypted with a passphrase",
        "ec-test-only.crt, chain-test-only.key, SSLCertificateKeyFile, it is not the key of the certificate",
        "ec-test-only.crt, rsa-pkcs8-test-only.key, SSLCertificateKeyFile, it is not the certificate's EC key",
        "rsa-test-only.crt, ec-sec1-test-only.key, SSLCertificateKeyFile, it is not the certificate's RSA key",
        "ed25519-test-only.crt, ec-sec1-test-only.key, SSLCertificateKeyFile, it is not the certificate's EdDSA key",
    })
    void saysWhatIsWrongWithAFile(String certificate, String key, String directive, String reason) {
        TlsSettings settings = TestCertificates.settings(certificate, key);
        String file =
                directive.equals("SSLCertificateFile") ? settings.certificateFile() : settings.certificateKeyFile();
        String refusal = refusal(settings);
        assertTrue(refusal.startsWith(directive + " " + file + ": " + reason), refusal);
        assertEquals(1, refusal.lines().count(), refusal);
    }

    @Test
    void refusesACertificateThatIsCutOff() throws IOException {
        Path cut = folder.resolve("cut.crt");
        Files.writeString(cut, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        String refusal = refusal(new TlsSettings(cut.toString(), TestCertificates.EC.certificateKeyFile()));
        assertTrue(refusal.contains("certificate 1 of 1 is malformed"), refusal);
    }

    @Test
    void refusesWhatIsNotBase64() throws IOException {
        Path garbled = folder.resolve("garbled.crt");
        Files.writeString(
                garbled, "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n", StandardOpenOption.CREATE);
        String refusal = refusal(new TlsSettings(garbled.toString(), TestCertificates.EC.certificateKeyFile()));
        assertTrue(refusal.contains("BEGIN CERTIFICATE is not followed by Base64"), refusal);
    }

    private static String refusal(TlsSettings settings) {
        return String.valueOf(assertThrows(TlsException.class, () -> ServerIdentity.read(settings))
                .getMessage());
    }
}
