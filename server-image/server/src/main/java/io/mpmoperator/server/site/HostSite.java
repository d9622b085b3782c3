package io.mpmoperator.server.site;

import io.mpmoperator.environment.EnvironmentRules;
import io.mpmoperator.headers.HeaderCondition;
import io.mpmoperator.headers.HeaderRules;
import io.mpmoperator.mediatype.TypeTable;
import io.mpmoperator.redirect.RedirectRule;
import io.mpmoperator.redirect.Redirects;
import io.mpmoperator.rewrite.MapSource;
import io.mpmoperator.rewrite.RewriteMap;
import io.mpmoperator.rewrite.RewriteRules;
import io.mpmoperator.rules.HeaderSettings;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.access.Passwords;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.content.FileShelf;
import io.mpmoperator.site.FolderWalk;
import io.mpmoperator.site.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A virtual host, ready to be walked: what follows from its rules for a path is made once and kept for a second. */
final class HostSite {

    private static final long VALIDITY = 1_000_000_000L;
    private static final int MOST_MERGED = 1024;
    private static final int MOST_RULES = 256;

    private final Host host;
    private final FolderWalk walk;
    private final Shared shared;
    private final FileShelf shelf;
    private final String documentRoot;
    private final List<MappedAlias> aliases;
    private final Map<String, RewriteMap> maps;
    private final RewriteRules rewriting;
    private final Redirects redirects;
    private final boolean hasWholeRedirects;
    private final EnvironmentRules variables;
    private final Set<String> namesOfVariables;
    private final Optional<HeaderRules> earlyChanges;
    private final Forwards forwards;
    private final Map<MergedKey, Merged> merged = new ConcurrentHashMap<>();
    private final Map<Rules, ReadyRules> ready = new ConcurrentHashMap<>();

    HostSite(Host host, Shared shared, FileShelf shelf) {
        this.host = host;
        this.walk = new FolderWalk(host);
        this.shared = shared;
        this.shelf = shelf;
        this.documentRoot = withoutSlash(
                Path.of(host.documentRoot()).toAbsolutePath().normalize().toString());
        this.aliases = host.own().all(SiteSettings.ALIASES).stream()
                .map(MappedAlias::of)
                .toList();
        this.maps = host.own().or(RewriteSettings.MAPS, Map.of()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));
        this.rewriting = ReadyRules.rewriting(host.own(), maps);
        this.redirects = new Redirects(host.own().all(HeaderSettings.REDIRECTS));
        this.hasWholeRedirects = host.urls().stream()
                .anyMatch(section -> section.rules().all(HeaderSettings.REDIRECTS).stream()
                        .anyMatch(RedirectRule.Everything.class::isInstance));
        this.variables = new EnvironmentRules(host.own().all(HeaderSettings.BY_REQUEST));
        this.namesOfVariables = variables.names();
        this.earlyChanges = Optional.of(host.own().all(HeaderSettings.REQUEST_HEADERS).stream()
                        .filter(rule -> rule.condition() instanceof HeaderCondition.Early)
                        .toList())
                .filter(rules -> !rules.isEmpty())
                .map(HeaderRules::new);
        this.forwards = Forwards.of(host);
    }

    /** What rules are merged for. */
    private record MergedKey(String folder, String name, String url) {}

    private static RewriteMap map(MapSource source) {
        return switch (source) {
            case MapSource.Function(String name) -> RewriteMap.ofFunction(name);
            case MapSource.Text(String path) -> RewriteMap.ofLines(lines(path));
        };
    }

    private static List<String> lines(String path) {
        try {
            return Files.readAllLines(Path.of(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("RewriteMap " + path + " cannot be read: " + e, e);
        }
    }

    private static String withoutSlash(String path) {
        return path.equals("/") ? "" : path;
    }

    Host host() {
        return host;
    }

    /** Media types by extension, where no rule says another. */
    TypeTable types() {
        return shared.types();
    }

    /** The compressors of the process. */
    Compressors compressors() {
        return shared.compressors();
    }

    /** The users and groups of the process. */
    Passwords passwords() {
        return shared.passwords();
    }

    FileShelf shelf() {
        return shelf;
    }

    /** What is said of every URL. */
    Rules own() {
        return host.own();
    }

    /** The rules of the server. */
    RewriteRules rewriting() {
        return rewriting;
    }

    /** The redirects of the server. */
    Redirects redirects() {
        return redirects;
    }

    /** The redirects of sections for URLs that are for whatever is in the section: they come before files are looked for. */
    Redirects wholeRedirects(Url url) {
        return new Redirects(
                hasWholeRedirects
                        ? merged(url).rules().all(HeaderSettings.REDIRECTS).stream()
                                .filter(RedirectRule.Everything.class::isInstance)
                                .toList()
                        : List.of());
    }

    /** The variables of the server. */
    EnvironmentRules variables() {
        return variables;
    }

    /** What they may set. */
    Set<String> namesOfVariables() {
        return namesOfVariables;
    }

    /** What is changed of a request before anything else; empty for nothing. */
    Optional<HeaderRules> earlyChanges() {
        return earlyChanges;
    }

    /** Which requests go to backends. */
    Forwards forwards() {
        return forwards;
    }

    Map<String, RewriteMap> maps() {
        return maps;
    }

    /** DocumentRoot, absolute, without a slash at its end. */
    String documentRoot() {
        return documentRoot;
    }

    /** The part of a URL that an alias replaces; empty without one. */
    String contextPrefix(Url url) {
        return target(url).map(MappedAlias.Target::prefix).orElse("");
    }

    /** The folder of the alias of a URL; empty without one. */
    String contextRoot(Url url) {
        return target(url).map(MappedAlias.Target::base).orElse("");
    }

    private Optional<MappedAlias.Target> target(Url url) {
        for (MappedAlias alias : aliases) {
            Optional<MappedAlias.Target> target = alias.of(url.path());
            if (target.isPresent()) {
                return target;
            }
        }
        return Optional.empty();
    }

    /** Where a URL leads on the disk; empty where nothing is served. */
    Optional<Place> place(Url url, Probes probes) {
        Optional<MappedAlias.Target> target = aliases.isEmpty() ? Optional.empty() : target(url);
        if (target.isEmpty()) {
            return Optional.of(Place.find(documentRoot, url.names(), url.directory(), probes));
        }
        String base = target.get().base();
        if (base.isEmpty()) {
            return Optional.empty();
        }
        String rest = url.path().substring(target.get().prefix().length());
        List<String> names = Arrays.stream(rest.split("/", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        String folder = withoutSlash(Path.of(base).toAbsolutePath().normalize().toString());
        return Optional.of(Place.find(folder, names, url.directory(), probes));
    }

    /** What is said of a file and a URL. */
    Merged merged(Place place, Url url, Probes probes) {
        MergedKey key = new MergedKey(place.folder(), place.name(), url.path());
        Merged known = merged.get(key);
        long now = shared.nanoTime().getAsLong();
        if (known == null || now - known.madeAt() > VALIDITY) {
            known = merge(key, now);
            keep(key, known);
        }
        probes.include(known.probes());
        return known;
    }

    /** What is said of a URL that no file is behind. */
    Merged merged(Url url) {
        MergedKey key = new MergedKey("", "", url.path());
        Merged known = merged.get(key);
        if (known == null) {
            known = new Merged(
                    ready(walk.urls(url.path(), host.own().passedOn())),
                    Probes.NONE,
                    shared.nanoTime().getAsLong());
            keep(key, known);
        }
        return known;
    }

    /** What is said of a URL whose requests go to a backend. */
    Merged merged(Url url, String backend) {
        return forwards.hasSections()
                ? new Merged(
                        ready(walk.urls(
                                url.path(), forwards.rules(backend, host.own().passedOn()))),
                        Probes.NONE,
                        shared.nanoTime().getAsLong())
                : merged(url);
    }

    private void keep(MergedKey key, Merged made) {
        if (merged.size() >= MOST_MERGED) {
            merged.clear();
        }
        merged.put(key, made);
    }

    private Merged merge(MergedKey key, long now) {
        Probes looked = new Probes();
        Rules rules = walk.rules(
                key.folder, key.name, (folder, before) -> shared.folderFiles().of(folder, before, looked));
        return new Merged(ready(walk.urls(key.url, rules)), looked.orNone(), now);
    }

    /** The same rules ready for all files of which the same is said. */
    private ReadyRules ready(Rules rules) {
        ReadyRules known = ready.get(rules);
        if (known != null) {
            return known;
        }
        if (ready.size() >= MOST_RULES) {
            ready.clear();
        }
        ReadyRules made = ReadyRules.of(rules, maps);
        ready.put(rules, made);
        return made;
    }
}
