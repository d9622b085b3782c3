package io.mpmoperator.e2e.claims;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A folder with a site of one file and the certificates of two hosts, {@code first} of RSA and {@code second} of EC.
 *
 * @param folder of the site and the certificates
 */
record InstalledCertificates(Path folder) {

    /** Writes them. */
    static InstalledCertificates in(Path folder) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("www")).resolve("a.txt"), "hello");
        InstalledCertificates installed = new InstalledCertificates(folder);
        installed.put("rsa", "first");
        installed.put("ec", "second");
        return installed;
    }

    /** Puts a certificate and its key where those of a host are. */
    void put(String name, String host) throws IOException {
        for (String kind : List.of("crt", "key")) {
            try (InputStream file =
                    InstalledCertificates.class.getResourceAsStream("/tls/" + name + "-test-only." + kind)) {
                Files.copy(file, folder.resolve(host + "." + kind), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
