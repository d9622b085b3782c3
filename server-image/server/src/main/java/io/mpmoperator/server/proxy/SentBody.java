package io.mpmoperator.server.proxy;

import io.mpmoperator.server.http.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The body of a request for a FastCGI server. How long one is that came in chunks is known where it is small; a larger one is sent as it
 * comes, or is first written to a file where the variable {@code proxy-sendcl} asks for its length.
 *
 * @param length in bytes; -1 where it is not known
 */
record SentBody(InputStream bytes, long length) implements AutoCloseable {

    /** What is read ahead, as Apache does. */
    private static final int READ_AHEAD = 16 * 1024;

    /**
     * The body of a request.
     *
     * @param measured whether its length has to be known
     */
    static SentBody of(Exchange exchange, boolean measured) throws IOException {
        long length = exchange.request().contentLength();
        if (length == 0) {
            return new SentBody(InputStream.nullInputStream(), 0);
        }
        return length > 0 ? new SentBody(exchange.body(), length) : inChunks(exchange.body(), measured);
    }

    private static SentBody inChunks(InputStream body, boolean measured) throws IOException {
        byte[] begin = body.readNBytes(READ_AHEAD);
        InputStream first = new ByteArrayInputStream(begin);
        if (begin.length < READ_AHEAD) {
            return new SentBody(first, begin.length);
        }
        InputStream whole = new SequenceInputStream(first, body);
        return measured ? inFile(whole) : new SentBody(whole, -1);
    }

    private static SentBody inFile(InputStream body) throws IOException {
        Path file = Files.createTempFile("request-body", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            body.transferTo(out);
        } catch (IOException | RuntimeException e) {
            Files.delete(file);
            throw e;
        }
        long length = Files.size(file);
        return new SentBody(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), length);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
