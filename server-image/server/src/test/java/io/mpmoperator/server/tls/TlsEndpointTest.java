package io.mpmoperator.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.tls.TlsPair.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsEndpointTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Log log = new Log(written, LogLevel.INFO, Clock.systemUTC());
    private final List<String> inForce = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private TlsSettings settings;

    @BeforeEach
    void installTheFirstCertificate() {
        settings = new TlsSettings(
                folder.resolve("tls.crt").toString(), folder.resolve("tls.key").toString());
        TestCertificates.install(TestCertificates.RSA, settings);
    }

    private TlsEndpoint open(@Nullable String otherwise) throws TlsException {
        StoredIdentities inherited = otherwise == null
                ? StoredIdentities.none()
                : StoredIdentities.none().with(settings, otherwise);
        return TlsEndpoint.open(settings, StoredIdentities.parse(inherited.text()), log, now::get, inForce::add);
    }

    @Test
    void takesUpARenewedCertificateWithinASecond() throws Exception {
        TlsEndpoint endpoint = open(null);
        TestCertificates.install(TestCertificates.EC, settings);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(900));
        assertEquals("CN=rsa.test-only", served(endpoint));
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        assertEquals("CN=ec.test-only", served(endpoint));
        assertTrue(logged().contains("event=certificate-renewed subject=\"CN=ec.test-only\""), logged());
    }

    @Test
    void saysByTheFilesHashWhichCertificateIsInForceAlsoWhenNobodyConnects() throws Exception {
        TlsEndpoint endpoint = open(null);
        String first = sha256();
        endpoint.renew();
        assertEquals(List.of(first), inForce);

        TestCertificates.install(TestCertificates.EC, settings);
        endpoint.renew();
        assertEquals(List.of(first, sha256()), inForce);

        Files.writeString(Path.of(settings.certificateFile()), "broken");
        endpoint.renew();
        assertEquals(2, inForce.size());
        assertEquals("CN=ec.test-only", served(endpoint));
    }

    @Test
    void namesACertificateThatItWasHandedByTheHashOfItsFile() throws Exception {
        String before = ServerIdentity.read(settings).pem();
        String hash = sha256();
        Files.writeString(Path.of(settings.certificateFile()), "broken");

        open(before);

        assertEquals(List.of(hash), inForce);
    }

    private String sha256() throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(Files.readAllBytes(Path.of(settings.certificateFile()))));
    }

    @Test
    void keepsItsCertificateWhenTheRenewedOneIsBrokenAndSaysSoOnce() throws Exception {
        TlsEndpoint endpoint = open(null);
        Files.writeString(Path.of(settings.certificateFile()), "broken");
        for (int i = 0; i < 3; i++) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(2));
            assertEquals("CN=rsa.test-only", served(endpoint));
        }
        assertEquals(1, logged().lines().count(), logged());
        assertTrue(logged().contains("event=certificate-kept"), logged());
        assertTrue(logged().contains("it contains no BEGIN CERTIFICATE"), logged());

        TestCertificates.install(TestCertificates.EC, settings);
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertEquals("CN=ec.test-only", served(endpoint));
    }

    @Test
    void waitsForTheKeyOfARenewedCertificate() throws Exception {
        TlsEndpoint endpoint = open(null);
        Files.copy(
                Path.of(TestCertificates.EC.certificateFile()),
                Path.of(settings.certificateFile()),
                StandardCopyOption.REPLACE_EXISTING);
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertEquals("CN=rsa.test-only", served(endpoint));
        TestCertificates.install(TestCertificates.EC, settings);
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertEquals("CN=ec.test-only", served(endpoint));
    }

    @Test
    void beginsWithTheCertificateThatCouldBeReadBefore() throws Exception {
        String before = ServerIdentity.read(settings).pem();
        Files.delete(Path.of(settings.certificateKeyFile()));
        assertThrows(TlsException.class, () -> open(null));
        assertEquals("CN=rsa.test-only", served(open(before)));
        assertTrue(logged().contains("event=certificate-kept"), logged());
    }

    private static String served(TlsEndpoint endpoint) throws IOException {
        try (TlsPair pair = TlsPair.connect(Kind.WAITS, endpoint)) {
            Thread client = Thread.ofPlatform().start(() -> {
                try {
                    pair.client.getOutputStream().write(1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            pair.server.read(ByteBuffer.allocate(1));
            client.join();
            X509Certificate certificate =
                    (X509Certificate) pair.client.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String logged() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
