package io.mpmoperator.server.tls;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.files.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of a certificate as they were looked at: when they look otherwise, there is something new in them. */
record CertificateFiles(
        @Nullable FileStamp certificate,
        @Nullable FileStamp key,
        @Nullable FileStamp chain) {

    /** Files that are to be read as soon as they can be looked at. */
    static final CertificateFiles UNKNOWN = new CertificateFiles(null, null, null);

    static CertificateFiles look(TlsSettings settings) {
        return new CertificateFiles(
                stamp(settings.certificateFile()),
                stamp(settings.certificateKeyFile()),
                settings.chainFile().map(CertificateFiles::stamp).orElse(null));
    }

    private static @Nullable FileStamp stamp(String file) {
        try {
            return FileStamp.of(Path.of(file));
        } catch (IOException e) {
            return null;
        }
    }
}
