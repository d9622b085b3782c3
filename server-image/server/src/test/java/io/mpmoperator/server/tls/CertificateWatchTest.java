package io.mpmoperator.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.tls.CertificateWatch.Change;
import io.mpmoperator.testing.HangingFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {

    @TempDir
    private Path folder;

    /** The control loop looks: who waits in it for a file looks after no child. */
    @Test
    @Timeout(30)
    void aFileThatDoesNotAnswerIsRefusedOnceAndTakenUpWhenItDoes() throws Exception {
        Path certificate = folder.resolve("tls.crt");
        String text = Files.readString(Path.of(TestCertificates.EC.certificateFile()));
        Files.writeString(certificate, text);
        TlsSettings settings = new TlsSettings(certificate.toString(), TestCertificates.EC.certificateKeyFile());
        CertificateWatch watch = new CertificateWatch(settings);
        try (HangingFile _ = HangingFile.write(certificate, text + "\n")) {
            Change.Refused refused =
                    assertInstanceOf(Change.Refused.class, watch.look().orElseThrow());
            assertTrue(refused.reason().contains("tls.crt: cannot be read: it does not answer"), refused.reason());
            assertEquals(Optional.empty(), watch.look(), "it is said once");
            assertEquals(Optional.of(refused.reason()), watch.refused());
        }
        Optional<Change> change = watch.look();
        while (change.isEmpty()) {
            change = watch.look();
        }
        assertInstanceOf(Change.Renewed.class, change.get());
        assertEquals(Optional.empty(), watch.refused());
    }
}
