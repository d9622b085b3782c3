package io.mpmoperator.server.http;

import io.mpmoperator.conf.HttpSettings;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a thread needs to read and write messages: buffers, a generator, a reader to spare. It is lent to the connection
 * that the thread works on; a connection that is parked keeps no buffer, and a reader only in the middle of a request.
 */
public final class Codec {

    private static final int INPUT_BYTES = 8 * 1024;
    private static final int OUTPUT_BYTES = 12 * 1024;

    /** Bytes received and not yet consumed, ready to be read from. */
    final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).flip();

    /** Where the head of a response, and a small body, are put together. */
    final ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT_BYTES);

    final HttpGenerator generator = new HttpGenerator();

    private final HttpSettings settings;
    private @Nullable RequestReader spare;

    /** A codec that holds to the limits of the settings. */
    public Codec(HttpSettings settings) {
        this.settings = settings;
    }

    /** A reader that begins with the first byte of a request. */
    RequestReader takeReader() {
        RequestReader taken = spare;
        spare = null;
        return taken == null ? new RequestReader(settings) : taken;
    }

    /** Takes a reader back for the next connection. */
    void giveBack(RequestReader reader) {
        reader.reset();
        spare = reader;
    }
}
