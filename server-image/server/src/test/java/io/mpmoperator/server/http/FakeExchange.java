package io.mpmoperator.server.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;

/** An exchange without a connection: it keeps the response as a client would receive it. */
public final class FakeExchange implements Exchange {

    /** How long ago the request began, of every one. */
    public static final long ELAPSED_MICROS = 1234;

    private final Request request;
    private final InputStream body;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int status;
    private HttpFields fields = HttpFields.EMPTY;
    private long announced;
    private boolean complete;

    private FakeExchange(Request request, InputStream body) {
        this.request = request;
        this.body = body;
    }

    @Override
    public long elapsedMicros() {
        return ELAPSED_MICROS;
    }

    /**
     * A request without a body.
     *
     * @param fields names and values in turn
     */
    public static FakeExchange of(String method, String target, String... fields) {
        return new FakeExchange(
                new Request(method, target, HttpVersion.HTTP_1_1, fields(fields), 0), InputStream.nullInputStream());
    }

    /** A request with a body. */
    public static FakeExchange withBody(String method, String target, String body, String... fields) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return withBody(method, target, bytes.length, new ByteArrayInputStream(bytes), fields);
    }

    /** A request with a body of a length, or in chunks for -1. */
    public static FakeExchange withBody(String method, String target, long length, InputStream body, String... fields) {
        return new FakeExchange(new Request(method, target, HttpVersion.HTTP_1_1, fields(fields), length), body);
    }

    private static HttpFields fields(String... namesAndValues) {
        HttpFields.Mutable fields = HttpFields.build();
        fields.add(HttpHeader.HOST, "localhost");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields.asImmutable();
    }

    /** Lets a handler answer. */
    public FakeExchange by(RequestHandler handler) throws IOException, BadRequestException {
        handler.handle(this);
        return this;
    }

    /** The status code of the response; 0 without one. */
    public int status() {
        return status;
    }

    /** A field of the response; empty without it. */
    public String field(String name) {
        String value = fields.get(name);
        return value == null ? "" : value;
    }

    /** All fields of the response. */
    public HttpFields fields() {
        return fields;
    }

    /** The body of the response, as text. */
    public String text() {
        return received.toString(StandardCharsets.UTF_8);
    }

    /** The body of the response. */
    public byte[] bytes() {
        return received.toByteArray();
    }

    /** The length that the head of the response announces; -1 for chunks. */
    public long announced() {
        return announced;
    }

    /** Whether the response was ended. */
    public boolean complete() {
        return complete;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void respond(Response response) throws IOException {
        begin(response.status(), response.fields(), response.content().length());
        if (!request.head()) {
            receive(response.content());
        }
        response.content().release();
        complete = true;
    }

    @Override
    public void complete(int status, HttpFields fields, long length) {
        begin(status, fields, length);
        complete = true;
    }

    private void begin(int status, HttpFields fields, long length) {
        if (answered()) {
            throw new IllegalStateException("there is a response already");
        }
        this.status = status;
        this.fields = fields;
        this.announced = length;
    }

    private void receive(Content content) throws IOException {
        switch (content) {
            case Content.None none -> {}
            case Content.Memory memory -> received.write(memory.bytes());
            case Content.FilePart part -> receive(part.file().channel(), part.position(), part.length());
            case Content.Sequence sequence -> {
                for (Content part : sequence.parts()) {
                    receive(part);
                }
            }
            case Content.Written written -> {
                written.writing().to(received);
                written.release();
            }
        }
    }

    private void receive(FileChannel file, long position, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("the file is shorter than its part");
            }
        }
        received.write(bytes.array());
    }

    @Override
    public OutputStream stream(int status, HttpFields fields, long length) {
        begin(status, fields, length);
        return new FilterOutputStream(received) {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                if (length >= 0 && received.size() + count > length) {
                    throw new IOException("too many bytes");
                }
                received.write(bytes, offset, count);
            }

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void close() throws IOException {
                if (length > received.size() && !request.head()) {
                    throw new IOException("too few bytes");
                }
                complete = true;
            }
        };
    }

    @Override
    public boolean answered() {
        return status != 0;
    }
}
