package io.mpmoperator.server.tls;

import io.mpmoperator.conf.TlsSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and their keys as the control process has read them, for children to whom the files cannot be had: a text with
 * {@link ServerIdentity#pem} of each behind a line that names its files.
 */
public final class StoredIdentities {

    private static final String FILES = "FILES ";

    private final Map<String, String> pems;

    private StoredIdentities(Map<String, String> pems) {
        this.pems = pems;
    }

    /** None. */
    public static StoredIdentities none() {
        return new StoredIdentities(Map.of());
    }

    /**
     * Reads the files of several certificates.
     *
     * @throws TlsException when one cannot be used
     */
    public static StoredIdentities read(List<TlsSettings> settings) throws TlsException {
        StoredIdentities stored = none();
        for (TlsSettings one : settings) {
            stored = stored.with(one, ServerIdentity.read(one).pem());
        }
        return stored;
    }

    /** Reads {@link #text} back. */
    public static StoredIdentities parse(String text) {
        Map<String, String> pems = new LinkedHashMap<>();
        for (String part : text.split("(?m)^" + FILES, -1)) {
            int end = part.indexOf('\n');
            if (end > 0) {
                pems.put(part.substring(0, end), part.substring(end + 1));
            }
        }
        return new StoredIdentities(pems);
    }

    /** The same with another one for the files of a certificate. */
    public StoredIdentities with(TlsSettings settings, String pem) {
        Map<String, String> changed = new LinkedHashMap<>(pems);
        changed.put(name(settings), pem);
        return new StoredIdentities(changed);
    }

    private static String name(TlsSettings settings) {
        return settings.certificateFile() + "\t" + settings.certificateKeyFile() + "\t"
                + settings.chainFile().orElse("");
    }

    /** That of a certificate; null where there is none. */
    @Nullable
    String pem(TlsSettings settings) {
        return pems.get(name(settings));
    }

    /** Which certificates these are. */
    public CertificatesInForce certificates() {
        CertificatesInForce all = CertificatesInForce.NONE;
        for (Map.Entry<String, String> one : pems.entrySet()) {
            String files = one.getKey();
            all = all.with(files.substring(0, files.indexOf('\t')), ServerIdentity.sha256(one.getValue()));
        }
        return all;
    }

    /** What {@link #parse} reads. */
    public String text() {
        StringBuilder text = new StringBuilder();
        pems.forEach((name, pem) ->
                text.append(FILES).append(name).append('\n').append(pem).append(pem.endsWith("\n") ? "" : "\n"));
        return text.toString();
    }
}
