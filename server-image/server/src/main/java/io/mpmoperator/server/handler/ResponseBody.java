package io.mpmoperator.server.handler;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** The body of a handler's answer, as the handler has it. */
final class ResponseBody extends OutputStream {

    private final HandlerResponse answering;

    ResponseBody(HandlerResponse answering) {
        this.answering = answering;
    }

    @Override
    public void write(int b) throws IOException {
        answering.write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        answering.write(bytes, offset, count);
    }

    @Override
    public void flush() throws IOException {
        answering.flush();
    }

    /**
     * Ends the body, and the exchange with it.
     *
     * @throws IOException also when less was written than announced: the body stays open then, so that no client takes it
     *     for whole
     */
    @Override
    public void close() throws IOException {
        answering.closeBody();
    }
}
