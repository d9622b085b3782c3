package io.mpmoperator.server.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates that children may have in force, by {@link CertificatesInForce#digest}: there is no more room for them in the
 * scoreboard. The last few are known, since a child may be about to take up the next.
 *
 * @param byDigest the latest last
 */
public record KnownCertificates(Map<String, CertificatesInForce> byDigest) {

    /** Of a server without TLS. */
    public static final KnownCertificates NONE = new KnownCertificates(Map.of());

    private static final int MOST = 16;

    /** The same with those that the control process has just read. */
    public KnownCertificates and(CertificatesInForce read) {
        Map<String, CertificatesInForce> all = new LinkedHashMap<>(byDigest);
        all.remove(read.digest());
        all.put(read.digest(), read);
        while (all.size() > MOST) {
            all.remove(all.keySet().iterator().next());
        }
        return new KnownCertificates(all);
    }

    /** Those of a child; empty where it has read a file before the control process did. */
    public Optional<CertificatesInForce> of(String digest) {
        return Optional.ofNullable(byDigest.get(digest));
    }
}
