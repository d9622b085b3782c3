package io.mpmoperator.server.site;

import io.mpmoperator.pattern.StepLimitException;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.content.FileShelf;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.ChosenHost;
import io.mpmoperator.server.http.Connected;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.PathBytes;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.LogThrottle;
import io.mpmoperator.site.Host;
import io.mpmoperator.site.Site;
import io.mpmoperator.site.TlsHosts;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Responds as the directives of a configuration say. Where the response to a plain request follows from its path, and perhaps its
 * host, it is made once and is ready from then on.
 */
public final class SiteHandler implements RequestHandler {

    /** Names of hosts that are known to lead to one; a client may ask for any. */
    private static final int MOST_NAMES = 256;

    private static final Url ROOT = Url.decoded("/", "");

    private final Site site;
    private final Parts parts;
    private final IdentityHashMap<Host, HostSite> hosts;
    private final HostSite server;
    private final Map<PathBytes, HostSite> byName = new ConcurrentHashMap<>();
    private final boolean byNameAlone;
    private final InstantSource clock;
    private final Log log;
    private final LogThrottle failures;
    private final @Nullable Misdirection misdirection;

    /**
     * A handler.
     *
     * @param parts what there is beside files
     * @param limits how many files are kept at hand, of all virtual hosts together
     * @param compressors of the process
     */
    public SiteHandler(
            Site site,
            Parts parts,
            CacheLimits limits,
            Compressors compressors,
            InstantSource clock,
            LongSupplier nanoTime,
            Log log) {
        this.site = site;
        this.parts = parts;
        this.hosts = new IdentityHashMap<>();
        this.clock = clock;
        this.log = log;
        this.failures = new LogThrottle(Duration.ofSeconds(1), nanoTime);
        Shared shared = Shared.of(site.server(), compressors, nanoTime, log);
        CacheLimits share = limits.dividedBy(site.hosts().size() + 1);
        this.server = new HostSite(site.server(), shared, new FileShelf(share, compressors, clock, nanoTime));
        for (Host host : site.hosts()) {
            hosts.put(host, new HostSite(host, shared, new FileShelf(share, compressors, clock, nanoTime)));
        }
        this.misdirection = null;
        this.byNameAlone = site.hosts().stream()
                .flatMap(host -> host.addresses().stream())
                .allMatch(address -> address.host().isEmpty());
    }

    private SiteHandler(SiteHandler like, Parts parts, @Nullable Misdirection misdirection) {
        this.site = like.site;
        this.misdirection = misdirection;
        this.parts = parts;
        this.hosts = like.hosts;
        this.server = like.server;
        this.byNameAlone = like.byNameAlone;
        this.clock = like.clock;
        this.log = like.log;
        this.failures = like.failures;
    }

    /** The same, with the same files at hand, but that 404 is the response in the place of all that is mounted. */
    public RequestHandler withoutMounts() {
        return new SiteHandler(
                this,
                new Parts(
                        names -> parts.mounts().at(names) == null ? null : Forwarding.ABSENT,
                        Forwarding.NONE,
                        ServerStatus.NONE),
                misdirection);
    }

    /** The same, but that a request over a connection whose TLS is that of another virtual host is refused. */
    public SiteHandler speaking(TlsHosts hosts) {
        Misdirection found = new Misdirection(site, hosts);
        return found.isPossible() ? new SiteHandler(this, parts, found) : this;
    }

    @Override
    public boolean mayBlock(Request request) {
        return true;
    }

    @Override
    public @Nullable ReadyResponse ready(PlainHead head, long now) {
        HostSite chosen = hosts.isEmpty() ? server : byName.get(head.host());
        return chosen == null ? null : chosen.shelf().ready(head, now);
    }

    @Override
    public @Nullable ReadyResponse ready(PlainHead head, Connected connection, long now) {
        HostSite chosen = hosts.isEmpty() ? server : byName.get(head.host());
        return chosen == null || misdirected(connection, chosen) != 0
                ? null
                : chosen.shelf().ready(head, now);
    }

    private int misdirected(Connected connection, HostSite chosen) {
        return misdirection == null ? 0 : misdirection.status(connection, chosen.host());
    }

    @Override
    public void handle(Exchange exchange) throws IOException, BadRequestException {
        handle(exchange, Trace.NONE);
    }

    /** The virtual host of a request. */
    Host hostOf(Exchange exchange) {
        return choose(exchange).host();
    }

    /** Responds, and has the steps told. */
    void handle(Exchange exchange, Trace trace) throws IOException, BadRequestException {
        HostSite chosen = choose(exchange);
        Probes probes = new Probes();
        Request request = exchange.request();
        int misdirected = misdirected(exchange, chosen);
        if (misdirected != 0) {
            refuse(exchange, chosen, probes, misdirected);
            return;
        }
        Url url;
        try {
            url = hasNoPath(request) ? ROOT : url(request.target(), chosen);
        } catch (BadRequestException e) {
            if (e.status() != HttpStatus.NOT_FOUND_404) {
                throw e;
            }
            refuse(exchange, chosen, probes, e.status());
            return;
        }
        try {
            RequestFacts facts = facts(exchange, chosen, url, probes);
            facts.trace(trace);
            new SiteResponse(exchange, chosen, parts, facts, probes, clock).respond(url);
        } catch (StepLimitException | FolderFiles.RefusedException | MisconfiguredException e) {
            failures.error(log, "request-failed", "request", request.line(), "reason", e.getMessage());
            refuse(exchange, chosen, probes, 500);
        }
    }

    private static boolean hasNoPath(Request request) {
        return request.target().equals("*") || request.method().equals("CONNECT");
    }

    private Url url(String target, HostSite chosen) throws BadRequestException {
        Url url = Url.ofHandler(target);
        boolean ofFiles =
                parts.mounts().at(url.names()) == null && !chosen.forwards().covers(url);
        return ofFiles ? Url.of(target) : url;
    }

    private RequestFacts facts(Exchange exchange, HostSite chosen, Url url, Probes probes) {
        return new RequestFacts(exchange, chosen.host(), url, probes, parts.status(), clock);
    }

    @Override
    public void refuse(Exchange exchange, int status) throws IOException {
        refuse(exchange, choose(exchange), new Probes(), status);
    }

    /** With what is said of errors, unless that is what could not be followed. */
    private void refuse(Exchange exchange, HostSite chosen, Probes probes, int status) throws IOException {
        Url asked = Url.asSent(exchange.request().target());
        try {
            new SiteResponse(exchange, chosen, parts, facts(exchange, chosen, asked, probes), probes, clock)
                    .refuse(status);
        } catch (StepLimitException | FolderFiles.RefusedException | MisconfiguredException e) {
            failures.error(log, "error-page-failed", "reason", e.getMessage());
            exchange.respond(Response.error(status));
        }
    }

    private HostSite choose(Exchange exchange) {
        if (hosts.isEmpty()) {
            return server;
        }
        String named = exchange.request().fields().get(HttpHeader.HOST);
        Host host = ChosenHost.of(site, exchange.localAddress(), named);
        HostSite chosen = hosts.getOrDefault(host, server);
        if (byNameAlone && named != null && byName.size() < MOST_NAMES) {
            byName.put(PathBytes.of(named), chosen);
        }
        return chosen;
    }
}
