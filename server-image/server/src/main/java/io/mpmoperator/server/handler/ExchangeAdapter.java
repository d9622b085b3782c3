package io.mpmoperator.server.handler;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.mpmoperator.server.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as {@link com.sun.net.httpserver.HttpHandler}s know it. Attributes belong to the exchange alone, not to
 * the context.
 */
final class ExchangeAdapter extends HttpExchange {

    /** For a client that is gone already. */
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final Exchange exchange;
    private final HandlerResponse answering;
    private final HttpContext context;
    private final URI uri;
    private final Headers requestHeaders;
    private final Headers responseHeaders = new Headers();
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final ResponseBody sent;
    private InputStream requestBody;
    private OutputStream responseBody;

    /**
     * Shows an exchange to a handler.
     *
     * @param uri path and query of the request, without dot segments
     * @param received the request's body
     */
    ExchangeAdapter(Exchange exchange, HandlerResponse answering, HttpContext context, URI uri, InputStream received) {
        this.exchange = exchange;
        this.answering = answering;
        this.context = context;
        this.uri = uri;
        this.requestHeaders = headers(exchange.request().fields());
        this.requestBody = received;
        this.sent = new ResponseBody(answering);
        this.responseBody = sent;
    }

    private static Headers headers(HttpFields fields) {
        Headers headers = new Headers();
        for (HttpField field : fields) {
            String value = field.getValue();
            headers.add(field.getName(), value == null ? "" : value);
        }
        return Headers.of(headers);
    }

    /** What is known of it once the handler has returned. */
    LeakDetector leakDetector() {
        return new LeakDetector(this, sent);
    }

    /** Whether {@link #setStreams} has put something before the body, which only its own close ends. */
    boolean wrapped() {
        return responseBody != sent;
    }

    /**
     * Sends the head of the response; where no body follows, that is the response, and it is sent at once.
     *
     * @param length bytes of the body that follows; 0 for a body of any length, -1 for none
     * @throws IOException when it was called before, the exchange is over, or the client cannot be written to
     * @throws IllegalArgumentException for a status code that ends no exchange, and for header fields that may not be
     *     sent
     */
    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        if (answering.code() != -1) {
            throw new IOException("sendResponseHeaders was called before");
        }
        if (code < 200 || code > 999) {
            throw new IllegalArgumentException("%d is no final status code: 200 to 999 are accepted".formatted(code));
        }
        HttpFields fields = ResponseFields.of(responseHeaders);
        if (exchange.request().head()) {
            answering.complete(code, fields, length > 0 ? length : ownLength(), true);
        } else if (length < 0 || code == 204 || code == 304) {
            answering.complete(code, fields, 0, false);
        } else {
            answering.begin(code, fields, length == 0 ? HandlerResponse.UNKNOWN : length);
        }
    }

    /** The Content-Length that a handler has set itself, as it may for HEAD; {@link HandlerResponse#UNKNOWN} without one. */
    private long ownLength() {
        String length = responseHeaders.getFirst("Content-Length");
        return length != null && length.matches("0|[1-9][0-9]{0,17}")
                ? Long.parseLong(length)
                : HandlerResponse.UNKNOWN;
    }

    @Override
    public void close() {
        IOException failure = null;
        try {
            requestBody.close();
        } catch (IOException e) {
            failure = e;
        }
        try {
            responseBody.close();
        } catch (IOException e) {
            failure = e;
        }
        answering.close(failure);
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
        return answering.code();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        InetSocketAddress address = exchange.localAddress();
        return address == null ? NOWHERE : address;
    }

    @Override
    public String getProtocol() {
        return exchange.request().protocol();
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
        String user = exchange.user();
        return user == null ? null : new HttpPrincipal(user, "");
    }
}
