package io.mpmoperator.conf;

/**
 * HTTPS instead of HTTP on the listening port: directives {@code SSLCertificateFile} and {@code SSLCertificateKeyFile}.
 *
 * @param certificateFile path of the certificate chain in PEM
 * @param certificateKeyFile path of the private key in PEM
 */
public record TlsSettings(String certificateFile, String certificateKeyFile) {

    public TlsSettings {
        Texts.requireOneLine("SSLCertificateFile", certificateFile);
        Texts.requireOneLine("SSLCertificateKeyFile", certificateKeyFile);
    }
}
