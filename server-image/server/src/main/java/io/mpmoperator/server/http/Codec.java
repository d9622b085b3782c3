package io.mpmoperator.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

    private static final int INPUT_BYTES = 8 * 1024;
    private static final int OUTPUT_BYTES = 12 * 1024;
    private static final HttpField SERVER = new PreEncodedHttpField(HttpHeader.SERVER, "mpm-server");

    static final Content NO_BODY = new Content.None();

    private static final CurrentDate DATE = new CurrentDate();

    /** Bytes received and not yet consumed, ready to be read from. */
    final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).flip();

    /** Where the head of a response, and a small body, are put together. */
    final ByteBuffer output;

    /** The answer that lies in {@link #output}. */
    final LaidAnswer laid;

    final HttpGenerator generator = new HttpGenerator();
    final RequestLog.Writer log;

    private final ServerContext context;
    private @Nullable RequestReader spare;
    private final boolean keepsFile;
    private Content.@Nullable Unopened kept;
    private @Nullable FileChannel keptOpen;

    private Codec(ServerContext context, ByteBuffer output, boolean keepsFile) {
        this.context = context;
        this.output = output;
        this.laid = new LaidAnswer(output, DATE);
        this.keepsFile = keepsFile;
        this.log = context.requests().writer();
    }

    /** A codec for a thread whose transports wait. They write out of arrays. */
    public static Codec waiting(ServerContext context) {
        return new Codec(context, ByteBuffer.allocate(OUTPUT_BYTES), true);
    }

    /** A codec for a thread whose transports do not wait. They write by channels, which would copy an array first. */
    public static Codec notWaiting(ServerContext context) {
        return new Codec(context, ByteBuffer.allocateDirect(OUTPUT_BYTES), false);
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
     * The answer that is at hand for a request; asked for once while the same request comes again.
     *
     * @param mayWait whether a disk may be asked for it
     * @param standsAt the moment of {@link System#nanoTime} at which it must still stand
     */
    @Nullable
    ReadyAnswer readyFor(Request request, boolean mayWait, long standsAt) {
        ReadyAnswer known = request.ready();
        if (known != null && standsAt - known.until() < 0) {
            return known;
        }
        ReadyAnswer found = request.hasBody() ? null : context.handler().ready(request, mayWait, standsAt);
        request.ready(found);
        return found;
    }

    /**
     * Generates the head of a response into the output buffer.
     *
     * @param request what is answered; null when no request could be made of what was received
     * @param length bytes of the body, -1 when that is not known
     * @param persistent whether the connection may go on after it
     * @param last whether the body follows from elsewhere, and not by the generator
     * @return whether the connection goes on, as the head has announced
     */
    boolean generate(
            int status, HttpFields fields, long length, @Nullable Request request, boolean persistent, boolean last)
            throws IOException {
        laid.forget();
        HttpVersion version = request == null ? HttpVersion.HTTP_1_1 : request.version();
        CurrentDate.Second date = DATE.second(System.currentTimeMillis());
        HttpFields complete = HttpFields.build(fields).add(date.field()).add(SERVER);
        MetaData.Response info =
                new MetaData.Response(status, Response.unusualReason(status), version, complete, length);
        boolean head = request != null && request.head();
        generator.reset();
        generator.setPersistent(persistent);
        switch (generator.generateResponse(info, head, output.clear().flip(), null, null, last)) {
            case FLUSH -> {}
            case HEADER_OVERFLOW ->
                throw new IOException("the response's header fields need more than " + output.capacity() + " bytes");
            case NEED_CHUNK, NEED_INFO, NEED_HEADER, NEED_CHUNK_TRAILER, CONTINUE, SHUTDOWN_OUT, DONE ->
                throw new IllegalStateException("no head was generated");
        }
        laid.head(date);
        return persistent && generator.isPersistent(version);
    }

    /**
     * Opens a content that is a file. Where a thread sends each answer to its end, the file stays open for the next answer,
     * until {@link #closeFile}.
     */
    @SuppressWarnings("ReferenceEquality") // a file that has not changed has the same content
    Content opened(Content content) throws IOException {
        if (!(content instanceof Content.Unopened unopened)) {
            return content;
        }
        if (!keepsFile) {
            return new Content.FilePart(unopened.opening().open(), 0, unopened.length());
        }
        FileChannel open = keptOpen;
        if (open == null || unopened != kept) {
            closeFile();
            open = unopened.opening().open();
            keptOpen = open;
            kept = unopened;
        }
        return new Content.FilePart(open, 0, unopened.length(), true);
    }

    /** Closes the file that was opened last, if it was kept. */
    void closeFile() throws IOException {
        FileChannel open = keptOpen;
        if (open != null) {
            keptOpen = null;
            kept = null;
            open.close();
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
