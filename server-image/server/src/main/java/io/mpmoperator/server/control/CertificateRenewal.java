package io.mpmoperator.server.control;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.child.ControlLine;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.tls.CertificateWatch;
import io.mpmoperator.server.tls.CertificateWatch.Change;
import io.mpmoperator.site.TlsHosts;
import java.util.List;
import java.util.Optional;

/**
 * Hands a renewed certificate to the children: each looks for itself when a client connects, but one without connections
 * would never show that it has it.
 */
final class CertificateRenewal {

    private final Log log;
    private volatile List<CertificateWatch> watches = List.of();

    CertificateRenewal(Log log) {
        this.log = log;
    }

    /** Tells children. */
    interface Children {

        /** Sends all of them a command of the control line. */
        void tell(byte command);
    }

    /** Watches the certificates of another generation from now on. */
    void watch(Serving serving) {
        watches = TlsHosts.certificates(serving.generation().conf()).stream()
                .map(CertificateWatch::new)
                .toList();
    }

    /** Why the files cannot be used as they are, when they cannot, on one line; any thread may ask. */
    Optional<String> refused() {
        return watches.stream()
                .flatMap(watch -> watch.refused().stream())
                .findFirst()
                .map(Refusal::oneLine);
    }

    /** To be called every second. */
    void look(Serving serving, Children children) {
        for (CertificateWatch watch : watches) {
            watch.look().ifPresent(change -> handOn(change, watch.settings(), serving, children));
        }
    }

    private void handOn(Change change, TlsSettings settings, Serving serving, Children children) {
        switch (change) {
            case Change.Renewed(var identity) -> {
                serving.launcher().renewCertificate(settings, identity.pem());
                children.tell(ControlLine.RENEW_CERTIFICATE);
                log.info("certificate-handed-on", "sha256", identity.sha256());
            }
            case Change.Refused(String reason) -> log.error("certificate-refused", "reason", reason);
        }
    }
}
