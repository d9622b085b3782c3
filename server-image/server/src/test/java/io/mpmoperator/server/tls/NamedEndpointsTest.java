package io.mpmoperator.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.http.MemoryTransport;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.tls.TlsPair.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class NamedEndpointsTest {

    private static final Log SILENT = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());

    private final List<String> asked = new ArrayList<>();

    private static TlsEndpoint endpoint(TlsSettings settings) throws TlsException {
        return TlsEndpoint.open(settings, StoredIdentities.none(), SILENT, System::nanoTime, sha256 -> {});
    }

    private NamedEndpoints endpoints(@Nullable TlsEndpoint first, TlsEndpoint second) {
        return new NamedEndpoints((local, name) -> {
            asked.add(name);
            return name.equals("second.example") ? second : name.equals("clear.example") ? null : first;
        });
    }

    private static TlsPair hello(Kind kind, NamedEndpoints endpoints, Optional<String> name, String version)
            throws Exception {
        TlsPair pair = TlsPair.connect(kind, endpoints::encrypt);
        SSLParameters parameters = pair.client.getSSLParameters();
        parameters.setServerNames(name.map(SNIHostName::new).stream()
                .map(known -> (javax.net.ssl.SNIServerName) known)
                .toList());
        parameters.setProtocols(new String[] {version});
        pair.client.setSSLParameters(parameters);
        Thread client = Thread.ofPlatform().daemon().start(() -> {
            try {
                pair.client.getOutputStream().write(1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        read(pair.server);
        client.join();
        return pair;
    }

    private static void read(Transport server) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(1);
        while (server.read(target) == 0) {
            if (server.awaitsComputing()) {
                server.compute();
            }
            Thread.onSpinWait();
        }
    }

    private String subject(Kind kind, Optional<String> name) throws Exception {
        NamedEndpoints endpoints = endpoints(endpoint(TestCertificates.RSA), endpoint(TestCertificates.EC));
        try (TlsPair pair = hello(kind, endpoints, name, "TLSv1.3")) {
            X509Certificate certificate =
                    (X509Certificate) pair.client.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void showsTheCertificateOfTheNameThatTheClientAsksFor(Kind kind) throws Exception {
        assertEquals("CN=ec.test-only", subject(kind, Optional.of("second.example")));
        assertEquals("CN=rsa.test-only", subject(kind, Optional.of("first.example")));
        assertEquals(List.of("", "second.example", "", "first.example"), asked);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void showsTheFirstToAClientThatAsksForNone(Kind kind) throws Exception {
        assertEquals("CN=rsa.test-only", subject(kind, Optional.empty()));
        assertEquals("CN=rsa.test-only", subject(kind, Optional.of("clear.example")));
    }

    @Test
    void leavesAConnectionAsItIsWhereTheFirstHostSpeaksNoTls() throws Exception {
        Transport raw = new MemoryTransport();

        assertSame(raw, endpoints(null, endpoint(TestCertificates.EC)).encrypt(raw));
    }

    @Test
    void speaksTheVersionsAndSuitesOfItsSettings() throws Exception {
        TlsSettings narrow = new TlsSettings(
                TestCertificates.EC.certificateFile(),
                TestCertificates.EC.certificateKeyFile(),
                Optional.empty(),
                List.of("TLSv1.2"),
                List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));
        NamedEndpoints endpoints = endpoints(endpoint(narrow), endpoint(narrow));

        try (TlsPair pair = hello(Kind.WAITS, endpoints, Optional.of("first.example"), "TLSv1.2")) {
            assertEquals("TLSv1.2", pair.client.getSession().getProtocol());
            assertEquals(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    pair.client.getSession().getCipherSuite());
        }
    }

    @Test
    void readsTheNameOfAMessageThatComesInPieces() throws Exception {
        ByteBuffer message = ByteBuffer.wrap(helloOf("second.example"));
        ByteBuffer received = ByteBuffer.allocate(16_709);
        for (int i = 0; i < message.limit() - 1; i++) {
            received.put(message.get(i));
            assertEquals(false, ClientHello.isWhole(received.duplicate().flip()), "after " + i);
        }
        received.put(message.get(message.limit() - 1)).flip();

        assertEquals(true, ClientHello.isWhole(received));
        assertEquals("second.example", ClientHello.serverName(received));
        assertEquals(0, received.position());
    }

    @Test
    void readsNoNameOfWhatIsCut() throws Exception {
        byte[] message = helloOf("second.example");
        for (int length = 5; length < message.length; length++) {
            String name = ClientHello.serverName(ByteBuffer.wrap(message, 0, length));
            assertEquals(true, name == null || name.equals("second.example"), "of " + length);
        }
    }

    private static byte[] helloOf(String name) throws Exception {
        var engine = TestCertificates.client().createSSLEngine(name, 443);
        engine.setUseClientMode(true);
        ByteBuffer sent = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), sent);
        byte[] message = new byte[sent.flip().remaining()];
        sent.get(message);
        assertNotNull(message);
        return message;
    }
}
