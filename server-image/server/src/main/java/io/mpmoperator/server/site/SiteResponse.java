package io.mpmoperator.server.site;

import io.mpmoperator.expression.TextExpression;
import io.mpmoperator.rules.ErrorDocument;
import io.mpmoperator.rules.HeaderSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.content.FileShelf;
import io.mpmoperator.server.content.FileTraits;
import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Connected;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.PathBytes;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.site.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The response of one request, made of what its walk has led to. */
final class SiteResponse {

    private static final HttpField STRICT = new HttpField(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
    private static final HttpField AS_APACHE = new HttpField(HttpHeader.ALLOW, "GET,POST,OPTIONS,HEAD");

    private static final Url ROOT = Url.decoded("/", "");

    private static final String FOLDER_TYPE = "httpd/unix-directory";

    private final Exchange exchange;
    private final Request request;
    private final HostSite site;
    private final Parts parts;
    private final RequestFacts facts;
    private final Probes probes;
    private final Effects effects = new Effects();
    private final InstantSource clock;
    private boolean erring;

    SiteResponse(
            Exchange exchange, HostSite site, Parts parts, RequestFacts facts, Probes probes, InstantSource clock) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.site = site;
        this.parts = parts;
        this.facts = facts;
        this.probes = probes;
        this.clock = clock;
    }

    /** Walks, and responds. */
    void respond(Url url) throws IOException, BadRequestException {
        exchange.account(new WalkedAccount(site, facts));
        Outcome outcome = new Walk(site, parts, facts, probes, effects).of(url);
        if (!facts.user().isEmpty()) {
            exchange.user(facts.user());
        }
        if (outcome instanceof Outcome.Mounted mounted) {
            hand(mounted, url);
        } else {
            send(response(outcome));
        }
    }

    /** Lets a handler respond to what the walk has made of the request. */
    private void hand(Outcome.Mounted mounted, Url asked) throws IOException, BadRequestException {
        Rules rules = mounted.rules();
        changeHead(rules);
        Url url = mounted.url();
        Request seen = url.equals(asked) ? facts.request() : facts.request().at(url.target());
        MountedExchange.ResponseFilter filter = new MountedExchange.ResponseFilter() {
            @Override
            public Response of(Response response) {
                return new SiteHeaders(rules, facts, effects, true, ServedFile.NONE, mounted.script())
                        .apply(response, clock.instant());
            }

            @Override
            public Response error(int status) throws IOException {
                return status(status, rules);
            }
        };
        MountedExchange handed = new MountedExchange(exchange, seen, filter, deflating(rules));
        try {
            mounted.handler().handle(handed);
        } finally {
            handed.end();
        }
    }

    /** Responds with an error before anything was walked. */
    void refuse(int status) throws IOException {
        exchange.account(new WalkedAccount(site, facts));
        send(status(status, site.own()));
    }

    private void send(Response response) throws IOException {
        try {
            exchange.respond(response);
        } catch (IOException | RuntimeException e) {
            response.content().release();
            throw e;
        }
    }

    private Response response(Outcome outcome) throws IOException {
        if (isServed(outcome)) {
            changeHead(outcome.rules());
        }
        return switch (outcome) {
            case Outcome.File file ->
                isRead(file.rules())
                        ? file(file)
                        : method(file.rules(), said(file).type());
            case Outcome.Listing(Place place, Url url, Rules rules) ->
                facts.method().equals("GET")
                        ? withHeaders(deflated(Listings.of(url, Path.of(place.folder())), rules), rules, true)
                        : nothing(403, rules);
            case Outcome.Nothing(int status, Rules rules) -> nothing(status, rules);
            case Outcome.Known(Response known, Rules rules) -> withHeaders(known, rules, false);
            case Outcome.Status(int status, Rules rules) -> status(status, rules);
            case Outcome.ServerStatus(Url url, Rules rules) ->
                isRead(rules)
                        ? withHeaders(deflated(parts.status().of(url.query()), rules), rules, true)
                        : method(rules, "");
            case Outcome.Mounted(RequestHandler _, Url _, Rules rules, boolean _) -> status(404, rules);
        };
    }

    /** Whether the walk has come to its end, where a file or a handler is looked for. */
    private static boolean isServed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Known _, Outcome.Status _ -> false;
            case Outcome.File _, Outcome.Listing _, Outcome.Nothing _, Outcome.Mounted _, Outcome.ServerStatus _ ->
                true;
        };
    }

    /** What is said of the request's fields is done last. */
    private void changeHead(Rules rules) {
        facts.changeHead(rules.all(HeaderSettings.REQUEST_HEADERS), effects);
    }

    private boolean isRead(Rules rules) {
        String method = request.method();
        return method.equals("GET")
                || request.head()
                || (method.equals("POST") && !rules.or(SiteSettings.STRICT_METHODS, true));
    }

    /** Apache looks at the method before it looks whether there is a file. */
    private Response nothing(int status, Rules rules) throws IOException {
        boolean strict = rules.or(SiteSettings.STRICT_METHODS, true);
        if (strict || facts.method().equals("GET")) {
            return status(status, rules);
        }
        return isRead(rules) ? status(404, rules) : method(rules, status == 403 ? FOLDER_TYPE : "");
    }

    private Response method(Rules rules, String type) {
        boolean strict = rules.or(SiteSettings.STRICT_METHODS, true);
        HttpField allow = strict ? STRICT : AS_APACHE;
        if (request.method().equals("OPTIONS")) {
            return withHeaders(options(allow, strict, type), rules, true);
        }
        int status = HttpMethod.CACHE.get(request.method()) == null ? 501 : 405;
        return withHeaders(Response.error(status, allow), rules, false);
    }

    private static Response options(HttpField allow, boolean strict, String type) {
        HttpFields.Mutable fields = HttpFields.build().add(allow);
        if (!strict && !type.isEmpty()) {
            fields.add(HttpHeader.CONTENT_TYPE, type);
        }
        return Response.of(strict ? 204 : 200, fields.asImmutable(), new Content.None());
    }

    private Response file(Outcome.File file) throws IOException {
        return switch (open(file)) {
            case FileShelf.Found.Absent(int status) -> status(status, file.rules());
            case FileShelf.Found.Here(FileShelf.Opened opened) ->
                opened(opened, file.rules(), said(file).type());
        };
    }

    private FileShelf.Found open(Outcome.File file) throws IOException {
        Place place = file.place();
        return site.shelf().open(place.root(), place.below(), traits(file));
    }

    private FileTraits traits(Outcome.File file) {
        FileTraits traits = said(file).of(file.place().name(), facts);
        return erring ? traits.uncompressed() : traits;
    }

    private Traits said(Outcome.File file) {
        return Traits.of(file.place().name(), file.rules(), site.types(), effects.type());
    }

    private Response opened(FileShelf.Opened opened, Rules rules, String type) throws IOException {
        Response response = opened.respond(facts.request());
        boolean failed = response.status() >= 400 && response.status() != HttpStatus.PRECONDITION_FAILED_412;
        if (failed && !(document(response.status(), rules) instanceof ErrorDocument.Own)) {
            return status(response.status(), rules);
        }
        SiteHeaders headers = new SiteHeaders(rules, facts, effects, !failed, new ServedFile(type, opened.length()));
        if (response.status() == 200 && !request.hasBody() && facts.followFromPath()) {
            Runnable keep = opened.prepare(
                    path(), headers, this::ties, facts.settled(site, rules.all(HeaderSettings.REQUEST_HEADERS)));
            if (facts.followFromPath()) {
                keep.run();
            }
        }
        return headers.apply(response, clock.instant());
    }

    /** The path as it was sent: that of the walk may be another. */
    private String path() {
        String target = request.target();
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    private FileShelf.Ties ties() {
        String host = request.fields().get(HttpHeader.HOST);
        return new SeenTies(probes.seen(), facts.dependOnHost() && host != null ? PathBytes.of(host) : null);
    }

    /** What the walk of a request has found. */
    private record WalkedAccount(HostSite site, RequestFacts facts) implements Account {

        @Override
        public Host host() {
            return site.host();
        }

        @Override
        public @Nullable String environment(String name) {
            return facts.environment(name);
        }

        @Override
        public boolean isAskedFor(String name) {
            return false;
        }

        @Override
        public boolean changesHead() {
            return true;
        }

        @Override
        public RequestAccount of(Request request, Connected connection) {
            return facts;
        }
    }

    /** What was seen on the disk, and the host that was asked for. */
    private record SeenTies(Probes.Seen seen, @Nullable PathBytes host) implements FileShelf.Ties {

        @Override
        public boolean hold() {
            return seen.holds();
        }

        @Override
        public boolean isFor(PlainHead head) {
            return host == null || host.equals(head.host());
        }
    }

    private Response deflated(Response response, Rules rules) {
        return deflating(rules).of(response);
    }

    private Deflating deflating(Rules rules) {
        String accepted = facts.request().fields().get(HttpHeader.ACCEPT_ENCODING);
        return new Deflating(site.compressors(), rules, facts, accepted == null ? "" : accepted);
    }

    private Response withHeaders(Response response, Rules rules, boolean succeeds) {
        return new SiteHeaders(rules, facts, effects, succeeds, ServedFile.NONE).apply(response, clock.instant());
    }

    /** An error, with the page that is said to go with it. */
    private Response status(int status, Rules rules) throws IOException {
        return erring
                ? withHeaders(Response.error(status), rules, false)
                : page(status, document(status, rules), rules);
    }

    private static ErrorDocument document(int status, Rules rules) {
        return rules.or(ErrorDocument.SETTING, Map.of()).getOrDefault(status, new ErrorDocument.Own());
    }

    private Response page(int status, ErrorDocument document, Rules rules) throws IOException {
        if (status == 204) {
            return withHeaders(Response.of(status, HttpFields.EMPTY, new Content.None()), rules, false);
        }
        return switch (document) {
            case ErrorDocument.Own _ -> withHeaders(Response.error(status), rules, false);
            case ErrorDocument.Text(TextExpression text) -> withHeaders(text(status, text.of(facts)), rules, false);
            case ErrorDocument.Elsewhere(TextExpression url) ->
                withHeaders(Locations.to(302, url.of(facts)), rules, false);
            case ErrorDocument.Local(TextExpression path) -> local(status, path.of(facts), rules);
        };
    }

    private static Response text(int status, String text) {
        HttpFields fields = HttpFields.build()
                .add(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8")
                .asImmutable();
        return Response.of(status, fields, new Content.Memory(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A page of this site, whatever is said of how it is reached. */
    private Response local(int status, String path, Rules rules) throws IOException {
        erring = true;
        facts.redirected(status);
        effects.redirected(facts);
        facts.environment().put("REDIRECT_STATUS", Integer.toString(status));
        RequestFacts.Position before = facts.position();
        Outcome outcome = new Walk(site, parts, facts, probes, effects).of(ROOT.at(path));
        changeHead(outcome.rules());
        if (outcome instanceof Outcome.File file && open(file) instanceof FileShelf.Found.Here(var opened)) {
            ServedFile served = new ServedFile(said(file).type(), opened.length());
            return new SiteHeaders(file.rules(), facts, effects, true, served)
                    .apply(opened.respondWhole(status), clock.instant());
        }
        facts.backTo(before);
        return withHeaders(Response.error(status), rules, false);
    }
}
