package io.mpmoperator.server.site;

import io.mpmoperator.environment.EnvironmentRules;
import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.proxy.Parameters;
import io.mpmoperator.proxy.ProxyMapping.Decision;
import io.mpmoperator.redirect.Redirects;
import io.mpmoperator.rewrite.RewriteDirectory;
import io.mpmoperator.rewrite.RewriteEffects;
import io.mpmoperator.rewrite.RewriteInput;
import io.mpmoperator.rewrite.RewriteOutcome;
import io.mpmoperator.rules.HeaderSettings;
import io.mpmoperator.rules.Options;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.http.RequestHandler;
import java.util.List;
import java.util.Optional;

/**
 * The way of one request through what is said of URLs, in Apache's order: the rules of the server, aliases, the sections for the
 * file and the URL, the rules of the folder, index files, the fallback. An internal redirect begins it anew.
 */
final class Walk {

    private static final int MOST_REDIRECTS = 10;
    private static final List<String> DEFAULT_INDEX = List.of("index.html");
    private static final String SERVER_STATUS = "server-status";
    private static final String NO_PROXY = "no-proxy";

    private final HostSite site;
    private final RequestFacts facts;
    private final Probes probes;
    private final Effects effects;
    private final Parts parts;
    private int redirects;

    Walk(HostSite site, Parts parts, RequestFacts facts, Probes probes, Effects effects) {
        this.site = site;
        this.parts = parts;
        this.facts = facts;
        this.probes = probes;
        this.effects = effects;
    }

    /** Where a URL leads. */
    Outcome of(Url url) {
        facts.url(url);
        if (site.earlyChanges().isPresent()) {
            facts.changeHeadEarly(site.earlyChanges().get());
        }
        facts.set(site.variables());
        return of(url, false);
    }

    private Outcome of(Url url, boolean asked) {
        facts.url(url);
        facts.file(url.path(), "");
        if (site.rewriting().isEmpty() || effects.ended()) {
            return map(url, false, true, asked);
        }
        RewriteOutcome outcome =
                site.rewriting().inServer(new RewriteInput(url.path(), "", url.query(), facts.origin(), asked, facts));
        effects.add(outcome.effects(), facts);
        facts.trace().step(() -> "rewriting of the server: " + Steps.of(url, outcome));
        return switch (outcome) {
            case RewriteOutcome.Unchanged(String query, RewriteEffects _) -> {
                Url same = new Url(url.names(), url.directory(), query);
                yield map(same, false, true, asked);
            }
            case RewriteOutcome.Rewritten(String path, String query, boolean through, RewriteEffects _) ->
                rewritten(Url.decoded(path, query), through, asked);
            case RewriteOutcome.Redirect(int status, String location, RewriteEffects _) ->
                new Outcome.Known(Locations.to(status, location), site.own());
            case RewriteOutcome.Status(int status, String _, RewriteEffects _) ->
                new Outcome.Status(status, site.own());
            case RewriteOutcome.Proxy(String to, RewriteEffects _) ->
                Forwards.rewritten(to)
                        .map(backend -> forward(backend, site.forwards().named(backend), url))
                        .orElse(new Outcome.Status(500, site.own()));
        };
    }

    /** A path that rules have written is one of the disk where its first folder is there. */
    private Outcome rewritten(Url url, boolean through, boolean asked) {
        boolean ofDisk = !through
                && url.names().size() > 1
                && probes.isFolder("/" + url.names().getFirst());
        return map(url, ofDisk, through, asked);
    }

    /** What rules have written goes to no backend unless they say that it goes on (flag PT). */
    private Outcome map(Url url, boolean ofDisk, boolean forwards, boolean asked) {
        facts.url(url);
        Optional<Outcome> forwarded = forwards ? forwarded(url) : Optional.empty();
        if (forwarded.isPresent()) {
            return forwarded.get();
        }
        Optional<Outcome> redirected = redirected(site.redirects(), url, site.own());
        if (redirected.isPresent()) {
            return redirected.get();
        }
        RequestHandler mounted = ofDisk ? null : parts.mounts().at(url.names());
        if (mounted != null) {
            return mounted(mounted, url);
        }
        Optional<Place> mapped =
                ofDisk ? Optional.of(Place.find("", url.names(), url.directory(), probes)) : site.place(url, probes);
        return mapped.isEmpty() ? new Outcome.Status(404, site.own()) : file(mapped.get(), url, asked);
    }

    private Optional<Outcome> forwarded(Url url) {
        Optional<Decision> decision = site.forwards().decide(url, facts.sentPath());
        if (!(decision.orElse(null) instanceof Decision.Forwarded to)
                || facts.environment(NO_PROXY) != null
                || isMountedBelow(url, Forwards.depth(to.by()))) {
            return Optional.empty();
        }
        if (site.forwards().refuses(url)) {
            return Optional.of(new Outcome.Status(404, site.own()));
        }
        Parameters parameters = site.forwards().parameters(to);
        return Optional.of(forward(Forwards.target(to, url.query()), Optional.of(parameters), url));
    }

    /** Whether a handler is mounted on as long a prefix of the path as is forwarded. */
    private boolean isMountedBelow(Url url, int depth) {
        RequestHandler mounted = parts.mounts().at(url.names());
        if (mounted == null || depth == 0) {
            return mounted != null;
        }
        List<String> above = url.names().subList(0, Math.min(depth, url.names().size()) - 1);
        return !mounted.equals(parts.mounts().at(above));
    }

    /** No folder is behind a path that is forwarded, as behind that of a handler. */
    private Outcome forward(BackendUrl backend, Optional<Parameters> parameters, Url url) {
        facts.file("proxy:" + backend, "");
        facts.trace().step(() -> url.path() + " goes to " + backend);
        Rules rules = site.merged(url, backend.toString())
                .on(facts, effects, site.maps())
                .rules();
        return refused(rules)
                .or(() -> redirected(rules, url))
                .or(() -> status(rules, url))
                .orElseGet(() -> handedOn(backend, parameters, url, rules));
    }

    private Outcome handedOn(BackendUrl backend, Optional<Parameters> parameters, Url url, Rules rules) {
        RequestHandler forwarder = parts.forwarding()
                .to(
                        backend,
                        parameters.orElse(Parameters.NONE),
                        parameters.isPresent(),
                        new ForwardedRequest(facts, site.host(), rules));
        return new Outcome.Mounted(forwarder, url, rules);
    }

    /** No folder is behind the path of a handler: none of what is said of folders and files is in force. */
    private Outcome mounted(RequestHandler handler, Url url) {
        facts.file(site.documentRoot() + url.path(), "");
        facts.trace().step(() -> url.path() + " is a handler's");
        Rules rules = site.merged(url).on(facts, effects, site.maps()).rules();
        return refused(rules)
                .or(() -> redirected(rules, url))
                .orElseGet(() -> status(rules, url).orElse(new Outcome.Mounted(handler, url, rules)));
    }

    private Outcome file(Place place, Url url, boolean asked) {
        facts.file(place.file(), place.info());
        facts.trace().at(place, url);
        Merged merged = site.merged(place, url, probes).on(facts, effects, site.maps());
        Rules rules = merged.rules();
        if (url.hidden() && rules.or(SiteSettings.HIDDEN_FILES_DENIED, true)) {
            return new Outcome.Status(404, rules);
        }
        return refused(rules)
                .or(() -> inFolder(merged, place, url, asked))
                .or(() -> redirected(rules, url))
                .or(() -> status(rules, url))
                .orElseGet(() -> arrive(place, url, rules, asked));
    }

    private Optional<Outcome> refused(Rules rules) {
        facts.change(new EnvironmentRules(rules.all(HeaderSettings.BY_REQUEST)).changes(facts));
        Optional<Outcome> refused = Admitting.refuse(site.passwords(), rules, facts, effects);
        refused.ifPresent(
                _ -> facts.trace().step(() -> "refused: who may have it is said by Require, Order, Allow and Deny"));
        return refused;
    }

    /** What always sets variables comes before, and not for a request that is sent elsewhere. */
    private Optional<Outcome> redirected(Rules rules, Url url) {
        facts.change(new EnvironmentRules(rules.all(HeaderSettings.ALWAYS)).changes(facts));
        return redirected(new Redirects(rules.all(HeaderSettings.REDIRECTS)), url, rules);
    }

    private Optional<Outcome> status(Rules rules, Url url) {
        String handler = effects.handler().orElse(rules.or(SiteSettings.HANDLER, ""));
        facts.handler(handler);
        return handler.equals(SERVER_STATUS) ? Optional.of(new Outcome.ServerStatus(url, rules)) : Optional.empty();
    }

    private Optional<Outcome> redirected(Redirects redirects, Url url, Rules rules) {
        if (redirects.rules().isEmpty()) {
            return Optional.empty();
        }
        return redirects
                .of(url.path(), url.query(), facts.origin(), facts)
                .map(to -> {
                    facts.trace()
                            .step(() -> "redirect: " + to.status()
                                    + to.location().map(" "::concat).orElse(""));
                    return to;
                })
                .map(to -> to.location()
                        .<Outcome>map(location -> new Outcome.Known(Locations.to(to.status(), location), rules))
                        .orElseGet(() -> new Outcome.Status(to.status(), rules)));
    }

    /** What the rules of the folder make of it; empty where it goes on as it is. */
    private Optional<Outcome> inFolder(Merged merged, Place place, Url url, boolean asked) {
        RewriteSettings said = RewriteSettings.of(merged.rules());
        boolean folderItself = place.kind() == Probes.Kind.FOLDER
                && !place.directory()
                && said.directory().equals(place.folder());
        if (merged.rewriting().isEmpty()
                || effects.ended()
                || folderItself
                || said.directory().isEmpty()) {
            return Optional.empty();
        }
        RewriteDirectory directory = new RewriteDirectory(
                said.directory(), said.base(), site.documentRoot(), site.contextPrefix(url), site.contextRoot(url));
        RewriteOutcome outcome = merged.rewriting()
                .inDirectory(
                        new RewriteInput(place.file(), place.info(), url.query(), facts.origin(), asked, facts),
                        directory);
        effects.add(outcome.effects(), facts);
        facts.trace().step(() -> "rewriting of " + said.directory() + ": " + Steps.of(url, outcome));
        return switch (outcome) {
            case RewriteOutcome.Unchanged _ -> Optional.empty();
            case RewriteOutcome.Rewritten(String path, String query, boolean _, RewriteEffects _) ->
                Optional.of(rewritten(Url.decoded(path, query), place, url, merged.rules(), asked));
            case RewriteOutcome.Redirect(int status, String location, RewriteEffects _) ->
                Optional.of(new Outcome.Known(Locations.to(status, location), merged.rules()));
            case RewriteOutcome.Status(int status, String _, RewriteEffects _) ->
                Optional.of(new Outcome.Status(status, merged.rules()));
            case RewriteOutcome.Proxy(String to, RewriteEffects _) ->
                Optional.of(Forwards.rewrittenInFolder(to)
                        .map(backend -> handedOn(backend, site.forwards().named(backend), url, merged.rules()))
                        .orElse(new Outcome.Status(500, merged.rules())));
        };
    }

    /** A folder without its slash is redirected to it all the same, and an index file that is not there is not made by rules. */
    private Outcome rewritten(Url to, Place place, Url url, Rules rules, boolean asked) {
        boolean withoutSlash = place.kind() == Probes.Kind.FOLDER && !place.directory();
        if (withoutSlash && rules.or(SiteSettings.DIRECTORY_SLASH, true)) {
            return new Outcome.Known(
                    Locations.toFolder(new Url(url.names(), url.directory(), to.query()), facts), rules);
        }
        return asked && place.kind() != Probes.Kind.FILE ? new Outcome.Nothing(404, rules) : again(to, rules);
    }

    private Outcome again(Url url, Rules rules) {
        if (++redirects > MOST_REDIRECTS) {
            return new Outcome.Status(500, rules);
        }
        facts.changeHead(rules.all(HeaderSettings.REQUEST_HEADERS), effects);
        facts.redirected(200);
        effects.redirected(facts);
        return of(url, false);
    }

    private Outcome arrive(Place place, Url url, Rules rules, boolean asked) {
        return switch (place.kind()) {
            case FILE -> place.info().isEmpty() ? new Outcome.File(place, rules) : new Outcome.Nothing(404, rules);
            case FOLDER -> asked ? new Outcome.Nothing(404, rules) : folder(place, url, rules);
            case NOTHING -> asked ? new Outcome.Nothing(404, rules) : fallback(url, rules);
        };
    }

    private Outcome folder(Place place, Url url, Rules rules) {
        if (!place.directory()) {
            return rules.or(SiteSettings.DIRECTORY_SLASH, true)
                    ? new Outcome.Known(Locations.toFolder(url, facts), rules)
                    : new Outcome.Status(403, rules);
        }
        Outcome worst = new Outcome.Nothing(404, rules);
        for (String name : rules.or(SiteSettings.DIRECTORY_INDEX, DEFAULT_INDEX)) {
            String path = name.startsWith("/") ? name : url.path() + name;
            facts.trace().step(() -> "DirectoryIndex: " + path);
            Outcome found = of(Url.decoded(path, url.query()), true);
            if (!isMissing(found)) {
                if (!(found instanceof Outcome.Status)) {
                    return found;
                }
                worst = found;
            }
        }
        return isMissing(worst) ? withoutIndex(place, url, rules) : worst;
    }

    private static boolean isMissing(Outcome outcome) {
        return outcome instanceof Outcome.Nothing
                || (outcome instanceof Outcome.Status(int status, Rules _) && status == 404);
    }

    private Outcome withoutIndex(Place place, Url url, Rules rules) {
        facts.url(url);
        if (!rules.or(SiteSettings.DIRECTORY_INDEX, DEFAULT_INDEX).isEmpty()) {
            Outcome other = fallback(url, rules);
            if (!isMissing(other)) {
                return other;
            }
        }
        return Options.has(rules, Options.Option.INDEXES)
                ? new Outcome.Listing(place, url, rules)
                : new Outcome.Nothing(403, rules);
    }

    private Outcome fallback(Url url, Rules rules) {
        String path = rules.or(SiteSettings.FALLBACK_RESOURCE, "");
        if (path.isEmpty()) {
            return new Outcome.Nothing(404, rules);
        }
        facts.trace().step(() -> "FallbackResource: " + path);
        Outcome found = of(Url.decoded(path, url.query()), true);
        return isMissing(found) ? new Outcome.Nothing(404, rules) : found;
    }
}
