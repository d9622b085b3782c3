package io.mpmoperator.server.handler;

import com.sun.net.httpserver.HttpHandler;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestTarget;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a {@link HttpHandler} answer. When it throws, does not answer, or leaves its answer unfinished, the client gets
 * 500, or a connection that breaks off where the answer has begun; the log gets a line. A client that goes away in the
 * middle is no fault of the handler's.
 */
final class HandlerAdapter implements RequestHandler {

    /** Frames of a handler's stack in the log: enough to find the place, one line to read. */
    private static final int FRAMES = 8;

    /** Characters of an exception's message in the log. */
    private static final int MESSAGE = 1000;

    private final HttpHandler handler;
    private final MountContext context;
    private final Log log;

    /**
     * Adapts a handler.
     *
     * @param path on which it is mounted
     */
    HandlerAdapter(String path, HttpHandler handler, Log log) {
        this.handler = handler;
        this.context = new MountContext(path, handler);
        this.log = log;
    }

    @Override
    public boolean mayBlock(Request request) {
        return true;
    }

    @Override
    public void handle(Exchange exchange) throws IOException, BadRequestException {
        ExchangeAdapter adapter = new ExchangeAdapter(exchange, context, uri(exchange.request()));
        Throwable failure = call(adapter);
        IOException writing = adapter.sent().clientFailure();
        IOException reading = adapter.received().clientFailure();
        if (writing != null) {
            throw writing;
        }
        if (reading != null && (failure != null || !exchange.answered())) {
            throw reading;
        }
        if (failure != null) {
            failed(exchange, failure);
        } else if (!exchange.answered()) {
            failed(exchange, new IllegalStateException("the handler has returned without an answer"));
        }
    }

    /** What a handler sees of the target: path and query, without dot segments. */
    private static URI uri(Request request) throws BadRequestException {
        RequestTarget target = RequestTarget.parse(request.target());
        try {
            return new URI(target.normalPath() + (target.query() == null ? "" : "?" + target.query()));
        } catch (URISyntaxException e) {
            throw new BadRequestException(400, "the request target is no URI");
        }
    }

    /**
     * Runs the handler, and ends the body it leaves open. Whatever it throws concerns this request only, and so does an
     * interrupt that it leaves behind: the thread's next channel would be closed by it.
     */
    private @Nullable Throwable call(ExchangeAdapter adapter) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(handler.getClass().getClassLoader());
        try {
            handler.handle(adapter);
            if (adapter.begun()) {
                adapter.getResponseBody().close();
                adapter.sent().close();
            }
            return adapter.closeFailure();
        } catch (Throwable e) {
            return e;
        } finally {
            thread.setContextClassLoader(before);
            Thread.interrupted();
        }
    }

    private void failed(Exchange exchange, Throwable failure) throws IOException {
        boolean begun = exchange.answered();
        Throwable cause = root(failure);
        log.error(
                "handler-failed",
                "path",
                context.getPath(),
                "handler",
                handler.getClass().getName(),
                "request",
                exchange.request().method() + " " + exchange.request().target(),
                "answer",
                begun ? "broken off" : "500",
                "exception",
                brief(failure),
                "cause",
                failure.getCause() == null ? "-" : brief(cause),
                "at",
                frames(cause));
        if (begun) {
            throw new IOException("the handler failed after its answer had begun");
        }
        exchange.respond(Response.error(500));
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < FRAMES; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static String brief(Throwable failure) {
        String text = failure.toString();
        return text.length() <= MESSAGE ? text : text.substring(0, MESSAGE);
    }

    /** Where it happened, as far as the handler is concerned. */
    private static String frames(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().equals(HandlerAdapter.class.getName()))
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }
}
