package io.mpmoperator.site;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.rules.NamedCertificate;
import io.mpmoperator.rules.TlsRules;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The certificates of {@code SSLNamedCertificate}, by the names that clients ask for. A name comes before a wildcard. */
final class NamedCertificates {

    private static final String WILDCARD = "*";

    private final List<NamedCertificate> all;
    private final Map<String, NamedCertificate> byName = new HashMap<>();

    private NamedCertificates(List<NamedCertificate> all) {
        this.all = all;
        all.forEach(one -> one.names().forEach(name -> byName.put(name, one)));
    }

    /** Those of a site. */
    static NamedCertificates of(Site site) {
        return new NamedCertificates(site.server().own().or(TlsRules.NAMED, List.of()));
    }

    /** All of them, each in the place of another certificate. */
    List<TlsSettings> inPlaceOf(TlsSettings other) {
        return all.stream().map(one -> settings(one, other)).toList();
    }

    /** The one for a name, in whichever case it is asked for, in the place of another. */
    Optional<TlsSettings> inPlaceOf(TlsSettings other, String host) {
        return of(host).map(one -> settings(one, other));
    }

    private static TlsSettings settings(NamedCertificate certificate, TlsSettings other) {
        return new TlsSettings(
                certificate.certificateFile(),
                certificate.keyFile(),
                Optional.empty(),
                other.protocols(),
                other.suites());
    }

    private Optional<NamedCertificate> of(String host) {
        if (byName.isEmpty()) {
            return Optional.empty();
        }
        String name = Site.withoutDot(host.toLowerCase(Locale.ROOT));
        return Optional.ofNullable(byName.get(name))
                .or(() -> Optional.ofNullable(byName.get(WILDCARD + name.substring(label(name)))));
    }

    /** Where the first label of a name ends. */
    private static int label(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name.length() : dot;
    }
}
