package io.mpmoperator.server.handler;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a handler reads it, on any of its threads: remembers when it was the client that did not send it. When
 * the exchange is over, reading is refused: the bytes would be those of the next request.
 */
final class RequestBodyView extends FilterInputStream {

    private boolean over;
    private @Nullable IOException clientFailure;

    RequestBodyView(InputStream body) {
        super(body);
    }

    /** Why the client could not be read from; null when it could. */
    synchronized @Nullable IOException clientFailure() {
        return clientFailure;
    }

    /** From now on, nothing is read any more. */
    synchronized void end() {
        over = true;
    }

    @Override
    public synchronized int read() throws IOException {
        requireNotOver();
        try {
            return in.read();
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        requireNotOver();
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public synchronized int available() throws IOException {
        requireNotOver();
        return in.available();
    }

    private void requireNotOver() throws IOException {
        if (over) {
            throw new IOException("the exchange is over");
        }
    }

    private IOException remembered(IOException failure) {
        clientFailure = failure;
        return failure;
    }
}
