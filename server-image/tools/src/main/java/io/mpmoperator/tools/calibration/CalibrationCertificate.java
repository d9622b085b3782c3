package io.mpmoperator.tools.calibration;

import io.mpmoperator.conf.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of its own for the points with TLS, with the most usual kind of key, RSA of 2048 bits.
 *
 * @param files where the server finds it
 * @param trusting for clients that trust it and no other
 */
record CalibrationCertificate(TlsSettings files, SSLContext trusting) {

    private static final String NAME = "point";
    private static final String PASSWORD = "calibrate";
    private static final int LINE = 64;

    /**
     * Makes one with the JDK's {@code keytool}; nothing where there is none.
     *
     * @param work the folder to make it in
     */
    static Optional<CalibrationCertificate> make(Path work) throws IOException, InterruptedException {
        Optional<Path> keytool = JdkTool.find("keytool");
        if (keytool.isEmpty()) {
            return Optional.empty();
        }
        Path store = work.resolve("point.p12");
        String[] command = {
            keytool.get().toString(),
            "-genkeypair",
            "-alias",
            NAME,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD
        };
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool makes no certificate: " + output.strip());
        }
        try {
            return Optional.of(read(store, work));
        } catch (GeneralSecurityException e) {
            throw new IOException("what keytool has made cannot be used: " + e.getMessage(), e);
        }
    }

    private static CalibrationCertificate read(Path store, Path work) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Certificate certificate = keys.getCertificate(NAME);
        Key key = keys.getKey(NAME, PASSWORD.toCharArray());
        TlsSettings files = new TlsSettings(
                pem(work.resolve("point.crt"), "CERTIFICATE", certificate.getEncoded()),
                pem(work.resolve("point.key"), "PRIVATE KEY", key.getEncoded()));
        return new CalibrationCertificate(files, trusting(certificate));
    }

    private static String pem(Path file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, base64))
                .toString();
    }

    private static SSLContext trusting(Certificate certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(NAME, certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
