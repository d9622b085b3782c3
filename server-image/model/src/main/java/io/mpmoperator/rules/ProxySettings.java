package io.mpmoperator.rules;

import io.mpmoperator.proxy.CookieMapping;
import io.mpmoperator.proxy.Parameters;
import io.mpmoperator.proxy.ProxyMapping;
import io.mpmoperator.proxy.ReverseMapping;
import io.mpmoperator.proxy.WorkerLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is said of backends. */
public final class ProxySettings {

    /** ProxyPass and ProxyPassMatch of a server, those of a virtual host before those around it. */
    public static final Setting<List<ProxyMapping>> MAPPINGS = Setting.<ProxyMapping>list("ProxyPass")
            .overFirst((base, over) -> Setting.appended(over, base))
            .ofServer();

    /** ProxyPassReverse. */
    public static final Setting<List<ReverseMapping>> REVERSE = Setting.list("ProxyPassReverse");

    /** ProxyPassReverseCookieDomain and ProxyPassReverseCookiePath. */
    public static final Setting<List<CookieMapping>> COOKIES = Setting.list("ProxyPassReverseCookiePath");

    /** What ProxySet says of backends. */
    public static final Setting<List<WorkerLine>> WORKERS =
            Setting.<WorkerLine>list("ProxySet").ofServer();

    /** Proxy and ProxyMatch. */
    public static final Setting<List<UrlSection>> SECTIONS =
            Setting.<UrlSection>list("Proxy").ofServer();

    /** Whether the field Host is passed on as it came. */
    public static final Setting<Boolean> PRESERVE_HOST = Setting.last("ProxyPreserveHost");

    /** How long a backend may make no progress. */
    public static final Setting<Duration> TIMEOUT = Setting.last("ProxyTimeout");

    /** Whether X-Forwarded-For, -Host and -Server are added. */
    public static final Setting<Boolean> ADD_HEADERS = Setting.last("ProxyAddHeaders");

    /** For which errors of a backend this server sends its own page. */
    public static final Setting<ErrorOverride> ERROR_OVERRIDE = Setting.last("ProxyErrorOverride");

    /** What becomes of the field Via. */
    public static final Setting<Via> VIA = Setting.last("ProxyVia");

    /** Whether slashes may be encoded in a path that is forwarded. */
    public static final Setting<EncodedSlashes> ENCODED_SLASHES = Setting.last("AllowEncodedSlashes");

    /** Whether TLS is spoken to backends whose URL says https. */
    public static final Setting<Boolean> TLS = Setting.last("SSLProxyEngine");

    /** Whether the certificate of a backend is verified. */
    public static final Setting<Boolean> TLS_VERIFIED = Setting.last("SSLProxyVerify");

    /** Whether the certificate of a backend has to have its name. */
    public static final Setting<Boolean> TLS_NAMED = Setting.last("SSLProxyCheckPeerName");

    /** The file of the authorities that certificates of backends may be of. */
    public static final Setting<String> TLS_AUTHORITIES = Setting.last("SSLProxyCACertificateFile");

    private ProxySettings() {}

    /**
     * Errors for which the own page is sent.
     *
     * @param codes none for all from 400 on
     */
    public record ErrorOverride(boolean on, Set<Integer> codes) {

        public ErrorOverride {
            codes = Set.copyOf(codes);
        }

        /** Whether a status of a backend is one of them. */
        public boolean isFor(int status) {
            return on && (codes.isEmpty() ? status >= 400 : codes.contains(status));
        }
    }

    /** What becomes of the field Via of requests and responses. */
    public enum Via {
        OFF,
        ON,
        FULL,
        BLOCK
    }

    /** What an encoded slash in a path is. */
    public enum EncodedSlashes {
        OFF,
        ON,
        NODECODE
    }

    /** Rules of a section for URLs, with its path for what is said of that. */
    public static Rules in(String path, ProxyMapping.Match match, Rules rules) {
        Rules named = rules.get(MAPPINGS)
                .map(mappings -> rules.replacing(
                        MAPPINGS,
                        mappings.stream().map(mapping -> mapping.at(match)).toList()))
                .orElse(rules);
        return named.get(REVERSE)
                .map(mappings -> named.replacing(
                        REVERSE,
                        mappings.stream().map(mapping -> mapping.at(path)).toList()))
                .orElse(named);
    }

    /** What is said of backends in a section that names one, and behind its URL. */
    public static List<WorkerLine> workers(String url, List<String> parameters, Rules rules) {
        List<WorkerLine> lines = new ArrayList<>();
        if (!parameters.isEmpty()) {
            lines.add(new WorkerLine(url, Parameters.parse(parameters)));
        }
        rules.all(WORKERS).forEach(line -> lines.add(line.in(url)));
        return lines;
    }
}
