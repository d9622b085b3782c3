package io.mpmoperator.server.handler;

import com.sun.net.httpserver.HttpHandler;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestTarget;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.LogThrottle;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a {@link HttpHandler} answer. When it throws, does not answer, or leaves its response unfinished, the client gets
 * 500, or a connection that breaks off where the response has begun; the log gets a line. A response that was complete before is
 * sent. A handler may return and leave its exchange to another thread, as on the JDK's server: this thread waits for it. A
 * client that goes away in the middle is no fault of the handler's.
 */
final class HandlerAdapter implements RequestHandler {

    /** Frames of a handler's stack in the log: enough to find the place, one line to read. */
    private static final int FRAMES = 8;

    /** Characters of an exception's message in the log. */
    private static final int MESSAGE = 1000;

    private static final LogThrottle LEFT_OPEN = new LogThrottle(Duration.ofMinutes(1), System::nanoTime);

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
        URI uri = uri(exchange.request());
        HandlerResponse answering = new HandlerResponse(exchange);
        RequestBodyView received = new RequestBodyView(exchange.body());
        Throwable failure = call(exchange, answering, uri, received);
        answering.end();
        received.end();
        IOException writing = answering.clientFailure();
        IOException reading = received.clientFailure();
        if (writing != null) {
            throw writing;
        }
        if (reading != null && (failure != null || !exchange.answered())) {
            throw reading;
        }
        if (failure != null) {
            failed(exchange, answering.complete(), failure);
        } else if (!exchange.answered()) {
            failed(exchange, false, new IllegalStateException("the handler has returned without a response"));
        }
    }

    /** What a handler sees of the target: path and query, without dot segments, and with what a URI cannot have encoded. */
    private static URI uri(Request request) throws BadRequestException {
        RequestTarget target = RequestTarget.parse(request.target());
        try {
            return new URI(target.asUri(target.normalPath()));
        } catch (URISyntaxException e) {
            throw new BadRequestException(400, "the request target is no URI");
        }
    }

    /**
     * Runs the handler, and waits for the end of its exchange. Whatever it throws concerns this request only, as does an
     * interrupt that it leaves behind: the thread's next channel would be closed by it.
     */
    private @Nullable Throwable call(Exchange exchange, HandlerResponse answering, URI uri, RequestBodyView received) {
        try {
            LeakDetector detector = run(exchange, answering, uri, received);
            answering.endIfWhole();
            if (!detector.awaitOver(answering)) {
                answering.closeBody();
                leftOpen(exchange);
            }
            return answering.closeFailure();
        } catch (Throwable e) {
            return endedAnyway(answering, e);
        } finally {
            Thread.interrupted();
        }
    }

    /** A frame of its own: when it is gone, so is what of this thread refers to what the handler was given. */
    private LeakDetector run(Exchange exchange, HandlerResponse answering, URI uri, RequestBodyView received)
            throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(handler.getClass().getClassLoader());
        try {
            ExchangeAdapter adapter = new ExchangeAdapter(exchange, answering, context, uri, received);
            handler.handle(adapter);
            if (adapter.wrapped()) {
                adapter.getResponseBody().close();
            }
            return adapter.leakDetector();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What was written as a whole is sent, although the handler has failed afterwards. */
    private static Throwable endedAnyway(HandlerResponse answering, Throwable failure) {
        try {
            answering.endIfWhole();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private void leftOpen(Exchange exchange) {
        if (exchange.answered()) {
            LEFT_OPEN.warn(
                    log,
                    "handler-left-open",
                    "path",
                    context.getPath(),
                    "handler",
                    handler.getClass().getName(),
                    "reason",
                    "the handler neither closes its exchange nor leaves it to another thread: its clients wait for"
                            + " that");
        }
    }

    private void failed(Exchange exchange, boolean complete, Throwable failure) throws IOException {
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
                complete ? "sent" : begun ? "broken off" : "500",
                "exception",
                brief(failure),
                "cause",
                failure.getCause() == null ? "-" : brief(cause),
                "at",
                frames(cause));
        if (complete) {
            return;
        }
        if (begun) {
            throw new IOException("the handler failed after its response had begun");
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
