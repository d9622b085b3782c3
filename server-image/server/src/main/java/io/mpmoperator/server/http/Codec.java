package io.mpmoperator.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * What a thread needs to read and write messages: buffers, a generator, a reader to spare, its way into the access log. It is
 * lent to the connection that the thread works on; a connection that is parked keeps no buffer, and a reader only in the
 * middle of a request.
 */
public final class Codec {

    /** The size of the buffer that bytes are received in. */
    public static final int INPUT_BYTES = 8 * 1024;

    /** The largest head of a response; one that is larger than the usual buffer has one of its own. */
    static final int LARGEST_HEAD = 64 * 1024;

    /** A length by which the head of a response says nothing of one. */
    static final long UNSAID = -2;

    private static final byte[] LENGTH_OF_NOTHING = "Content-Length: 0\r\n".getBytes(StandardCharsets.US_ASCII);
    public static final HttpField SERVER = new PreEncodedHttpField(HttpHeader.SERVER, "mpm-server");

    private static final HttpField NOTHING = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, "0");

    private static final ByteBuffer NO_OUTPUT = ByteBuffer.allocate(0);

    static final Content NO_BODY = new Content.None();

    private static final CurrentDate DATE = new CurrentDate();

    /** Bytes received and not yet consumed, ready to be read from. */
    final ByteBuffer input =
            ByteBuffer.allocate(INPUT_BYTES).order(ByteOrder.LITTLE_ENDIAN).flip();

    /** Where the head of a response, and a small body, are put together; empty while there is none. */
    ByteBuffer output = NO_OUTPUT;

    /** Reads the heads that are plain. */
    final PlainHead plain;

    final HttpGenerator generator = new HttpGenerator();
    final RequestLog.Writer log;

    private final OutputBuffers buffers;
    private @Nullable ByteBuffer lent;
    private final ServerContext context;
    private RequestMemory.@Nullable Share largeOutput;
    private @Nullable RequestReader spare;

    /**
     * A codec for a thread.
     *
     * @param buffers lend it one as long as there is a response to be sent
     */
    public Codec(ServerContext context, OutputBuffers buffers) {
        this.context = context;
        this.buffers = buffers;
        this.plain = new PlainHead(context.settings());
        this.log = context.requests().writer();
    }

    /** A codec with a buffer of its own. */
    public Codec(ServerContext context) {
        this(context, new OutputBuffers(1));
    }

    /** A reader that begins with the first byte of a request. */
    RequestReader takeReader() {
        RequestReader taken = spare;
        spare = null;
        return taken == null ? new RequestReader(context.settings()) : taken;
    }

    /** Takes a reader back for the next connection. */
    void giveBack(RequestReader reader) {
        reader.reset();
        spare = reader;
    }

    /**
     * Puts a response to the plain request into the output buffer.
     *
     * @return what is to be sent behind it; null for nothing
     * @throws IOException when its file cannot be read any more
     */
    @Nullable
    Content lay(ReadyResponse ready, boolean persistent, long nowMillis) throws IOException {
        usualOutput();
        return ready.lay(
                output, plain.head(), persistent, DATE.second(nowMillis).line());
    }

    /**
     * Generates the head of a response into the output buffer.
     *
     * @param request what is answered; null when no request could be made of what was received
     * @param length bytes of the body, -1 when that is not known, {@link #UNSAID}
     * @param persistent whether the connection may go on after it
     * @param last whether the body follows from elsewhere, and not by the generator
     * @return whether the connection goes on, as the head has announced
     * @throws IOException when the fields need more than {@link #LARGEST_HEAD}; it names the largest
     */
    boolean generate(
            int status, HttpFields fields, long length, @Nullable Request request, boolean persistent, boolean last)
            throws IOException {
        HttpVersion version = request == null ? HttpVersion.HTTP_1_1 : request.version();
        CurrentDate.Second date = DATE.second(System.currentTimeMillis());
        HttpFields.Mutable complete = HttpFields.build(fields);
        add(date.field(), complete);
        add(SERVER, complete);
        if (length == 0) {
            complete.add(NOTHING); // the generator leaves it out where the connection's end says the same
        }
        MetaData.Response info = new MetaData.Response(
                status, Response.unusualReason(status), version, complete, length == UNSAID ? 0 : length);
        boolean head = request != null && request.head();
        usualOutput();
        if (!fits(info, head, persistent, last)) {
            output = largeOutput();
            if (!fits(info, head, persistent, last)) {
                usualOutput();
                throw new IOException("the header fields of the response need more than " + LARGEST_HEAD + " bytes, "
                        + largest(fields));
            }
        }
        if (length == UNSAID) {
            cutOutLength();
        }
        return persistent && generator.isPersistent(version);
    }

    /** What a backend has said of itself stays. */
    private static void add(HttpField field, HttpFields.Mutable fields) {
        if (!fields.contains(field.getHeader())) {
            fields.add(field);
        }
    }

    /** A buffer for a large head is a part of what strangers may make the process hold: they ask for it. */
    private ByteBuffer largeOutput() throws IOException {
        RequestMemory.Share share = new RequestMemory.Share(() -> {});
        if (!context.memory().hold(share, LARGEST_HEAD, false)) {
            throw new IOException("no memory within RequestMemoryLimit for a response whose head needs more than "
                    + OutputBuffers.BYTES + " bytes");
        }
        largeOutput = share;
        return ByteBuffer.allocate(LARGEST_HEAD);
    }

    /** Has a buffer of the usual size lent, and lets go of one that a large head had of its own. */
    private void usualOutput() {
        ByteBuffer usual = lent == null ? buffers.take() : lent;
        lent = usual;
        output = usual;
        releaseLargeOutput();
    }

    /** Gives back the buffer: nothing in it is to be sent any more. */
    void giveBackOutput() {
        ByteBuffer usual = lent;
        if (usual != null) {
            lent = null;
            output = NO_OUTPUT;
            buffers.give(usual);
        }
        releaseLargeOutput();
    }

    private void releaseLargeOutput() {
        RequestMemory.Share share = largeOutput;
        if (share != null) {
            largeOutput = null;
            context.memory().release(share);
        }
    }

    /** Generates a head, if the output buffer has room for it. */
    private boolean fits(MetaData.Response info, boolean head, boolean persistent, boolean last) throws IOException {
        generator.reset();
        generator.setPersistent(persistent);
        return switch (generator.generateResponse(info, head, output.clear().flip(), null, null, last)) {
            case FLUSH -> true;
            case HEADER_OVERFLOW -> false;
            case NEED_CHUNK, NEED_INFO, NEED_HEADER, NEED_CHUNK_TRAILER, CONTINUE, SHUTDOWN_OUT, DONE ->
                throw new IllegalStateException("no head was generated");
        };
    }

    private static String largest(HttpFields fields) {
        String name = "";
        int most = 0;
        for (HttpField field : fields) {
            int size = field.getName().length()
                    + (field.getValue() == null ? 0 : field.getValue().length());
            if (size > most) {
                most = size;
                name = field.getName();
            }
        }
        return name + " alone " + most;
    }

    /** The generator writes a length even where that of the body, which a HEAD does not get, is unknown. */
    private void cutOutLength() {
        for (int at = output.limit() - LENGTH_OF_NOTHING.length; at >= 0; at--) {
            if (output.slice(at, LENGTH_OF_NOTHING.length).equals(ByteBuffer.wrap(LENGTH_OF_NOTHING))) {
                int after = at + LENGTH_OF_NOTHING.length;
                output.put(at, output, after, output.limit() - after);
                output.limit(output.limit() - LENGTH_OF_NOTHING.length);
                return;
            }
        }
    }

    /** Puts a small body behind the head, so that both leave in one write. */
    Output joined(Content content) {
        if (content instanceof Content.Memory memory && memory.length() <= output.capacity() - output.limit()) {
            int end = output.limit();
            output.limit(end + memory.bytes().length).put(end, memory.bytes());
            return new Output(output, true, NO_BODY);
        }
        return new Output(output, true, content);
    }
}
