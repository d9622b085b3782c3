package io.mpmoperator.server.content;

import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.PathBytes;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.http.SharedFields;
import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files below DocumentRoot (RFC 9110): GET, HEAD and OPTIONS, with conditions, ranges and precompressed
 * variants. There are no listings: a directory without an index file is 404, so that a client does not learn that it exists.
 *
 * <p>For up to a second a file is not looked for again: a small one is answered from memory, which makes no garbage, a larger
 * one is opened where it was found.
 */
public final class StaticFiles implements RequestHandler {

    private static final HttpField ALLOW = new PreEncodedHttpField(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");

    /** How often a file is looked for again that changed between being found and being opened. */
    private static final int ATTEMPTS = 5;

    /** What an error of the file system says when the process or the machine has run out of descriptors (EMFILE, ENFILE). */
    private static final String NO_DESCRIPTORS = "Too many open files";

    /** A file that was not asked for so long is not kept open. */
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final DocumentRoot root;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final FileErrorLog troubles;
    private final CacheLimits limits;
    private final FileCache cache;
    private final SharedFields shared = new SharedFields();
    private final AcceptedCodings accepted = new AcceptedCodings();
    private volatile long closedUnusedAt;

    /**
     * Serves a directory.
     *
     * @param documentRoot need not exist yet, and may go: without it, every response is 503
     * @param directoryIndex file names tried in a directory, in this order (DirectoryIndex)
     * @param limits how much of them is kept at hand
     * @param clock the time of day, to which the files' times of modification are compared
     * @param nanoTime {@link System#nanoTime}
     * @param log told of what cannot be read, at most once a second
     */
    public StaticFiles(
            Path documentRoot,
            List<String> directoryIndex,
            CacheLimits limits,
            InstantSource clock,
            LongSupplier nanoTime,
            Log log) {
        this.root = new DocumentRoot(documentRoot, List.copyOf(directoryIndex));
        this.limits = limits;
        this.cache = new FileCache(limits);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.closedUnusedAt = nanoTime.getAsLong();
        this.troubles = new FileErrorLog(documentRoot, nanoTime, log);
    }

    /** Whether the disk must be looked at. The response to anything but GET and HEAD counts as if. */
    @Override
    public boolean mayBlock(Request request) {
        return inMemory(request) == null;
    }

    @Override
    public @Nullable ReadyResponse ready(PlainHead head, long now) {
        FileCache.Entry entry = cache.kept(head.path());
        return entry != null && (entry.freshAt(now) || entry.stillThere(now))
                ? entry.ready(shared).to(head, accepted)
                : null;
    }

    /** What any GET or HEAD can be answered with from memory; null where the disk is needed. */
    private @Nullable Resource inMemory(Request request) {
        FileCache.Entry fresh = reads(request) ? cache.fresh(pathOf(request.target()), nanoTime.getAsLong()) : null;
        return fresh != null && fresh.resource().inMemory() ? fresh.resource() : null;
    }

    private static PathBytes pathOf(String target) {
        int question = target.indexOf('?');
        return PathBytes.of(question < 0 ? target : target.substring(0, question));
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        Request request = exchange.request();
        Resource kept = inMemory(request);
        if (kept != null) {
            exchange.respond(FileResponses.to(request, kept, clock.instant()));
        } else {
            send(exchange, answer(request));
        }
    }

    /** Sends a response, or closes the file that it holds open. */
    private static void send(Exchange exchange, Response response) throws IOException {
        try {
            exchange.respond(response);
        } catch (IOException | RuntimeException e) {
            response.content().release();
            throw e;
        }
    }

    private static boolean reads(Request request) {
        return request.method().equals("GET") || request.head();
    }

    private Response answer(Request request) {
        if (reads(request)) {
            return request.target().equals("*") ? Response.error(400) : read(request);
        }
        if (request.method().equals("OPTIONS")) {
            return Response.of(204, HttpFields.from(ALLOW), new Content.None());
        }
        return HttpMethod.CACHE.get(request.method()) == null ? Response.error(501) : Response.error(405, ALLOW);
    }

    private Response read(Request request) {
        TargetPath path;
        try {
            path = TargetPath.resolve(request.target());
        } catch (BadRequestException e) {
            return Response.error(e.status());
        }
        IOException last = new IOException();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return read(request, path);
            } catch (AccessDeniedException e) {
                return forbidden(path);
            } catch (IOException e) {
                cache.forget(PathBytes.of(path.key()));
                if (String.valueOf(e.getMessage()).contains(NO_DESCRIPTORS)) {
                    cache.closeUnusedSince(nanoTime.getAsLong());
                }
                last = e;
            }
        }
        return unavailable(last);
    }

    private Response read(Request request, TargetPath path) throws IOException {
        Instant now = clock.instant();
        long nanos = nanoTime.getAsLong();
        closeUnused(nanos);
        String key = path.key();
        FileCache.Entry kept = cache.kept(PathBytes.of(key));
        if (kept != null && (kept.freshAt(nanos) || kept.stillThere(nanos))) {
            return FileResponses.to(request, kept.resource(), now);
        }
        Lookup lookup = root.find(path);
        if (lookup instanceof Lookup.Found found) {
            return kept != null && kept.revalidate(found, nanos)
                    ? FileResponses.to(request, kept.resource(), now)
                    : afresh(request, path, key, found, now, nanos);
        }
        cache.forget(PathBytes.of(key));
        return without(lookup, path);
    }

    /** The response with a file that was found anew, which is kept when the response holds what it needs of it. */
    private Response afresh(Request request, TargetPath path, String key, Lookup.Found found, Instant now, long nanos)
            throws IOException {
        Resource resource = Resource.of(found, now, limits.largest());
        try {
            return FileResponses.to(request, resource, now);
        } finally {
            cache.keep(key, new FileCache.Entry(resource, root.place(path), found.isSettled(now), nanos));
        }
    }

    /** The response where there is no file. */
    private Response without(Lookup lookup, TargetPath path) {
        if (lookup instanceof Lookup.Directory) {
            return Response.error(301, new HttpField(HttpHeader.LOCATION, path.directoryLocation()));
        }
        if (lookup instanceof Lookup.Unavailable(IOException cause)) {
            return unavailable(cause);
        }
        return lookup instanceof Lookup.Forbidden ? forbidden(path) : Response.error(404);
    }

    /** Done with a request, at most once in the time: a server without requests keeps what it has open. */
    private void closeUnused(long nanos) {
        if (nanos - closedUnusedAt >= UNUSED.toNanos()) {
            closedUnusedAt = nanos;
            cache.closeUnusedSince(nanos - UNUSED.toNanos());
        }
    }

    private Response forbidden(TargetPath path) {
        troubles.forbidden(path);
        return Response.error(403);
    }

    private Response unavailable(IOException cause) {
        troubles.unavailable(cause);
        return Response.error(503);
    }
}
