package io.mpmoperator.server.content;

import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.PathBytes;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.server.http.SharedFields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Files of any folder, kept at hand by where they are, and responses to plain requests that are ready with what is added to them.
 * Safe for use by several threads.
 */
public final class FileShelf {

    /** A file that was not asked for so long is not kept open, in nanoseconds. */
    private static final long UNUSED = 60_000_000_000L;

    private static final int MOST_TRAITS = 256;

    private final CacheLimits limits;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final FileCache files;
    private final Forms forms;
    private final Map<PathBytes, Kept> ready = new ConcurrentHashMap<>();
    private final Map<FileTraits, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final SharedFields shared = new SharedFields();
    private final AcceptedCodings accepted = new AcceptedCodings();
    private volatile long closedUnusedAt;

    /**
     * An empty one.
     *
     * @param compressors for files that are compressed on the way
     */
    public FileShelf(CacheLimits limits, Compressors compressors, InstantSource clock, LongSupplier nanoTime) {
        this.limits = limits;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.files = new FileCache(limits);
        this.forms = new Forms(compressors, limits.forms());
        this.closedUnusedAt = nanoTime.getAsLong();
    }

    /** What a response that is kept depends on beside its file. */
    public interface Ties {

        /** Whether everything is as it was. */
        boolean hold();

        /** Whether the response is for this request, whose path is the right one. */
        boolean isFor(PlainHead head);
    }

    /** What a file was looked for with. */
    public sealed interface Found {

        /** A file. */
        record Here(Opened file) implements Found {}

        /**
         * None that can be sent.
         *
         * @param status of the response: 404, 403 or 503
         */
        record Absent(int status) implements Found {}
    }

    /** A file that is held open for a response. */
    public final class Opened {

        private final PathBytes key;
        private final FileCache.Entry entry;

        private Opened(PathBytes key, FileCache.Entry entry) {
            this.key = key;
            this.entry = entry;
        }

        /** How long it is as it lies there, in bytes. */
        public long length() {
            return entry.resource().in(ContentCoding.IDENTITY).size();
        }

        /** The response to a GET or HEAD request, without what is added to it. */
        public Response respond(Request request) throws IOException {
            Resource resource = entry.resource();
            if (!isCompressed(request, resource)) {
                return FileResponses.to(request, resource, clock.instant());
            }
            return forms.isMadeAnew(resource)
                    ? anew(request, resource)
                    : FileResponses.to(request, withForm(resource), clock.instant());
        }

        /** With its compressed form, where one can be made. */
        private Resource withForm(Resource resource) throws IOException {
            Optional<Forms.Made> made = forms.make(resource);
            if (made.isPresent() && made.get().othersGone()) {
                ready.values().removeIf(Kept::lacksForm);
            }
            return made.map(found -> resource.with(found.form())).orElse(resource);
        }

        private Response anew(Request request, Resource resource) throws IOException {
            Response response = FileResponses.to(request, resource.with(forms.outline(resource)), clock.instant());
            Optional<Content> content = response.status() == 200 ? forms.anew(resource) : Optional.empty();
            if (response.status() == 200 && content.isEmpty()) {
                return FileResponses.to(request, resource, clock.instant());
            }
            return content.map(found -> Response.of(200, response.fields(), found))
                    .orElse(response);
        }

        /** The whole of it, whatever conditions the request has: the page of an error. */
        public Response respondWhole(int status) throws IOException {
            Representation whole = entry.resource().in(ContentCoding.IDENTITY);
            return Response.of(status, whole.fields(), whole.whole());
        }

        /**
         * Makes responses for requests for a path, with what is added to them.
         *
         * @param path as requests spell it
         * @param ties what the responses have come to depend on when they are made
         * @param account what is known of requests for it; null where their heads are all
         * @return keeps them; not to be run where the filter was found to depend on the request
         */
        public Runnable prepare(String path, HeaderFilter filter, Supplier<Ties> ties, @Nullable Account account) {
            Kept kept = new Kept(key, entry, filter, ties, account, nanoTime.getAsLong());
            return () -> keep(path, kept);
        }
    }

    /** Whether a request gets a file compressed on the way: not for one that asks for ranges, which are those of the file. */
    private static boolean isCompressed(Request request, Resource resource) {
        if (!resource.compresses() || request.fields().contains(HttpHeader.RANGE)) {
            return false;
        }
        Set<ContentCoding> offered = EnumSet.copyOf(resource.codings());
        offered.add(ContentCoding.GZIP);
        return ContentCoding.choose(FieldValues.of(request.fields(), HttpHeader.ACCEPT_ENCODING), offered)
                .filter(ContentCoding.GZIP::equals)
                .isPresent();
    }

    /**
     * Responses that are ready. What they were made with is not kept: it holds the request that they were made for. Those that
     * look otherwise at another time are therefore given up, and made anew for the next request.
     */
    private final class Kept {

        private final PathBytes key;
        private final FileCache.Entry entry;
        private final boolean timed;
        private final Ties ties;
        private final boolean compressed;
        private final ReadyFile filtered;
        private volatile long checkedAt;

        Kept(
                PathBytes key,
                FileCache.Entry entry,
                HeaderFilter filter,
                Supplier<Ties> ties,
                @Nullable Account account,
                long now) {
            this.key = key;
            this.entry = entry;
            this.timed = filter.isTimed();
            this.checkedAt = now;
            Instant today = clock.instant();
            Resource resource = entry.resource();
            Representation form = resource.compresses() ? forms.known(resource) : null;
            this.compressed = form != null;
            this.filtered = new ReadyFile(
                    form == null ? resource : resource.with(form),
                    resource.compresses(),
                    response -> filter.apply(response, today),
                    shared,
                    account);
            this.ties = ties.get();
        }

        /** Whether it holds a compressed form that had to go. */
        boolean lacksForm() {
            return compressed && !forms.has(entry.resource());
        }

        /** Whether its compressed form had to go; asked for, so that the form is one of those that are asked for. */
        private boolean isFormGone() {
            return compressed && forms.known(entry.resource()) == null;
        }

        /** Whether it may still be sent; looked at once a second. */
        boolean isCurrent(long now) {
            if (now - checkedAt < FileCache.VALIDITY.toNanos()) {
                return entry.freshAt(now) || entry.stillThere(now);
            }
            if (timed || !entry.stillThere(now) || !ties.hold() || isFormGone()) {
                return false;
            }
            checkedAt = now;
            return true;
        }
    }

    /** The response to a plain request, where it is ready; null where it is not. */
    public @Nullable ReadyResponse ready(PlainHead head, long now) {
        Kept kept = ready.get(head.path());
        if (kept == null || !kept.ties.isFor(head)) {
            return null;
        }
        if (!kept.isCurrent(now)) {
            ready.remove(head.path(), kept);
            return null;
        }
        return kept.filtered.to(head, accepted);
    }

    private void keep(String path, Kept kept) {
        if (!PathBytes.isSpelledAsSent(path)) {
            return;
        }
        if (ready.size() >= limits.entries()) {
            Iterator<PathBytes> any = ready.keySet().iterator();
            if (any.hasNext()) {
                ready.remove(any.next());
            }
        }
        ready.put(PathBytes.of(path), kept);
    }

    /**
     * Looks for a file.
     *
     * @param base that it lies below, wherever symbolic links lead
     * @param names of the folders below it, and of the file
     * @param traits what is said of it
     * @throws IOException when it changes all the time
     */
    public Found open(Path base, List<String> names, FileTraits traits) throws IOException {
        long nanos = nanoTime.getAsLong();
        closeUnused(nanos);
        TargetPath target = new TargetPath(names, false, null);
        String key = base.resolve(target.relative()) + "\n" + number(traits);
        PathBytes bytes = PathBytes.of(key);
        FileCache.Entry kept = files.kept(bytes);
        if (kept != null && (kept.freshAt(nanos) || kept.stillThere(nanos))) {
            return new Found.Here(new Opened(bytes, kept));
        }
        DocumentRoot root = new DocumentRoot(base, List.of());
        return switch (root.find(target)) {
            case Lookup.Found found ->
                new Found.Here(new Opened(bytes, entry(bytes, kept, root, target, found, traits, nanos)));
            case Lookup.Directory _, Lookup.Missing _ -> new Found.Absent(404);
            case Lookup.Forbidden _ -> new Found.Absent(403);
            case Lookup.Unavailable _ -> new Found.Absent(503);
        };
    }

    /** The same for the same traits, and of no others: shorter than they are. */
    private int number(FileTraits traits) {
        Integer known = numbers.get(traits);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= MOST_TRAITS) {
            numbers.clear();
        }
        return numbers.computeIfAbsent(traits, _ -> lastNumber.incrementAndGet());
    }

    private FileCache.Entry entry(
            PathBytes key,
            FileCache.@Nullable Entry kept,
            DocumentRoot root,
            TargetPath target,
            Lookup.Found found,
            FileTraits traits,
            long nanos)
            throws IOException {
        Lookup.Found wanted = traits.variants() ? found : found.alone();
        if (kept != null && kept.revalidate(wanted, nanos)) {
            return kept;
        }
        Instant now = clock.instant();
        Resource resource = Resource.of(wanted, traits, now, limits.largest());
        FileCache.Entry entry = new FileCache.Entry(resource, root.place(target), wanted.isSettled(now), nanos);
        int before = files.size();
        files.keepAt(key, entry);
        if (files.size() <= before) {
            ready.values().removeIf(one -> files.kept(one.key) != one.entry);
        }
        return entry;
    }

    private void closeUnused(long nanos) {
        if (nanos - closedUnusedAt >= UNUSED) {
            closedUnusedAt = nanos;
            files.closeUnusedSince(nanos - UNUSED);
        }
    }
}
