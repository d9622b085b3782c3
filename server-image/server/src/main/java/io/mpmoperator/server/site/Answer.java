package io.mpmoperator.server.site;

import io.mpmoperator.rules.ErrorDocument;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.content.FileShelf;
import io.mpmoperator.server.content.FileTraits;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.PathBytes;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** The response of one request, made of what its walk has led to. */
final class Answer {

    private static final HttpField STRICT = new HttpField(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
    private static final HttpField AS_APACHE = new HttpField(HttpHeader.ALLOW, "GET,POST,OPTIONS,HEAD");

    private static final String FOLDER_TYPE = "httpd/unix-directory";

    private final Exchange exchange;
    private final Request request;
    private final HostSite site;
    private final RequestFacts facts;
    private final Probes probes;
    private final Effects effects = new Effects();
    private final InstantSource clock;
    private boolean erring;

    Answer(Exchange exchange, HostSite site, RequestFacts facts, Probes probes, InstantSource clock) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.site = site;
        this.facts = facts;
        this.probes = probes;
        this.clock = clock;
    }

    /** Walks, and responds. */
    void respond(Url url) throws IOException {
        Outcome outcome = new Walk(site, facts, probes, effects).of(url);
        send(response(outcome));
    }

    /** Responds with an error before anything was walked. */
    void refuse(int status) throws IOException {
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
        return switch (outcome) {
            case Outcome.File file ->
                isRead(file.rules())
                        ? file(file)
                        : method(file.rules(), traits(file).type());
            case Outcome.Listing(Place place, Url url, Rules rules) ->
                facts.method().equals("GET")
                        ? dressed(deflated(Listings.of(url, Path.of(place.folder())), rules), rules, true)
                        : nothing(403, rules);
            case Outcome.Nothing(int status, Rules rules) -> nothing(status, rules);
            case Outcome.Known(Response known, Rules rules) -> dressed(known, rules, false);
            case Outcome.Status(int status, Rules rules) -> status(status, rules);
            case Outcome.ServerStatus(Rules rules) -> status(404, rules);
        };
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
            return dressed(options(allow, strict, type), rules, true);
        }
        int status = HttpMethod.CACHE.get(request.method()) == null ? 501 : 405;
        return dressed(Response.error(status, allow), rules, false);
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
                opened(opened, file.rules(), traits(file).type());
        };
    }

    private FileShelf.Found open(Outcome.File file) throws IOException {
        Place place = file.place();
        return site.shelf().open(place.root(), place.below(), traits(file));
    }

    private FileTraits traits(Outcome.File file) {
        FileTraits traits = Traits.of(file.place().name(), file.rules(), site.types(), facts, effects.type());
        return erring ? traits.uncompressed() : traits;
    }

    private Response opened(FileShelf.Opened opened, Rules rules, String type) throws IOException {
        Response response = opened.respond(request);
        Dress dress = new Dress(rules, facts, effects, response.status() < 400, type);
        if (response.status() == 200 && !request.hasBody() && facts.followFromPath()) {
            Runnable keep = opened.prepare(path(), dress, ties());
            if (facts.followFromPath()) {
                keep.run();
            }
        }
        return dress.dress(response, clock.instant());
    }

    /** The path as it was sent: that of the walk may be another. */
    private String path() {
        String target = request.target();
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    private FileShelf.Ties ties() {
        String host = request.fields().get(HttpHeader.HOST);
        return new SeenTies(probes, facts.dependOnHost() && host != null ? PathBytes.of(host) : null);
    }

    /** What was seen on the disk, and the host that was asked for. */
    private record SeenTies(Probes probes, @Nullable PathBytes host) implements FileShelf.Ties {

        @Override
        public boolean hold() {
            return probes.hold();
        }

        @Override
        public boolean isFor(PlainHead head) {
            return host == null || host.equals(head.host());
        }
    }

    private Response deflated(Response response, Rules rules) {
        String accepted = request.fields().get(HttpHeader.ACCEPT_ENCODING);
        return new Deflating(site.compressors(), rules, facts, accepted == null ? "" : accepted).of(response);
    }

    private Response dressed(Response response, Rules rules, boolean succeeds) {
        return new Dress(rules, facts, effects, succeeds, "").dress(response, clock.instant());
    }

    /** An error, with the page that is said to go with it. */
    private Response status(int status, Rules rules) throws IOException {
        ErrorDocument document =
                rules.or(ErrorDocument.SETTING, Map.of()).getOrDefault(status, new ErrorDocument.Own());
        return erring ? dressed(Response.error(status), rules, false) : page(status, document, rules);
    }

    private Response page(int status, ErrorDocument document, Rules rules) throws IOException {
        if (status == 204) {
            return dressed(Response.of(status, HttpFields.EMPTY, new Content.None()), rules, false);
        }
        return switch (document) {
            case ErrorDocument.Own _ -> dressed(Response.error(status), rules, false);
            case ErrorDocument.Text(String text) -> dressed(text(status, text), rules, false);
            case ErrorDocument.Elsewhere(String url) -> dressed(Locations.to(302, url), rules, false);
            case ErrorDocument.Local(String path) -> local(status, path, rules);
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
        effects.redirected(facts);
        facts.environment().put("REDIRECT_STATUS", Integer.toString(status));
        int query = path.indexOf('?');
        Url url = query < 0 ? Url.decoded(path, "") : Url.decoded(path.substring(0, query), path.substring(query + 1));
        Outcome outcome = new Walk(site, facts, probes, effects).of(url);
        if (outcome instanceof Outcome.File file && open(file) instanceof FileShelf.Found.Here(var opened)) {
            return dressed(opened.respondWhole(status), file.rules(), true);
        }
        return dressed(Response.error(status), rules, false);
    }
}
