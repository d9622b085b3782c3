package io.mpmoperator.server.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.tls.TlsPair.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of servers that no RFC allows and clients send (RFC 6066, section 3); Apache serves them. */
@Timeout(60)
class ServerNamesTest {

    private static final String LABEL_OF_64 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private final Log silent = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "my_host",
                "localhost.",
                LABEL_OF_64,
                "127.0.0.1",
                "::1",
                "[::1]",
                "h\u00f6st",
                "a b",
                "-a",
                ".",
                "a..b",
                "\u0000"
            })
    void areReadOver(String name) throws Exception {
        TlsEndpoint endpoint =
                TlsEndpoint.open(TestCertificates.EC, StoredIdentities.none(), silent, System::nanoTime, sha256 -> {});
        assertArrayEquals(new byte[] {1}, received(endpoint, name));
    }

    private static byte[] received(TlsEndpoint endpoint, String name) throws Exception {
        try (TlsPair pair = TlsPair.connect(Kind.WAITS, endpoint)) {
            SSLParameters parameters = pair.client.getSSLParameters();
            parameters.setServerNames(List.of(new AnyName(name.getBytes(StandardCharsets.UTF_8))));
            pair.client.setSSLParameters(parameters);
            Thread client = Thread.ofPlatform().start(() -> {
                try {
                    pair.client.getOutputStream().write(1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            ByteBuffer received = ByteBuffer.allocate(1);
            assertEquals(1, pair.server.read(received));
            client.join();
            return received.array();
        }
    }

    private static final class AnyName extends SNIServerName {

        AnyName(byte[] encoded) {
            super(StandardConstants.SNI_HOST_NAME, encoded);
        }
    }
}
