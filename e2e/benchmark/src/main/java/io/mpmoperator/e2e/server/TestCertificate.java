package io.mpmoperator.e2e.server;

import io.mpmoperator.conf.TlsSettings;
import java.nio.file.Path;

/**
 * A certificate for {@code localhost} that is known to everybody, and its key.
 *
 * @param certificate PEM
 * @param key PEM
 */
public record TestCertificate(Path certificate, Path key) {

    /** That of a name, {@code rsa} or {@code ec}. */
    public static TestCertificate named(String name) {
        Path folder = Path.of(System.getProperty("local.root", "../.."))
                .toAbsolutePath()
                .normalize()
                .resolve("e2e/benchmark/src/main/resources/tls");
        return new TestCertificate(folder.resolve(name + "-test-only.crt"), folder.resolve(name + "-test-only.key"));
    }

    /** What a server shows it by. */
    public TlsSettings settings() {
        return new TlsSettings(certificate.toString(), key.toString());
    }
}
