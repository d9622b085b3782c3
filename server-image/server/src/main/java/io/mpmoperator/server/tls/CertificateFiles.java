package io.mpmoperator.server.tls;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.files.OutsideFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The files of a certificate as they were looked at: when they look otherwise, there is something new in them. */
record CertificateFiles(
        @Nullable Stamp certificate,
        @Nullable Stamp key,
        @Nullable Stamp chain) {

    /** Files that are to be read as soon as they can be looked at. */
    static final CertificateFiles UNKNOWN = new CertificateFiles(null, null, null);

    static CertificateFiles look(TlsSettings settings) {
        return new CertificateFiles(
                Stamp.of(settings.certificateFile()),
                Stamp.of(settings.certificateKeyFile()),
                settings.chainFile().map(Stamp::of).orElse(null));
    }

    /** By which a file that was replaced or written to is recognised. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object fileKey) {

        static @Nullable Stamp of(String file) {
            try {
                BasicFileAttributes attributes = OutsideFile.patiently(
                        Path.of(file), path -> Files.readAttributes(path, BasicFileAttributes.class));
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return null;
            }
        }
    }
}
