package io.mpmoperator.server.site;

import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.proxy.Parameters;
import io.mpmoperator.proxy.ProxyMapping;
import io.mpmoperator.proxy.ProxyMapping.Decision;
import io.mpmoperator.proxy.WorkerLine;
import io.mpmoperator.rules.ProxySettings;
import io.mpmoperator.rules.ProxySettings.EncodedSlashes;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.UrlSection;
import io.mpmoperator.site.Host;
import io.mpmoperator.url.PercentEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which requests of a virtual host go to backends: what a section for a URL says comes before what the server says. */
final class Forwards {

    private static final String SLASH = "%2F";

    private final List<ProxyMapping> mappings;
    private final List<WorkerLine> workers;
    private final List<UrlSection> sections;
    private final EncodedSlashes slashes;

    private Forwards(
            List<ProxyMapping> mappings, List<WorkerLine> workers, List<UrlSection> sections, EncodedSlashes slashes) {
        this.mappings = mappings;
        this.workers = workers;
        this.sections = sections;
        this.slashes = slashes;
    }

    static Forwards of(Host host) {
        List<ProxyMapping> mappings = new ArrayList<>();
        for (UrlSection section : host.urls().reversed()) {
            mappings.addAll(section.rules().all(ProxySettings.MAPPINGS).reversed());
        }
        mappings.addAll(host.own().all(ProxySettings.MAPPINGS));
        return new Forwards(
                List.copyOf(mappings),
                host.own().all(ProxySettings.WORKERS),
                host.own().all(ProxySettings.SECTIONS),
                host.own().or(ProxySettings.ENCODED_SLASHES, EncodedSlashes.OFF));
    }

    /** What is decided of a URL; empty where nothing is said of it. */
    Optional<Decision> decide(Url url, String sent) {
        if (mappings.isEmpty()) {
            return Optional.empty();
        }
        String path = path(url);
        for (ProxyMapping mapping : mappings) {
            Optional<Decision> decision = mapping.decide(path, sent);
            if (decision.isPresent()) {
                return decision;
            }
        }
        return Optional.empty();
    }

    private String path(Url url) {
        return slashes == EncodedSlashes.ON ? url.path().replace(SLASH, "/") : url.path();
    }

    /** Whether a URL goes to a backend. */
    boolean covers(Url url) {
        return decide(url, url.path())
                .filter(Decision.Forwarded.class::isInstance)
                .isPresent();
    }

    /** Whether a URL has a slash that it may not have. */
    boolean refuses(Url url) {
        return slashes == EncodedSlashes.OFF && url.path().contains(SLASH);
    }

    /** How many names the path has that a mapping is for; none for a pattern. */
    static int depth(ProxyMapping mapping) {
        return mapping.match() instanceof ProxyMapping.Match.Prefix(String path)
                ? Url.decoded(path, "").names().size()
                : 0;
    }

    /** The backend with the path and the query that it is asked for. */
    static BackendUrl target(Decision.Forwarded decision, String query) {
        BackendUrl url = BackendUrl.parse(decision.url());
        return decision.by().raw() ? url.at(url.path() + behind(query)) : encoded(url, query);
    }

    /** The backend of a URL that the rules of a folder have written, encoded and with its query; empty where it is none. */
    static Optional<BackendUrl> rewrittenInFolder(String text) {
        try {
            return Optional.of(BackendUrl.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same of the rules of a server, which do not encode. */
    static Optional<BackendUrl> rewritten(String text) {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        try {
            return Optional.of(encoded(BackendUrl.parse(path), question < 0 ? "" : text.substring(question + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BackendUrl encoded(BackendUrl url, String query) {
        String path = upperCase(PercentEncoding.PATH.encode(url.path())).replace("%25" + SLASH.substring(1), SLASH);
        return url.at(path + behind(query));
    }

    private static String behind(String query) {
        return query.isEmpty() ? "" : "?" + query;
    }

    /** Apache writes escapes to backends so. */
    private static String upperCase(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        StringBuilder out = new StringBuilder(encoded);
        for (int i = out.indexOf("%"); i >= 0; i = out.indexOf("%", i + 1)) {
            for (int digit = i + 1; digit < i + 3; digit++) {
                out.setCharAt(digit, Character.toUpperCase(out.charAt(digit)));
            }
        }
        return out.toString();
    }

    /** What is said of the backend of a URL, where the configuration names it: that of the longest URL that it begins with. */
    Optional<Parameters> named(BackendUrl url) {
        String text = url.toString();
        return mappings.stream()
                .filter(mapping -> mapping.backend()
                        .filter(backend -> text.startsWith(backend.toString()))
                        .isPresent())
                .max(Comparator.comparingInt(mapping -> mapping.target().length()))
                .map(ProxyMapping::parameters)
                .or(() -> Stream.of(WorkerLine.of(workers, text))
                        .filter(said -> !said.values().isEmpty())
                        .findFirst());
    }

    /** What is said of a backend by the line that forwards to it, and by ProxySet. */
    Parameters parameters(Decision.Forwarded decision) {
        return decision.by().parameters().over(WorkerLine.of(workers, decision.url()));
    }

    /** What Proxy sections say of requests for a backend, over what was said before. */
    Rules rules(String backend, Rules before) {
        Rules merged = before;
        for (UrlSection section : sections) {
            if (section.where().matches(backend)) {
                merged = section.rules().over(merged);
            }
        }
        return merged;
    }

    /** Whether Proxy sections say anything. */
    boolean hasSections() {
        return !sections.isEmpty();
    }
}
