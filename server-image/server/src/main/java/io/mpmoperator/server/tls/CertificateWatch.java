package io.mpmoperator.server.tls;

import io.mpmoperator.conf.TlsSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a certificate was renewed, for the process that tells the children of it. A certificate and a key that do not
 * belong together are looked at again as soon as one of them changes.
 */
public final class CertificateWatch {

    private final TlsSettings settings;
    private CertificateFiles seen;
    private volatile @Nullable String refused;

    /** Watches from now on: what the files hold now counts as known. */
    public CertificateWatch(TlsSettings settings) {
        this.settings = settings;
        this.seen = CertificateFiles.look(settings);
    }

    /** What has changed. */
    public sealed interface Change {

        /** A certificate that can be used. */
        record Renewed(ServerIdentity identity) implements Change {}

        /** One that cannot. */
        record Refused(String reason) implements Change {}
    }

    /** Which files are watched. */
    public TlsSettings settings() {
        return settings;
    }

    /** Why the files cannot be used as they are, when they cannot; any thread may ask. */
    public Optional<String> refused() {
        return Optional.ofNullable(refused);
    }

    /** Looks; empty when nothing has changed since the last time. */
    public Optional<Change> look() {
        CertificateFiles now = CertificateFiles.look(settings);
        if (now.equals(seen)) {
            return Optional.empty();
        }
        try {
            ServerIdentity identity = ServerIdentity.read(settings);
            seen = now;
            refused = null;
            return Optional.of(new Change.Renewed(identity));
        } catch (TlsException e) {
            return refuse(now, e);
        }
    }

    /** What does not answer is looked at again and again, and said once. */
    private Optional<Change> refuse(CertificateFiles now, TlsException e) {
        String reason = String.valueOf(e.getMessage());
        boolean said = e.isOfHangingFile() && reason.equals(refused);
        seen = e.isOfHangingFile() ? CertificateFiles.UNKNOWN : now;
        refused = reason;
        return said ? Optional.empty() : Optional.of(new Change.Refused(reason));
    }
}
