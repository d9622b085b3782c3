package io.mpmoperator.server.tls;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.files.OutsideFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Who the server is to its clients: a certificate, those that lead from it to a root, and its private key.
 *
 * @param chain the server's own certificate first
 * @param sha256 by which the certificate is known: the hash of the bytes of SSLCertificateFile, in hexadecimal digits
 * @param pem the text that it was read from, certificates and key, behind a line with the hash
 */
public record ServerIdentity(List<X509Certificate> chain, PrivateKey key, String sha256, String pem) {

    private static final String HASH = "SHA-256 ";

    private static final Pattern CERTIFICATES = Pattern.compile("(X509 )?CERTIFICATE");

    /**
     * Reads the files that SSLCertificateFile and SSLCertificateKeyFile name.
     *
     * @throws TlsException when one is missing or is not what it should be, or they do not belong together
     */
    public static ServerIdentity read(TlsSettings settings) throws TlsException {
        String certificates = text("SSLCertificateFile", settings.certificateFile());
        String key = text("SSLCertificateKeyFile", settings.certificateKeyFile());
        String hash = hash(certificates);
        String chained = settings.chainFile().isEmpty()
                ? certificates
                : certificates
                        + "\n"
                        + text("SSLCertificateChainFile", settings.chainFile().get());
        String all = chained.equals(key) ? key : chained + "\n" + key;
        return of(settings, chained, key, hash, HASH + hash + "\n" + all);
    }

    private static String hash(String certificates) {
        return hash(certificates.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The SHA-256 of some bytes, in hexadecimal digits. */
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Reads {@link #pem} back. */
    static ServerIdentity of(TlsSettings settings, String pem) throws TlsException {
        return of(settings, pem, pem, sha256(pem), pem);
    }

    /** The hash in {@link #pem}. */
    static String sha256(String pem) {
        return pem.startsWith(HASH) ? pem.substring(HASH.length(), pem.indexOf('\n')) : hash(pem);
    }

    private static ServerIdentity of(TlsSettings settings, String certificates, String key, String hash, String pem)
            throws TlsException {
        List<X509Certificate> chain =
                named("SSLCertificateFile", settings.certificateFile(), () -> chain(certificates));
        PrivateKey own = named(
                "SSLCertificateKeyFile",
                settings.certificateKeyFile(),
                () -> PrivateKeys.read(key, chain.getFirst().getPublicKey()));
        return new ServerIdentity(chain, own, hash, pem);
    }

    /** The server's own certificate. */
    X509Certificate certificate() {
        return chain.getFirst();
    }

    private static String text(String directive, String file) throws TlsException {
        try {
            return OutsideFile.text(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException(directive + " " + file + ": cannot be read: " + OutsideFile.reason(e), e);
        }
    }

    private static List<X509Certificate> chain(String text) {
        List<PemBlock> blocks = PemBlock.read(text, CERTIFICATES);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("it contains no BEGIN CERTIFICATE");
        }
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemBlock block : blocks) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "certificate " + (chain.size() + 1) + " of " + blocks.size() + " is malformed: " + e.getMessage(),
                    e);
        }
        return List.copyOf(chain);
    }

    private static <T> T named(String directive, String file, Supplier<T> reading) throws TlsException {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new TlsException(directive + " " + file + ": " + e.getMessage(), e);
        }
    }
}
