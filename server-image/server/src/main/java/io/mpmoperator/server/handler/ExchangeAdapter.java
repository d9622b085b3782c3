package io.mpmoperator.server.handler;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as {@link com.sun.net.httpserver.HttpHandler}s know it. Attributes belong to the exchange alone, not to
 * the context.
 */
final class ExchangeAdapter extends HttpExchange {

    /** For a client that is gone already. */
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    /** The length that says that no body follows. */
    private static final long NONE = -1;

    private final Exchange exchange;
    private final HttpContext context;
    private final URI uri;
    private final Headers requestHeaders;
    private final Headers responseHeaders = new Headers();
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final RequestBodyView received;
    private final ResponseBody sent = new ResponseBody();
    private InputStream requestBody;
    private OutputStream responseBody = sent;
    private int responseCode = -1;
    private @Nullable IOException closeFailure;

    /**
     * Shows an exchange to a handler.
     *
     * @param uri path and query of the request, without dot segments
     */
    ExchangeAdapter(Exchange exchange, HttpContext context, URI uri) {
        this.exchange = exchange;
        this.context = context;
        this.uri = uri;
        this.requestHeaders = headers(exchange.request().fields());
        this.received = new RequestBodyView(exchange.body());
        this.requestBody = received;
    }

    private static Headers headers(HttpFields fields) {
        Headers headers = new Headers();
        for (HttpField field : fields) {
            String value = field.getValue();
            headers.add(field.getName(), value == null ? "" : value);
        }
        return Headers.of(headers);
    }

    /** The body as it is sent to the client, whatever {@link #setStreams} has put before it. */
    ResponseBody sent() {
        return sent;
    }

    /** The body as it comes from the client. */
    RequestBodyView received() {
        return received;
    }

    /** Why {@link #close} failed, which cannot throw; null when it did not. */
    @Nullable
    IOException closeFailure() {
        return closeFailure;
    }

    /** Whether the handler has sent the head of an answer. */
    boolean begun() {
        return responseCode != -1;
    }

    /**
     * Sends the head of the answer.
     *
     * @param length bytes of the body that follows; 0 for a body of any length, -1 for none
     * @throws IOException when it was called before, or the client cannot be written to
     * @throws IllegalArgumentException for a status code that ends no exchange, and for header fields that may not be
     *     sent
     */
    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        if (begun()) {
            throw new IOException("sendResponseHeaders was called before");
        }
        if (code < 200 || code > 999) {
            throw new IllegalArgumentException("%d is no final status code: 200 to 999 are accepted".formatted(code));
        }
        HttpFields fields = ResponseFields.of(responseHeaders);
        boolean head = exchange.request().head();
        long meant = head && length == NONE ? ownLength() : length;
        if (meant < 0 || code == 204 || code == 304) {
            exchange.respond(response(code, fields));
            sent.none();
        } else {
            long announced = meant == 0 ? ResponseBody.UNKNOWN : meant;
            sent.begin(exchange.stream(code, fields, announced), head ? ResponseBody.UNKNOWN : announced);
        }
        responseCode = code;
    }

    private static Response response(int code, HttpFields fields) {
        Response response = Response.of(code, fields, new Content.None());
        return fields.contains(HttpHeader.CONNECTION, "close") ? response.closing() : response;
    }

    /** The Content-Length that a handler has set itself, as it may for HEAD; {@link #NONE} without one. */
    private long ownLength() {
        String length = responseHeaders.getFirst("Content-Length");
        return length != null && length.matches("[1-9][0-9]{0,17}") ? Long.parseLong(length) : NONE;
    }

    @Override
    public void close() {
        try {
            requestBody.close();
        } catch (IOException e) {
            closeFailure = e;
        }
        try {
            responseBody.close();
        } catch (IOException e) {
            closeFailure = e;
        }
    }

    @Override
    public Headers getRequestHeaders() {
        return requestHeaders;
    }

    @Override
    public Headers getResponseHeaders() {
        return responseHeaders;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return exchange.request().method();
    }

    @Override
    public HttpContext getHttpContext() {
        return context;
    }

    @Override
    public InputStream getRequestBody() {
        return requestBody;
    }

    @Override
    public OutputStream getResponseBody() {
        return responseBody;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        InetSocketAddress address = exchange.remoteAddress();
        return address == null ? NOWHERE : address;
    }

    @Override
    public int getResponseCode() {
        return responseCode;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        InetSocketAddress address = exchange.localAddress();
        return address == null ? NOWHERE : address;
    }

    @Override
    public String getProtocol() {
        return exchange.request().version().asString();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    @Override
    public void setStreams(@Nullable InputStream input, @Nullable OutputStream output) {
        if (input != null) {
            requestBody = input;
        }
        if (output != null) {
            responseBody = output;
        }
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }
}
