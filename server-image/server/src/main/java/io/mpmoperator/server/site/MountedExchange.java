package io.mpmoperator.server.site;

import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.http.TlsFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as a mounted handler sees it: the request is what rules have made of it, and they dress what the handler sends. A
 * response that a handler's adapter sends as a whole is an error, which may have a page.
 */
final class MountedExchange implements Exchange {

    private final Exchange exchange;
    private final Request request;
    private final Dressed dressed;

    MountedExchange(Exchange exchange, Request request, Dressed dressed) {
        this.exchange = exchange;
        this.request = request;
        this.dressed = dressed;
    }

    /** What becomes of a response. */
    interface Dressed {

        /** A response of the handler's own. */
        Response of(Response response);

        /** The page of an error. */
        Response error(int status) throws IOException;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return exchange.remoteAddress();
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return exchange.localAddress();
    }

    @Override
    public boolean secure() {
        return exchange.secure();
    }

    @Override
    public @Nullable InetSocketAddress peerAddress() {
        return exchange.peerAddress();
    }

    @Override
    public boolean behindProxies() {
        return exchange.behindProxies();
    }

    @Override
    public @Nullable TlsFacts tls() {
        return exchange.tls();
    }

    @Override
    public @Nullable String user() {
        return exchange.user();
    }

    @Override
    public InputStream body() {
        return exchange.body();
    }

    @Override
    public void respond(Response response) throws IOException {
        response.content().release();
        exchange.respond(dressed.error(response.status()));
    }

    @Override
    public OutputStream stream(int status, HttpFields fields, long length) throws IOException {
        return exchange.stream(status, dress(status, fields), length);
    }

    @Override
    public void complete(int status, HttpFields fields, long length) throws IOException {
        exchange.complete(status, dress(status, fields), length);
    }

    private HttpFields dress(int status, HttpFields fields) {
        return dressed.of(Response.of(status, fields, new Content.None())).fields();
    }

    @Override
    public boolean answered() {
        return exchange.answered();
    }
}
