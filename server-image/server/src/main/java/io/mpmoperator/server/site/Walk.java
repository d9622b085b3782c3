package io.mpmoperator.server.site;

import io.mpmoperator.environment.EnvironmentRules;
import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.proxy.Parameters;
import io.mpmoperator.proxy.ProxyMapping.Decision;
import io.mpmoperator.proxy.Scheme;
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
import io.mpmoperator.server.http.Response;
import java.util.List;
import java.util.Optional;

/**
 * The way of one request through what is said of URLs, in Apache's order: the rules of the server, aliases, the sections for the
 * file and the URL, the rules of the folder, redirects, index files, the fallback. An internal redirect begins it anew. Index files
 * and the fallback are looked up as Apache's subrequests are: by a walk of their own, which may lead to further ones.
 */
final class Walk {

    private static final int MOST_REDIRECTS = 10;
    private static final int MOST_LOOKUPS = 10;
    private static final List<String> DEFAULT_INDEX = List.of("index.html");
    private static final String SERVER_STATUS = "server-status";
    private static final String NO_PROXY = "no-proxy";
    private static final String PATH_INFO_KIND = "proxy-fcgi-pathinfo";

    private final HostSite site;
    private final RequestFacts facts;
    private final Probes probes;
    private final Effects effects;
    private final Parts parts;
    private int redirects;
    private int lookups;
    private boolean endless;

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
        Outcome found = of(url, false);
        return found instanceof Outcome.File(Place place, Rules rules)
                        && !place.info().isEmpty()
                        && !rules.or(SiteSettings.PATH_INFO_ACCEPTED, false)
                ? new Outcome.Nothing(404, rules)
                : found;
    }

    private Outcome of(Url url, boolean asked) {
        facts.url(url);
        facts.file(url.path(), "");
        if (site.rewriting().isEmpty() || effects.ended()) {
            return map(url, url, asked);
        }
        RewriteOutcome outcome =
                site.rewriting().inServer(new RewriteInput(url.path(), "", url.query(), facts.origin(), asked, facts));
        effects.add(outcome.effects(), facts);
        facts.trace().step(() -> "rewriting of the server: " + Steps.of(url, outcome));
        return switch (outcome) {
            case RewriteOutcome.Unchanged(String query, RewriteEffects _) -> map(url.with(query), url, asked);
            case RewriteOutcome.Rewritten(String path, String query, boolean through, RewriteEffects _) ->
                through ? map(Url.decoded(path, query), url, asked) : rewritten(Url.decoded(path, query), url, asked);
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

    /**
     * What rules have written without flag PT is a file, whatever is said of URLs, and the URL stays what was asked for. It is a path
     * of the disk where its first folder is there. A handler has no file: it is asked for what rules have written.
     */
    private Outcome rewritten(Url to, Url url, boolean asked) {
        boolean ofDisk =
                to.names().size() > 1 && probes.isFolder("/" + to.names().getFirst());
        RequestHandler mounted = ofDisk ? null : parts.mounts().at(to.names());
        if (mounted != null) {
            facts.url(to);
            return mounted(mounted, to);
        }
        Url same = url.with(to.query());
        facts.url(same);
        Place place = Place.find(ofDisk ? "" : site.documentRoot(), to.names(), to.directory(), probes);
        return file(place, same, url.hidden() || belowRoot(to).hidden(), asked);
    }

    private Url belowRoot(Url ofDisk) {
        String root = site.documentRoot() + "/";
        return ofDisk.path().startsWith(root) ? Url.decoded(ofDisk.path().substring(root.length()), "") : ofDisk;
    }

    /** The sections for URLs whose redirects come before files are looked for are those of the URL before rules of the server. */
    private Outcome map(Url url, Url before, boolean asked) {
        facts.url(url);
        Optional<Outcome> elsewhere = forwarded(url)
                .or(() -> redirected(site.wholeRedirects(before), url, site.own()))
                .or(() -> redirected(site.redirects(), url, site.own()));
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        RequestHandler mounted = parts.mounts().at(url.names());
        if (mounted != null) {
            return mounted(mounted, url);
        }
        return site.place(url, probes)
                .map(place -> file(place, url, url.hidden(), asked))
                .orElseGet(() -> new Outcome.Status(404, site.own()));
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
        return handedOn(backend, parameters, script(backend, url, rules), url, rules);
    }

    private CgiScript script(BackendUrl backend, Url url, Rules rules) {
        String kind = backend.scheme() == Scheme.FCGI ? facts.environment(PATH_INFO_KIND) : null;
        Optional<CgiScript> found = CgiScript.FULL.equalsIgnoreCase(kind)
                ? CgiScript.onDisk(backend, url, site.documentRoot(), probes)
                : Optional.empty();
        return found.orElseGet(() -> CgiScript.ofUrl(backend, url, rules, kind));
    }

    private Outcome handedOn(
            BackendUrl backend, Optional<Parameters> parameters, CgiScript script, Url url, Rules rules) {
        if (backend.scheme() == Scheme.FCGI && script.isRefused()) {
            return new Outcome.Status(403, rules);
        }
        boolean named = parameters.isPresent();
        RequestHandler forwarder = parts.forwarding()
                .to(
                        backend,
                        parameters.orElse(Parameters.NONE),
                        named,
                        new ForwardedRequest(facts, site, rules, script, named));
        return new Outcome.Mounted(forwarder, url, rules, backend.scheme() == Scheme.FCGI);
    }

    /** The FastCGI server that runs a file; empty where it is sent. */
    private Optional<Outcome> run(Place place, Url url, Rules rules) {
        String handler = handler(rules);
        if (!BackendUrl.isHandler(handler)) {
            return Optional.empty();
        }
        try {
            BackendUrl backend = BackendUrl.ofHandler(handler);
            CgiScript script = CgiScript.ofFile(backend, place, url, rules, facts.environment(PATH_INFO_KIND));
            facts.trace().step(() -> script.file() + " is run by " + backend);
            return Optional.of(handedOn(backend, site.forwards().named(backend), script, url, rules));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Outcome.Status(500, rules));
        }
    }

    private String handler(Rules rules) {
        return effects.handler().orElse(rules.or(SiteSettings.HANDLER, ""));
    }

    /** No folder is behind the path of a handler: none of what is said of folders and files is in force. */
    private Outcome mounted(RequestHandler handler, Url url) {
        facts.file(site.documentRoot() + url.path(), "");
        facts.trace().step(() -> url.path() + " is a handler's");
        Rules rules = site.merged(url).on(facts, effects, site.maps()).rules();
        return refused(rules)
                .or(() -> redirected(rules, url))
                .orElseGet(() -> status(rules, url).orElse(new Outcome.Mounted(handler, url, rules, false)));
    }

    private Outcome file(Place place, Url url, boolean hidden, boolean asked) {
        facts.file(place.file(), place.info());
        facts.trace().at(place, url);
        Merged merged = site.merged(place, url, probes).on(facts, effects, site.maps());
        Rules rules = merged.rules();
        if (hidden && rules.or(SiteSettings.HIDDEN_FILES_DENIED, true)) {
            return new Outcome.Status(404, rules);
        }
        return refused(rules).orElseGet(() -> admitted(merged, place, url, asked));
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
        String handler = handler(rules);
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

    /** What the rules of the folder make of it. */
    private Outcome admitted(Merged merged, Place place, Url url, boolean asked) {
        RewriteSettings said = RewriteSettings.of(merged.rules());
        boolean folderItself = place.kind() == Probes.Kind.FOLDER
                && !place.directory()
                && said.directory().equals(place.folder());
        if (merged.rewriting().isEmpty()
                || effects.ended()
                || folderItself
                || said.directory().isEmpty()) {
            return unchanged(place, url, merged.rules(), asked);
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
            case RewriteOutcome.Unchanged(String query, RewriteEffects _) ->
                unchanged(place, url.with(query), merged.rules(), asked);
            case RewriteOutcome.Rewritten(String path, String query, boolean _, RewriteEffects _) ->
                redirected(merged.rules(), url.with(query))
                        .orElseGet(() -> rewritten(Url.decoded(path, query), place, url, merged.rules(), asked));
            case RewriteOutcome.Redirect(int status, String location, RewriteEffects _) ->
                new Outcome.Known(Locations.to(status, location), merged.rules());
            case RewriteOutcome.Status(int status, String _, RewriteEffects _) ->
                new Outcome.Status(status, merged.rules());
            case RewriteOutcome.Proxy(String to, RewriteEffects _) ->
                Forwards.rewrittenInFolder(to)
                        .map(backend -> handedOn(backend, site.forwards().named(backend), url, merged.rules()))
                        .orElse(new Outcome.Status(500, merged.rules()));
        };
    }

    private Outcome unchanged(Place place, Url url, Rules rules, boolean asked) {
        facts.url(url);
        return redirected(rules, url).or(() -> status(rules, url)).orElseGet(() -> arrive(place, url, rules, asked));
    }

    /** A folder without its slash is redirected to it all the same, and an index file that is not there is not made by rules. */
    private Outcome rewritten(Url to, Place place, Url url, Rules rules, boolean asked) {
        boolean withoutSlash = place.kind() == Probes.Kind.FOLDER && !url.directory();
        if (withoutSlash && rules.or(SiteSettings.DIRECTORY_SLASH, true)) {
            return new Outcome.Known(Locations.toFolder(url.with(to.query()), facts), rules);
        }
        return asked && place.kind() != Probes.Kind.FILE ? new Outcome.Nothing(404, rules) : again(to, rules);
    }

    private Outcome again(Url url, Rules rules) {
        if (++redirects > MOST_REDIRECTS) {
            return new Outcome.Status(500, rules);
        }
        facts.changeHead(rules.all(HeaderSettings.REQUEST_HEADERS), effects);
        facts.change(new EnvironmentRules(rules.all(HeaderSettings.ALWAYS)).changes(facts));
        facts.redirected(200);
        effects.redirected(facts);
        return of(url, false);
    }

    private Outcome arrive(Place place, Url url, Rules rules, boolean asked) {
        return switch (place.kind()) {
            case FILE -> run(place, url, rules).orElseGet(() -> new Outcome.File(place, rules));
            case FOLDER -> folder(place, url, rules, asked);
            case NOTHING ->
                asked && BackendUrl.isHandler(handler(rules))
                        ? new Outcome.Nothing(404, rules)
                        : run(place, url, rules).orElseGet(() -> fallback(url, rules));
        };
    }

    private Outcome folder(Place place, Url url, Rules rules, boolean asked) {
        if (!url.directory()) {
            return rules.or(SiteSettings.DIRECTORY_SLASH, true)
                    ? new Outcome.Known(Locations.toFolder(url, facts), rules)
                    : withoutIndex(place, url, rules, asked);
        }
        Outcome worst = new Outcome.Nothing(404, rules);
        for (String name : rules.or(SiteSettings.DIRECTORY_INDEX, DEFAULT_INDEX)) {
            facts.trace().step(() -> "DirectoryIndex: " + url.at(name).path());
            Outcome found = lookup(name, url, rules);
            if (!isMissing(found)) {
                if (!(found instanceof Outcome.Status)) {
                    return found instanceof Outcome.Known ? found : index(found, rules);
                }
                worst = found;
            }
        }
        return isMissing(worst) ? withoutIndex(place, url, rules, asked) : worst;
    }

    private Outcome index(Outcome found, Rules rules) {
        int status = rules.or(SiteSettings.INDEX_REDIRECT, 0);
        return status == 0 ? found : new Outcome.Known(Locations.to(status, facts.whole()), rules);
    }

    private static boolean isMissing(Outcome outcome) {
        return outcome instanceof Outcome.Nothing
                || (outcome instanceof Outcome.Status(int status, Rules _) && status == 404);
    }

    private Outcome withoutIndex(Place place, Url url, Rules rules, boolean asked) {
        if (asked) {
            return new Outcome.Nothing(404, rules);
        }
        return run(place, url, rules)
                .orElseGet(() -> Options.has(rules, Options.Option.INDEXES)
                        ? new Outcome.Listing(place, url, rules)
                        : new Outcome.Nothing(403, rules));
    }

    private Outcome fallback(Url url, Rules rules) {
        String path = rules.or(SiteSettings.FALLBACK_RESOURCE, "");
        if (path.isEmpty()) {
            return new Outcome.Nothing(404, rules);
        }
        facts.trace().step(() -> "FallbackResource: " + path);
        Outcome found = endless ? new Outcome.Status(500, rules) : lookup(path, url, rules);
        return isMissing(found) ? new Outcome.Nothing(404, rules) : found;
    }

    /**
     * What another URL leads to: a file or a handler responds with what is said of it, everything else with what is said of the URL
     * that it was looked up for. Fallbacks that lead to each other without an end are an error.
     */
    private Outcome lookup(String reference, Url url, Rules rules) {
        if (lookups == MOST_LOOKUPS) {
            endless = true;
            return new Outcome.Status(500, rules);
        }
        RequestFacts.Position before = facts.position();
        lookups++;
        Outcome found = of(url.at(reference), true);
        lookups--;
        return switch (found) {
            case Outcome.File _, Outcome.Mounted _, Outcome.ServerStatus _, Outcome.Listing _ -> found;
            case Outcome.Known(Response response, Rules _) -> new Outcome.Known(response, backTo(before, rules));
            case Outcome.Status(int status, Rules _) -> new Outcome.Status(status, backTo(before, rules));
            case Outcome.Nothing(int status, Rules _) -> new Outcome.Nothing(status, backTo(before, rules));
        };
    }

    private Rules backTo(RequestFacts.Position before, Rules rules) {
        facts.backTo(before);
        facts.take(rules);
        return rules;
    }
}
