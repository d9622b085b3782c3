package io.mpmoperator.server.handler;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a handler's answer. It holds the handler to the length it has announced, and remembers when it was the
 * client that did not take it.
 */
final class ResponseBody extends OutputStream {

    /** A length that is not announced. */
    static final long UNKNOWN = -1;

    private @Nullable OutputStream target;
    private long missing = UNKNOWN;
    private boolean closed;
    private @Nullable IOException clientFailure;

    /**
     * Begins the body.
     *
     * @param length bytes that must follow, or {@link #UNKNOWN}
     */
    void begin(OutputStream target, long length) {
        this.target = target;
        this.missing = length;
    }

    /** Says that there will be no body. */
    void none() {
        closed = true;
        missing = 0;
    }

    /** Bytes that were announced and not written; 0 where none were announced. */
    long missing() {
        return Math.max(0, missing);
    }

    /** Why the client could not be written to; null when it could. */
    @Nullable
    IOException clientFailure() {
        return clientFailure;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        OutputStream out = open();
        if (missing != UNKNOWN) {
            if (count > missing) {
                throw new IOException("the handler writes more than it has announced");
            }
            missing -= count;
        }
        try {
            out.write(bytes, offset, count);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public void flush() throws IOException {
        if (closed || target == null) {
            return;
        }
        try {
            target.flush();
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    /**
     * Ends the body.
     *
     * @throws IOException also when less was written than announced: the body stays open then, so that nobody takes it
     *     for whole
     */
    @Override
    public void close() throws IOException {
        if (closed || target == null) {
            return;
        }
        if (missing > 0) {
            throw new IOException("the handler has written %d bytes less than it has announced".formatted(missing));
        }
        closed = true;
        try {
            target.close();
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    private OutputStream open() throws IOException {
        if (closed) {
            throw new IOException("the answer has no body, or it was closed");
        }
        if (target == null) {
            throw new IOException("sendResponseHeaders comes before the body");
        }
        return target;
    }

    private IOException remembered(IOException failure) {
        clientFailure = failure;
        return failure;
    }
}
