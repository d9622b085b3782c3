package io.mpmoperator.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is still to be sent of one response: the bytes of its head, then its content piece by piece. */
final class Output {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer bytes;
    private boolean borrowed;
    private final Content content;
    private final long total;
    private @Nullable Deque<Content> pieces;
    private Content.@Nullable FilePart file;
    private long sentOfFile;
    private long sent;
    private int copied;

    /**
     * Begins to send.
     *
     * @param head ready to be read from
     * @param borrowed whether the head lies in a buffer that others use next, see {@link #detach}
     * @param content what follows; released when all is sent, or by {@link #abandon}
     */
    Output(ByteBuffer head, boolean borrowed, Content content) {
        this.bytes = head;
        this.borrowed = borrowed;
        this.content = content;
        this.total = head.remaining() + content.length();
        if (content instanceof Content.FilePart part) {
            file = part;
        } else if (!(content instanceof Content.None)) {
            pieces = new ArrayDeque<>(2);
            flatten(content, pieces);
        }
    }

    /**
     * Goes on with what has been sent in part.
     *
     * @param rest what is left of the bytes of head and content together, in a buffer that others use next
     * @param total how many they were
     */
    Output(ByteBuffer rest, int total) {
        this.bytes = rest;
        this.borrowed = true;
        this.content = new Content.None();
        this.total = total;
        this.sent = (long) total - rest.remaining();
    }

    private void flatten(Content piece, Deque<Content> flat) {
        if (piece instanceof Content.Sequence sequence) {
            for (Content part : sequence.parts()) {
                flatten(part, flat);
            }
        } else if (!(piece instanceof Content.None)) {
            flat.add(piece);
        }
    }

    /**
     * Sends as much as the transport takes.
     *
     * @return whether everything is sent
     */
    boolean send(Transport transport) throws IOException {
        if (!sendAll(transport)) {
            return false;
        }
        content.release();
        return true;
    }

    private boolean sendAll(Transport transport) throws IOException {
        while (true) {
            if (bytes.hasRemaining()) {
                sent += more() ? transport.writeAhead(bytes) : transport.write(bytes);
                if (bytes.hasRemaining()) {
                    return false;
                }
            }
            if (file != null && !sendFile(transport, file)) {
                return false;
            }
            Content next = pieces == null ? null : pieces.poll();
            if (next == null) {
                return transport.flushed();
            }
            begin(next);
        }
    }

    /** Whether anything is to be sent behind the bytes. */
    private boolean more() {
        return file != null || (pieces != null && !pieces.isEmpty());
    }

    private void begin(Content piece) {
        if (piece instanceof Content.Memory memory) {
            bytes = ByteBuffer.wrap(memory.bytes());
            borrowed = false;
        } else if (piece instanceof Content.FilePart part) {
            file = part;
        } else {
            throw new IllegalStateException("not flattened: " + piece);
        }
    }

    private boolean sendFile(Transport transport, Content.FilePart part) throws IOException {
        while (sentOfFile < part.length()) {
            long left = part.length() - sentOfFile;
            long n = transport.send(part.file().channel(), part.position() + sentOfFile, left);
            sentOfFile += n;
            sent += n;
            if (n < left) {
                return false;
            }
        }
        file = null;
        sentOfFile = 0;
        return true;
    }

    /** Copies what lies in a borrowed buffer and lets go of it, so that its owner can use it for another response. */
    void detach() {
        if (borrowed) {
            copied = bytes.remaining();
            bytes = bytes.hasRemaining()
                    ? ByteBuffer.allocate(bytes.remaining()).put(bytes).flip()
                    : NOTHING;
        }
        borrowed = false;
    }

    /** Bytes of the content that were sent, given how many bytes there are of head and content together. */
    long sentOf(long contentLength) {
        return Math.max(0, sent - (total - contentLength));
    }

    /** Bytes that {@link #detach} has copied. */
    int kept() {
        return copied;
    }

    /** Lets go of the content although it was not sent. */
    void abandon() throws IOException {
        content.release();
    }
}
