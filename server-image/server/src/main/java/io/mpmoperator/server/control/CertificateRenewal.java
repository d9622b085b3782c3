package io.mpmoperator.server.control;

import io.mpmoperator.server.child.ControlLine;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.tls.CertificateWatch;
import io.mpmoperator.server.tls.CertificateWatch.Change;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands a renewed certificate to the children: each looks for itself when a client connects, but one without connections
 * would never show that it has it.
 */
final class CertificateRenewal {

    private final Log log;
    private volatile @Nullable CertificateWatch watch;

    CertificateRenewal(Log log) {
        this.log = log;
    }

    /** Tells children. */
    interface Children {

        /** Sends all of them a command of the control line. */
        void tell(byte command);
    }

    /** Watches the certificate of another generation from now on. */
    void watch(Serving serving) {
        watch = serving.generation().conf().tls().map(CertificateWatch::new).orElse(null);
    }

    /** Why the files cannot be used as they are, when they cannot, on one line; any thread may ask. */
    Optional<String> refused() {
        return Optional.ofNullable(watch).flatMap(CertificateWatch::refused).map(Refusal::oneLine);
    }

    /** To be called every second. */
    void look(Serving serving, Children children) {
        CertificateWatch watched = watch;
        Optional<Change> change = watched == null ? Optional.empty() : watched.look();
        if (change.isEmpty()) {
            return;
        }
        switch (change.get()) {
            case Change.Renewed(var identity) -> {
                serving.launcher().renewCertificate(identity.pem());
                children.tell(ControlLine.RENEW_CERTIFICATE);
                log.info("certificate-handed-on", "sha256", identity.sha256());
            }
            case Change.Refused(String reason) -> log.error("certificate-refused", "reason", reason);
        }
    }
}
