package io.mpmoperator.server.handler;

import io.mpmoperator.server.http.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * How a handler's answer comes about. Any thread may write it, as on the JDK's server, also after the handler has returned:
 * the exchange goes on until it is closed, or its body is. After that no thread may write, since the bytes would lie in the
 * midst of the next response. It holds the handler to the length it has announced, and remembers when it was the client that did
 * not take it.
 *
 * <p>It never refers to what the handler was given, so that it can be seen when the handler has let go of that.
 */
class HandlerResponse {

    /** A length that is not announced. */
    static final long UNKNOWN = -1;

    private final Exchange exchange;
    private @Nullable OutputStream target;
    private long missing = UNKNOWN;
    private int code = -1;
    private boolean discards;
    private boolean complete;
    private boolean over;
    private @Nullable IOException clientFailure;
    private @Nullable IOException closeFailure;

    HandlerResponse(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The status code of the response; -1 before it has begun. */
    final synchronized int code() {
        return code;
    }

    /** Whether the response was sent to its end. */
    final synchronized boolean complete() {
        return complete;
    }

    /** Whether nothing of the response can follow any more. */
    final synchronized boolean over() {
        return over;
    }

    /** Why the client could not be written to; null when it could. */
    final synchronized @Nullable IOException clientFailure() {
        return clientFailure;
    }

    /** Why the exchange could not be closed as it was to be; null when it could. */
    final synchronized @Nullable IOException closeFailure() {
        return closeFailure;
    }

    /**
     * Sends the head of a response without a body, and ends the exchange.
     *
     * @param discards whether a body that is written all the same is dropped, as that of HEAD
     * @param length that the head announces, {@link #UNKNOWN} for none
     */
    final synchronized void complete(int code, HttpFields fields, long length, boolean discards) throws IOException {
        requireNew();
        try {
            exchange.complete(code, fields, length);
        } finally {
            this.code = exchange.answered() ? code : -1;
        }
        this.discards = discards;
        complete = true;
        end();
    }

    /** Begins a response with a body of a length, or {@link #UNKNOWN}. */
    final synchronized void begin(int code, HttpFields fields, long length) throws IOException {
        requireNew();
        target = exchange.stream(code, fields, length);
        missing = length;
        this.code = code;
    }

    private void requireNew() throws IOException {
        if (code != -1) {
            throw new IOException("sendResponseHeaders was called before");
        }
        if (over) {
            throw new IOException("the exchange is over");
        }
    }

    /** Writes; to write nothing is never a mistake. */
    final synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        if (code == -1 && !over) {
            throw new IOException("sendResponseHeaders comes before the body");
        }
        if (count == 0 || discards) {
            return;
        }
        OutputStream out = target;
        if (over || out == null) {
            throw new IOException("the response has no body, or it was closed");
        }
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

    final synchronized void flush() throws IOException {
        OutputStream out = target;
        if (over || out == null) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    /** Ends the body, and with it the exchange. */
    final synchronized void closeBody() throws IOException {
        OutputStream out = target;
        if (over || out == null) {
            return;
        }
        if (missing > 0) {
            throw new IOException("the handler has written %d bytes less than it has announced".formatted(missing));
        }
        try {
            out.close();
            complete = true;
        } catch (IOException e) {
            throw remembered(e);
        } finally {
            end();
        }
    }

    /** Ends the exchange, whatever has become of its response. */
    final synchronized void close(@Nullable IOException failure) {
        if (closeFailure == null) {
            closeFailure = failure;
        }
        end();
    }

    /** From now on, nothing is written any more. */
    final synchronized void end() {
        over = true;
        notifyAll();
    }

    /** Ends the exchange if everything that was announced was written. */
    final synchronized void endIfWhole() throws IOException {
        if (missing == 0) {
            closeBody();
        }
    }

    /** Waits for the exchange to be over; whether it is. */
    final synchronized boolean awaitOver(long nanos) {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (!over && left > 0) {
            try {
                sleep(left);
            } catch (InterruptedException e) {
                // by the handler, whose threads have no say over this one
            }
            left = end - System.nanoTime();
        }
        return over;
    }

    /** Waits for the end of the exchange, holding the monitor. */
    void sleep(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, nanos);
    }

    private IOException remembered(IOException failure) {
        clientFailure = failure;
        return failure;
    }
}
