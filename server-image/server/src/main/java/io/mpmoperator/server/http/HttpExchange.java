package io.mpmoperator.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** A request and its answer on one connection. */
final class HttpExchange implements Exchange {

    private static final HttpField SERVER = new PreEncodedHttpField(HttpHeader.SERVER, "mpm-server");
    private static final CurrentDate DATE = new CurrentDate();

    private final Transport transport;
    private final ServerContext context;
    private final Codec codec;
    private final @Nullable Request request;
    private final Predicate<Request> persists;
    private final RequestBody body;
    private @Nullable Output output;
    private @Nullable StreamedBody streamed;
    private boolean persistent;
    private int status;
    private long preparedBytes;

    /**
     * An exchange.
     *
     * @param request null when no request could be made of what was received
     * @param persists whether the connection may go on after a request
     */
    HttpExchange(
            Transport transport,
            ServerContext context,
            Codec codec,
            RequestReader reader,
            @Nullable Request request,
            Predicate<Request> persists) {
        this.transport = transport;
        this.context = context;
        this.codec = codec;
        this.request = request;
        this.persists = persists;
        this.body = new RequestBody(
                transport, codec, reader, context.settings(), request != null && request.expectsContinue());
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
        return transport.remoteAddress();
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return transport.localAddress();
    }

    @Override
    public boolean secure() {
        return transport.secure();
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public boolean answered() {
        return output != null || streamed != null;
    }

    /** The status code of the answer. */
    int status() {
        return status;
    }

    /** Bytes of the answer's body. */
    long bodyBytes() {
        return streamed == null ? preparedBytes : streamed.written();
    }

    /** Whether the connection may go on after the answer. */
    boolean persistent() {
        return persistent;
    }

    @Override
    public void respond(Response response) throws IOException {
        boolean head = request != null && request.head();
        boolean begun = false;
        try {
            requireUnanswered();
            boolean close = response.close() || !body.finish();
            begin(response.status(), response.fields(), bodyLength(response), head, close, true);
            begun = true;
        } finally {
            if (head || !begun) {
                response.content().release();
            }
        }
        preparedBytes = head ? 0 : response.content().length();
        output = head ? new Output(codec.output, true, new Content.None()) : joined(response.content());
    }

    /** -1 where a length would be wrong: no body is meant. */
    private static long bodyLength(Response response) {
        return switch (response.status()) {
            case HttpStatus.NO_CONTENT_204, HttpStatus.NOT_MODIFIED_304 -> -1;
            default -> response.content().length();
        };
    }

    /** Puts a small body behind the head, so that both leave in one write. */
    private Output joined(Content content) {
        ByteBuffer buffer = codec.output;
        if (content instanceof Content.Memory memory && memory.length() <= buffer.capacity() - buffer.limit()) {
            int end = buffer.limit();
            buffer.limit(end + memory.bytes().length).put(end, memory.bytes());
            return new Output(buffer, true, new Content.None());
        }
        return new Output(buffer, true, content);
    }

    /** Generates the head of a response into the codec's output buffer. */
    private void begin(int status, HttpFields fields, long length, boolean head, boolean close, boolean last)
            throws IOException {
        HttpVersion version = request == null ? HttpVersion.HTTP_1_1 : request.version();
        persistent = request != null && !close && persists.test(request);
        this.status = status;
        HttpFields complete = HttpFields.build(fields).add(DATE.field()).add(SERVER);
        MetaData.Response info =
                new MetaData.Response(status, Response.unusualReason(status), version, complete, length);
        codec.generator.reset();
        codec.generator.setPersistent(persistent);
        ByteBuffer buffer = codec.output.clear().flip();
        switch (codec.generator.generateResponse(info, head, buffer, null, null, last)) {
            case FLUSH -> {}
            case HEADER_OVERFLOW ->
                throw new IOException(
                        "the response's header fields need more than " + codec.output.capacity() + " bytes");
            case NEED_CHUNK, NEED_INFO, NEED_HEADER, NEED_CHUNK_TRAILER, CONTINUE, SHUTDOWN_OUT, DONE ->
                throw new IllegalStateException("no head was generated");
        }
        persistent = persistent && codec.generator.isPersistent(version);
    }

    @Override
    public OutputStream stream(int status, HttpFields fields, long length) throws IOException {
        requireUnanswered();
        boolean head = request().head();
        boolean none = head || status == HttpStatus.NO_CONTENT_204 || status == HttpStatus.NOT_MODIFIED_304;
        begin(status, fields, length, head, false, false);
        StreamedBody stream =
                new StreamedBody(transport, codec, context.settings().timeout(), length, none);
        streamed = stream;
        return stream;
    }

    private void requireUnanswered() {
        if (answered()) {
            throw new IllegalStateException("there is an answer already, with status " + status);
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
     * @return what is to be sent
     * @throws IOException when an answer has begun: it is broken off
     */
    Output refuse(int status) throws IOException {
        if (answered()) {
            throw new IOException("broken off after the answer had begun");
        }
        respond(Response.error(status).closing());
        return Objects.requireNonNull(output);
    }
}
