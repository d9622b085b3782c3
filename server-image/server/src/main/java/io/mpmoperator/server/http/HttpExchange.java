package io.mpmoperator.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** A request and its response on one connection. */
final class HttpExchange implements Exchange {

    private final Transport transport;
    private final ServerContext context;
    private final Codec codec;
    private final @Nullable Request request;
    private final @Nullable ForwardedClient client;
    private final Predicate<Request> persists;
    private final long began;
    private final RequestBody body;
    private @Nullable Output output;
    private @Nullable StreamedBody streamed;
    private boolean persistent;
    private boolean closing;
    private @Nullable String user;
    private SentHead sentHead = new SentHead(0, HttpFields.EMPTY, -1, 0);
    private long preparedBytes;
    private @Nullable Account account;

    /**
     * An exchange.
     *
     * @param request null when no request could be made of what was received
     * @param client whom it comes from, where a proxy says it
     * @param persists whether the connection may go on after a request
     * @param began when its first byte was there, a moment of {@link System#nanoTime}
     */
    HttpExchange(
            Transport transport,
            ServerContext context,
            Codec codec,
            RequestReader reader,
            @Nullable Request request,
            @Nullable ForwardedClient client,
            Predicate<Request> persists,
            long began) {
        this.transport = transport;
        this.context = context;
        this.codec = codec;
        this.request = request;
        this.client = client;
        this.persists = persists;
        this.began = began;
        this.body = new RequestBody(
                transport, codec, reader, context.deadlines(), request != null && request.expectsContinue());
    }

    @Override
    public Request request() {
        if (request == null) {
            throw new IllegalStateException("there is no request");
        }
        return request;
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return ForwardedClient.address(client, transport);
    }

    @Override
    public @Nullable InetSocketAddress peerAddress() {
        return transport.remoteAddress();
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return transport.localAddress();
    }

    @Override
    public boolean secure() {
        return ForwardedClient.secure(client, transport);
    }

    @Override
    public @Nullable TlsFacts tls() {
        return transport.tls();
    }

    @Override
    public boolean behindProxies() {
        return context.proxies().believesAny();
    }

    @Override
    public void user(String name) {
        user = name;
    }

    @Override
    public @Nullable String user() {
        return user;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public boolean answered() {
        return output != null || streamed != null;
    }

    /** How the request was answered, once it was. */
    SentResponse how() {
        long bytes = streamed == null ? preparedBytes : streamed.sent();
        return new SentResponse(sentHead, bytes, persistent, account, user, true);
    }

    @Override
    public long elapsedMicros() {
        return (System.nanoTime() - began) / 1000;
    }

    @Override
    public void account(Account known) {
        account = known;
    }

    @Override
    public void respond(Response response) throws IOException {
        if (response.content() instanceof Content.Written written) {
            try {
                write(response, written.writing());
            } finally {
                written.release();
            }
        } else {
            respondWhole(response);
        }
    }

    /** One that is broken off is not closed, so that no client takes its end for the body's. */
    private void write(Response response, Content.Writing writing) throws IOException {
        if (request().head()) {
            complete(response.status(), response.fields(), -1);
            return;
        }
        OutputStream out = stream(response.status(), response.fields(), -1);
        writing.to(out);
        out.close();
    }

    private void respondWhole(Response response) throws IOException {
        boolean head = request != null && request.head();
        boolean begun = false;
        Content content = response.content();
        try {
            requireUnanswered();
            boolean close = closing || response.close() || !body.finish();
            begin(response.status(), response.fields(), bodyLength(response), close, true);
            begun = true;
        } finally {
            if (head || !begun) {
                content.release();
            }
        }
        preparedBytes = head ? 0 : content.length();
        output = codec.joined(head ? Codec.NO_BODY : content);
    }

    /** -1 where a length would be wrong: no body is meant. */
    private static long bodyLength(Response response) {
        return switch (response.status()) {
            case HttpStatus.NO_CONTENT_204, HttpStatus.NOT_MODIFIED_304 -> -1;
            default -> response.content().length();
        };
    }

    /** Generates the head of a response into the codec's output buffer. */
    private void begin(int status, HttpFields fields, long length, boolean close, boolean last) throws IOException {
        boolean wanted = request != null && !close && !closing && persists.test(request);
        persistent = codec.generate(status, fields, length, request, wanted, last);
        sentHead = new SentHead(status, fields, length, codec.output.remaining());
    }

    @Override
    public OutputStream stream(int status, HttpFields fields, long length) throws IOException {
        requireUnanswered();
        boolean head = request().head();
        boolean none = head || status == HttpStatus.NO_CONTENT_204 || status == HttpStatus.NOT_MODIFIED_304;
        begin(status, length < 0 && !none ? framed(fields) : fields, length, false, false);
        StreamedBody stream = new StreamedBody(transport, codec, context.deadlines(), length, none);
        streamed = stream;
        return stream;
    }

    /** Chunks show where a body ends; a connection that ends does so whether the body is whole or not. */
    private HttpFields framed(HttpFields fields) {
        return request().version() == HttpVersion.HTTP_1_1
                ? HttpFields.build(fields).put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED)
                : fields;
    }

    @Override
    public void complete(int status, HttpFields fields, long length) throws IOException {
        requireUnanswered();
        boolean close = closing || !body.finish();
        boolean silent = status == HttpStatus.NO_CONTENT_204 || status == HttpStatus.NOT_MODIFIED_304;
        begin(status, fields, silent ? -1 : length < 0 ? Codec.UNSAID : length, close, true);
        StreamedBody nothing = new StreamedBody(transport, codec, context.deadlines(), 0, true);
        streamed = nothing;
        nothing.close();
    }

    /** Whether nothing of the response is missing. */
    boolean complete() {
        return streamed != null && streamed.complete();
    }

    private void requireUnanswered() {
        if (answered()) {
            throw new IllegalStateException("there is a response already, with status " + sentHead.status());
        }
    }

    /**
     * Ends the exchange after its handler has returned.
     *
     * @return what is still to be sent; null when all is
     * @throws IOException when a streamed answer was left short of its length: the client must not take it for whole
     */
    @Nullable
    Output finish() throws IOException {
        if (streamed != null) {
            streamed.close();
            persistent = persistent && body.finish();
        } else if (output == null) {
            throw new IllegalStateException(
                    "the handler has not answered " + request().line());
        }
        return output;
    }

    /**
     * Answers with an error and closes.
     *
     * @return what is to be sent; null when all is
     * @throws IOException when a response has begun: it is broken off
     */
    @Nullable
    Output refuse(int status) throws IOException {
        if (answered()) {
            throw new IOException("broken off after the response had begun");
        }
        closing = true;
        if (request == null || isOfConnection(status)) {
            respond(Response.error(status));
        } else {
            context.handler().refuse(this, status);
        }
        return finish();
    }

    /** Whether an error says something of the connection, and not of what was asked: it takes no more work than it must. */
    static boolean isOfConnection(int status) {
        return status == HttpStatus.REQUEST_TIMEOUT_408 || status == HttpStatus.SERVICE_UNAVAILABLE_503;
    }
}
