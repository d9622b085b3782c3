package io.mpmoperator.server.site;

import io.mpmoperator.server.compression.Compressors;
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
 * An exchange as a mounted handler sees it: the request is what rules have made of it, and they change what the handler sends. A
 * response that a handler's adapter sends as a whole is an error, which may have a page.
 */
final class MountedExchange implements Exchange {

    private final Exchange exchange;
    private final Request request;
    private final ResponseFilter filter;
    private final Deflating deflating;
    private @Nullable CompressedBody compressed;

    MountedExchange(Exchange exchange, Request request, ResponseFilter filter, Deflating deflating) {
        this.exchange = exchange;
        this.request = request;
        this.filter = filter;
        this.deflating = deflating;
    }

    /** What becomes of a response. */
    interface ResponseFilter {

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
        exchange.respond(filter.error(response.status()));
    }

    @Override
    public OutputStream stream(int status, HttpFields fields, long length) throws IOException {
        Deflating.Head head = deflating.head(status, fields, length);
        HttpFields changed = apply(status, head.fields());
        Compressors.Lent lent = head.lent();
        if (lent == null) {
            return exchange.stream(status, changed, length);
        }
        try {
            CompressedBody body = new CompressedBody(exchange.stream(status, changed, -1), lent, length);
            compressed = body;
            return body;
        } finally {
            if (compressed == null) {
                lent.close();
            }
        }
    }

    @Override
    public void complete(int status, HttpFields fields, long length) throws IOException {
        if (request.head()) {
            head(status, fields, length);
        } else {
            exchange.complete(status, apply(status, fields), length);
        }
    }

    /** The fields that a GET request would get. */
    private void head(int status, HttpFields fields, long length) throws IOException {
        Deflating.Head head = deflating.head(status, fields, length);
        Compressors.Lent lent = head.lent();
        if (lent != null) {
            lent.close();
        }
        exchange.complete(status, apply(status, head.fields()), lent == null ? length : -1);
    }

    /** Takes back what is still lent for the body of a response that was broken off. */
    void end() {
        CompressedBody body = compressed;
        if (body != null) {
            body.release();
        }
    }

    private HttpFields apply(int status, HttpFields fields) {
        return filter.of(Response.of(status, fields, new Content.None())).fields();
    }

    @Override
    public boolean answered() {
        return exchange.answered();
    }
}
