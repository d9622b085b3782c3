package io.mpmoperator.conf;

import java.util.List;
import java.util.Optional;

/**
 * HTTPS with a certificate: directives {@code SSLCertificateFile}, {@code SSLCertificateKeyFile} and those beside them.
 *
 * @param certificateFile path of the certificate chain in PEM
 * @param certificateKeyFile path of the private key in PEM
 * @param chainFile path of more certificates of the chain in PEM
 * @param protocols the versions that are spoken, as the JDK calls them
 * @param suites the cipher suites of TLS 1.2 that are offered, as the JDK calls them
 */
public record TlsSettings(
        String certificateFile,
        String certificateKeyFile,
        Optional<String> chainFile,
        List<String> protocols,
        List<String> suites) {

    public TlsSettings {
        Texts.requireOneLine("SSLCertificateFile", certificateFile);
        Texts.requireOneLine("SSLCertificateKeyFile", certificateKeyFile);
        chainFile.ifPresent(path -> Texts.requireOneLine("SSLCertificateChainFile", path));
        protocols = List.copyOf(protocols);
        suites = List.copyOf(suites);
    }

    /** With all versions and suites that this server speaks. */
    public TlsSettings(String certificateFile, String certificateKeyFile) {
        this(certificateFile, certificateKeyFile, Optional.empty(), TlsVersions.ALL, CipherSuites.ALL);
    }
}
