package io.mpmoperator.server.control;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.child.ControlLine;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.tls.CertificateWatch;
import io.mpmoperator.server.tls.CertificateWatch.Change;
import io.mpmoperator.server.tls.CertificatesInForce;
import io.mpmoperator.server.tls.KnownCertificates;
import io.mpmoperator.server.tls.ServerIdentity;
import io.mpmoperator.server.tls.TlsException;
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
    private CertificatesInForce read = CertificatesInForce.NONE;
    private volatile KnownCertificates known = KnownCertificates.NONE;

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
        read = serving.generation().certificates().certificates();
        watches.forEach(watch -> know(watch.settings()));
        known = watches.isEmpty() ? KnownCertificates.NONE : known.and(read);
    }

    /** What a file holds by now is what children read at their start. */
    private void know(TlsSettings settings) {
        try {
            read = read.with(
                    settings.certificateFile(), ServerIdentity.read(settings).sha256());
        } catch (TlsException e) {
            log.debug("certificate-not-read", "reason", e.getMessage());
        }
    }

    /** What children may serve with; any thread may ask. */
    KnownCertificates known() {
        return known;
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
                read = read.with(settings.certificateFile(), identity.sha256());
                known = known.and(read);
                serving.launcher().renewCertificate(settings, identity.pem());
                children.tell(ControlLine.RENEW_CERTIFICATE);
                log.info("certificate-handed-on", "sha256", identity.sha256());
            }
            case Change.Refused(String reason) -> log.error("certificate-refused", "reason", reason);
        }
    }
}
