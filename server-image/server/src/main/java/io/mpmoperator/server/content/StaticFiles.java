package io.mpmoperator.server.content;

import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.CachedResponse;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files below DocumentRoot (RFC 9110): GET, HEAD and OPTIONS, with conditions, ranges and precompressed
 * variants. There are no listings: a directory without an index file is 404, so that nobody learns that it exists.
 *
 * <p>For up to a second a file is not looked for again: a small one is answered from memory, which makes no garbage, a larger
 * one is opened where it was found.
 */
public final class StaticFiles implements RequestHandler {

    private static final HttpField ALLOW = new PreEncodedHttpField(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");

    /** How often a file is looked for again that changed between being found and being opened. */
    private static final int ATTEMPTS = 5;

    /** A file that was changed this recently may change again without a new time of modification. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final DocumentRoot root;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Troubles troubles;
    private final FileCache cache = new FileCache(FileCache.MOST_ENTRIES, FileCache.MOST_BYTES);

    /**
     * Serves a directory.
     *
     * @param documentRoot need not exist yet, nor for ever: without it, every answer is 503
     * @param directoryIndex file names tried in a directory, in this order (DirectoryIndex)
     * @param clock the time of day, to which the files' times of modification are compared
     * @param nanoTime {@link System#nanoTime}
     * @param log told of what cannot be read, at most once a second
     */
    public StaticFiles(
            Path documentRoot, List<String> directoryIndex, InstantSource clock, LongSupplier nanoTime, Log log) {
        this.root = new DocumentRoot(documentRoot, List.copyOf(directoryIndex));
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.troubles = new Troubles(documentRoot, nanoTime, log);
    }

    /** Whether the disk must be looked at. The answer to anything but GET and HEAD counts as if. */
    @Override
    public boolean mayBlock(Request request) {
        CachedResponse ready = ready(request, false, nanoTime.getAsLong());
        return ready == null ? inMemory(request) == null : ready.mayBlock();
    }

    /** A whole file as it is, to a request that asks for nothing else. */
    @Override
    public @Nullable CachedResponse ready(Request request, boolean mayWait, long standsAt) {
        FileCache.Entry entry = reads(request) ? cache.known(request.target()) : null;
        if (entry == null || !isPlain(request, entry.resource())) {
            return null;
        }
        return entry.freshAt(standsAt) || (mayWait && entry.stillThere(nanoTime.getAsLong()))
                ? new CachedResponse(entry.resource().plain(), entry.freshUntil())
                : null;
    }

    /** What any GET or HEAD can be answered with from memory; null where the disk is needed. */
    private @Nullable Resource inMemory(Request request) {
        FileCache.Entry fresh = reads(request) ? cache.fresh(request.target(), nanoTime.getAsLong()) : null;
        return fresh != null && fresh.resource().inMemory() ? fresh.resource() : null;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        Request request = exchange.request();
        Resource kept = inMemory(request);
        if (kept != null) {
            exchange.respond(FileResponses.to(request, kept, clock.instant(), StaticFiles::boundary));
        } else {
            send(exchange, answer(request));
        }
    }

    /** Sends an answer, or closes the file that it holds open. */
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

    /** Whether nothing in the request asks for another answer than the whole file as it is. */
    private static boolean isPlain(Request request, Resource resource) {
        HttpFields fields = request.fields();
        for (int i = 0; i < fields.size(); i++) {
            HttpField field = fields.getField(i);
            HttpHeader header = field.getHeader();
            if (header == null) {
                continue;
            }
            boolean plain = switch (header) {
                case RANGE, IF_RANGE, IF_MATCH, IF_NONE_MATCH, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE -> false;
                case ACCEPT_ENCODING -> !resource.varies() && !mayRefuse(field.getValue());
                default -> true;
            };
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Whether an Accept-Encoding might refuse identity: it has a weight that begins with zero. */
    private static boolean mayRefuse(String acceptEncoding) {
        return acceptEncoding != null && acceptEncoding.indexOf("=0") >= 0;
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
                cache.forget(path.key());
                last = e;
            }
        }
        return unavailable(last);
    }

    private Response read(Request request, TargetPath path) throws IOException {
        Instant now = clock.instant();
        long nanos = nanoTime.getAsLong();
        FileCache.Entry fresh = cache.fresh(path.key(), nanos);
        if (fresh != null) {
            return FileResponses.to(request, fresh.resource(), now, StaticFiles::boundary);
        }
        Lookup lookup = root.find(path);
        if (lookup instanceof Lookup.Found found) {
            return FileResponses.to(request, current(path, found, now, nanos), now, StaticFiles::boundary);
        }
        cache.forget(path.key());
        return without(lookup, path);
    }

    /** The answer where there is no file. */
    private Response without(Lookup lookup, TargetPath path) {
        if (lookup instanceof Lookup.Directory) {
            return Response.error(301, new HttpField(HttpHeader.LOCATION, path.directoryLocation()));
        }
        if (lookup instanceof Lookup.Unavailable(IOException cause)) {
            return unavailable(cause);
        }
        return lookup instanceof Lookup.Forbidden ? forbidden(path) : Response.error(404);
    }

    /** The file ready to be sent: from the cache when it has not changed, else anew. */
    private Resource current(TargetPath path, Lookup.Found found, Instant now, long nanos) throws IOException {
        Optional<FileCache.Entry> kept = cache.kept(path.key());
        if (kept.isPresent() && kept.get().revalidate(found, nanos)) {
            return kept.get().resource();
        }
        Resource resource = Resource.of(found, now);
        cache.keep(path.key(), new FileCache.Entry(resource, root.places(path, found), settled(found, now), nanos));
        return resource;
    }

    private static boolean settled(Lookup.Found found, Instant now) {
        Instant recently = now.minus(SETTLING);
        return found.files().values().stream().allMatch(file -> file.modified().isBefore(recently));
    }

    private Response forbidden(TargetPath path) {
        troubles.forbidden(path);
        return Response.error(403);
    }

    private Response unavailable(IOException cause) {
        troubles.unavailable(cause);
        return Response.error(503);
    }

    private static String boundary() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }
}
