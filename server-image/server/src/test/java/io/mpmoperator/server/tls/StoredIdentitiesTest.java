package io.mpmoperator.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.conf.TlsSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredIdentitiesTest {

    @Test
    void areReadBackAsTheyWereWritten() throws Exception {
        StoredIdentities stored = StoredIdentities.read(List.of(TestCertificates.RSA, TestCertificates.EC));
        StoredIdentities again = StoredIdentities.parse(stored.text());

        for (TlsSettings settings : List.of(TestCertificates.RSA, TestCertificates.EC)) {
            String pem = again.pem(settings);
            assertEquals(
                    ServerIdentity.read(settings).sha256(),
                    ServerIdentity.of(settings, String.valueOf(pem)).sha256());
        }
        assertEquals(stored.text(), again.text());
    }

    @Test
    void haveTheLatestOfEach() throws Exception {
        StoredIdentities stored = StoredIdentities.read(List.of(TestCertificates.RSA, TestCertificates.EC))
                .with(TestCertificates.RSA, "other\n");

        assertEquals("other\n", StoredIdentities.parse(stored.text()).pem(TestCertificates.RSA));
        assertNull(StoredIdentities.none().pem(TestCertificates.RSA));
    }

    @Test
    void nameTheCertificateOfEachFile() throws Exception {
        StoredIdentities stored = StoredIdentities.read(List.of(TestCertificates.RSA, TestCertificates.EC));

        assertEquals(
                CertificatesInForce.NONE
                        .with(
                                TestCertificates.RSA.certificateFile(),
                                ServerIdentity.read(TestCertificates.RSA).sha256())
                        .with(
                                TestCertificates.EC.certificateFile(),
                                ServerIdentity.read(TestCertificates.EC).sha256()),
                StoredIdentities.parse(stored.text()).certificates());
    }

    @Test
    void refuseWhatCannotBeRead() {
        assertThrows(TlsException.class, () -> StoredIdentities.read(List.of(new TlsSettings("/nowhere", "/nowhere"))));
    }
}
