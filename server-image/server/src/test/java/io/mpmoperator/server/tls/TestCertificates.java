package io.mpmoperator.server.tls;

import io.mpmoperator.conf.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Certificates and keys that were made for tests alone, and a client that takes any. */
final class TestCertificates {

    static final TlsSettings RSA = settings("rsa-test-only.crt", "rsa-pkcs8-test-only.key");
    static final TlsSettings EC = settings("ec-test-only.crt", "ec-pkcs8-test-only.key");

    private TestCertificates() {}

    static TlsSettings settings(String certificate, String key) {
        return new TlsSettings(path(certificate).toString(), path(key).toString());
    }

    static Path path(String name) {
        try {
            return Path.of(TestCertificates.class.getResource("/tls/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** Puts the two files of other settings where these say. */
    static void install(TlsSettings from, TlsSettings to) {
        try {
            Files.write(Path.of(to.certificateFile()), Files.readAllBytes(Path.of(from.certificateFile())));
            Files.write(Path.of(to.certificateKeyFile()), Files.readAllBytes(Path.of(from.certificateKeyFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SSLContext client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
