package io.mpmoperator.server.tls;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The certificates that a process serves with.
 *
 * @param byFile {@link ServerIdentity#sha256} by the file of SSLCertificateFile
 */
public record CertificatesInForce(SortedMap<String, String> byFile) {

    /** None. */
    public static final CertificatesInForce NONE = new CertificatesInForce(new TreeMap<>());

    public CertificatesInForce {
        byFile = Collections.unmodifiableSortedMap(new TreeMap<>(byFile));
    }

    /** The same with another hash for a file. */
    public CertificatesInForce with(String file, String sha256) {
        SortedMap<String, String> changed = new TreeMap<>(byFile);
        changed.put(file, sha256);
        return new CertificatesInForce(changed);
    }

    /** A name for all of them, as long as the hash of one, which it is where there is one. */
    public String digest() {
        return byFile.size() == 1 ? byFile.values().iterator().next() : ofSeveral();
    }

    private String ofSeveral() {
        String all = byFile.entrySet().stream()
                .map((Map.Entry<String, String> one) -> one.getKey() + "\t" + one.getValue())
                .collect(Collectors.joining("\n"));
        return ServerIdentity.hash(all.getBytes(StandardCharsets.UTF_8));
    }
}
