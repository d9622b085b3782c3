package io.mpmoperator.server.proxy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** How TLS is spoken to backends: whose certificates are believed. Made when the first backend needs it. */
final class TlsContexts {

    private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();

    /** The client's end of a connection to a backend. */
    SSLEngine engine(Peer peer) throws IOException {
        try {
            SSLEngine engine =
                    context(peer).createSSLEngine(peer.url().host(), peer.url().port());
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            if (peer.verified() && peer.named()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new BackendException(BackendException.BAD_GATEWAY, "TLS cannot be spoken: " + e);
        }
    }

    private SSLContext context(Peer peer) throws GeneralSecurityException, IOException {
        String key = peer.verified() + " " + peer.authorities();
        SSLContext known = contexts.get(key);
        if (known == null) {
            known = SSLContext.getInstance("TLS");
            known.init(null, managers(peer), new SecureRandom());
            contexts.put(key, known);
        }
        return known;
    }

    private static TrustManager @Nullable [] managers(Peer peer) throws GeneralSecurityException, IOException {
        if (!peer.verified()) {
            return new TrustManager[] {new Unverified()};
        }
        if (peer.authorities().isEmpty()) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store(Path.of(peer.authorities())));
        return factory.getTrustManagers();
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        byte[] text = Files.readAllBytes(file);
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text))) {
            store.setCertificateEntry("authority" + number++, certificate);
        }
        return store;
    }

    /** SSLProxyVerify none. */
    private static final class Unverified extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
