package io.mpmoperator.server.handler;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A request's body as a handler reads it: remembers when it was the client that did not send it. */
final class RequestBodyView extends FilterInputStream {

    private @Nullable IOException clientFailure;

    RequestBodyView(InputStream body) {
        super(body);
    }

    /** Why the client could not be read from; null when it could. */
    @Nullable
    IOException clientFailure() {
        return clientFailure;
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    private IOException remembered(IOException failure) {
        clientFailure = failure;
        return failure;
    }
}
