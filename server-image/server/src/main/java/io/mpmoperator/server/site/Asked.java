package io.mpmoperator.server.site;

import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** A GET request that no client has sent, by a client somewhere else, and its response without the content. */
final class Asked implements Exchange {

    /** An address of documentation: TEST-NET-1 of RFC 5737. */
    static final String CLIENT = "192.0.2.1";

    private final Request request;
    private final boolean secure;
    private final int port;
    private @Nullable Response response;

    /**
     * The request for a URL.
     *
     * @param port that the client has connected to; 0 for any
     */
    Asked(URI url, int port) {
        HttpFields fields = HttpFields.from(new HttpField(HttpHeader.HOST, url.getRawAuthority()));
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        this.request = new Request("GET", target, HttpVersion.HTTP_1_1, fields, 0);
        this.secure = "https".equalsIgnoreCase(url.getScheme());
        this.port = port;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(address(CLIENT), 40_000);
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress(address("192.0.2.2"), port);
    }

    /** An address in figures; no name server is asked. */
    private static InetAddress address(String figures) {
        return InetAddress.ofLiteral(figures);
    }

    @Override
    public boolean secure() {
        return secure;
    }

    @Override
    public InputStream body() {
        return InputStream.nullInputStream();
    }

    @Override
    public void respond(Response answer) throws IOException {
        response = new Response(answer.status(), answer.fields(), new Content.None(), answer.close());
        answer.content().release();
    }

    /** The response; null before it was given. */
    @Nullable
    Response response() {
        return response;
    }

    @Override
    public OutputStream stream(int status, HttpFields fields, long length) {
        response = Response.of(status, fields, new Content.None());
        return OutputStream.nullOutputStream();
    }

    @Override
    public void complete(int status, HttpFields fields, long length) {
        response = Response.of(status, fields, new Content.None());
    }

    @Override
    public boolean answered() {
        return response != null;
    }
}
