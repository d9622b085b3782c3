package io.mpmoperator.e2e.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManagerFactory;

/**
 * A client that trusts one of the test certificates and no other.
 *
 * @param context for connections by other means
 */
public record TlsClient(SSLContext context) {

    private static final int PATIENCE_MILLIS = 30_000;

    /** A client that trusts a {@link TestCertificate}. */
    public static TlsClient trusting(String name) {
        try (InputStream certificate =
                Files.newInputStream(TestCertificate.named(name).certificate())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    name, CertificateFactory.getInstance("X.509").generateCertificate(certificate));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return new TlsClient(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, without a handshake yet. */
    public SSLSocket socket(int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Connects to speak HTTP. */
    public RawHttp connect(int port) {
        try {
            SSLSocket socket = socket(port);
            socket.startHandshake();
            return RawHttp.over(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, sends a part of a ClientHello, and no more. */
    public Socket stall(int port, double part) throws IOException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(Arrays.copyOf(hello.array(), (int) (hello.position() * part)));
        return socket;
    }

    /** A socket that asks for a server by any name (server_name of RFC 6066), without a handshake yet. */
    public SSLSocket naming(int port, String name) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(new Socket(InetAddress.getLoopbackAddress(), port), "localhost", port, true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new AnyName(name)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** What no {@link javax.net.ssl.SNIHostName} may be. */
    private static final class AnyName extends SNIServerName {

        AnyName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A socket that offers protocols by ALPN. */
    public SSLSocket offering(int port, String... protocols) throws IOException {
        SSLSocket socket = socket(port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
    }
}
