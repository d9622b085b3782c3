package io.mpmoperator.server.content;

import io.mpmoperator.server.time.Jitter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files by request target, the small ones with their bytes. A target is found as it is sent, without being parsed: only paths that read the same
 * decoded as encoded are kept, one spelling each, so that no more targets are kept than there are files, whoever asks
 * for what. Bounded in entries and bytes; when full, what was validated longest ago goes, which is what nobody has
 * asked for since.
 */
final class FileCache {

    /** How long a file may be sent without a look at the disk, at most: a change is seen within a second. */
    static final Duration VALIDITY = Duration.ofSeconds(1);

    /** By how much less, at most: processes that have found a file together shall not look for it together again. */
    private static final Duration JITTER = Duration.ofMillis(250);

    /** The site's usual pages with their assets; an entry costs about a kilobyte beside the file. */
    static final int MOST_ENTRIES = 1024;

    /** A prefork child has this for itself: 2 MiB are 256 files of the largest size, or 1024 of the usual two KiB. */
    static final long MOST_BYTES = 2L << 20;

    /** Characters that a target has only encoded, or that end its path. */
    private static final String NEVER_AS_THEMSELVES = "%?#\\";

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final int mostEntries;
    private final long mostBytes;
    private long bytes;

    FileCache(int mostEntries, long mostBytes) {
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
    }

    /** A file in the cache. */
    static final class Entry {

        private final Resource resource;
        private final List<FilePlace> places;
        private final boolean settled;
        private volatile long validatedAt;

        /**
         * An entry.
         *
         * @param places where its files were found and others were not; none where it has to be looked for from the beginning
         * @param settled whether the file is old enough for any later change to show in its time of modification
         * @param validatedAt {@link System#nanoTime} before the disk was looked at
         */
        Entry(Resource resource, List<FilePlace> places, boolean settled, long validatedAt) {
            this.resource = resource;
            this.places = places;
            this.settled = settled;
            this.validatedAt = validatedAt;
        }

        Resource resource() {
            return resource;
        }

        /** From when on it has to be looked for again, a moment of {@link System#nanoTime}. */
        long freshUntil() {
            long found = validatedAt;
            return found + VALIDITY.toNanos() - Jitter.nanos(found, JITTER);
        }

        boolean freshAt(long nanoTime) {
            return nanoTime - freshUntil() < 0;
        }

        /** Whether it is still what was found on the disk just now; it is fresh again then. */
        boolean revalidate(Lookup.Found found, long nanoTime) {
            if (!settled || !resource.found().equals(found)) {
                return false;
            }
            validatedAt = nanoTime;
            return true;
        }

        /** Whether the same files still lie in their places, and nothing in those of the others; it is fresh again then. */
        boolean stillThere(long nanoTime) {
            if (!settled || places.isEmpty() || !areAsFound()) {
                return false;
            }
            validatedAt = nanoTime;
            return true;
        }

        private boolean areAsFound() {
            try {
                for (int i = 0; i < places.size(); i++) {
                    if (!places.get(i).isAsFound()) {
                        return false;
                    }
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** What is kept under a request target, with or without a query, fresh or not; null for nothing. */
    @Nullable
    Entry known(String target) {
        Entry entry = entries.get(target);
        if (entry == null) {
            int question = target.indexOf('?');
            entry = question < 0 ? null : entries.get(target.substring(0, question));
        }
        return entry;
    }

    /** The same if it is fresh. */
    @Nullable
    Entry fresh(String target, long nanoTime) {
        Entry entry = known(target);
        return entry != null && entry.freshAt(nanoTime) ? entry : null;
    }

    /** What is kept of a path, fresh or not. */
    Optional<Entry> kept(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Keeps a file, of a large one what is known of it, unless its path is spelt differently in a target. */
    void keep(String key, Entry entry) {
        long size = entry.resource.memoryBytes();
        if (size > mostBytes || !spelledAsSent(key)) {
            forget(key);
            return;
        }
        synchronized (this) {
            forget(key);
            while (entries.size() >= mostEntries || bytes + size > mostBytes) {
                forgetOldest();
            }
            entries.put(key, entry);
            bytes += size;
        }
    }

    /** Lets go of a path. */
    synchronized void forget(String key) {
        Entry removed = entries.remove(key);
        if (removed != null) {
            bytes -= removed.resource.memoryBytes();
        }
    }

    private void forgetOldest() {
        Map.Entry<String, Entry> oldest = null;
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (oldest == null || entry.getValue().validatedAt - oldest.getValue().validatedAt < 0) {
                oldest = entry;
            }
        }
        if (oldest != null) {
            forget(oldest.getKey());
        }
    }

    private static boolean spelledAsSent(String key) {
        return key.chars().allMatch(c -> c > ' ' && c < 0x7f && NEVER_AS_THEMSELVES.indexOf(c) < 0);
    }

    /** Files kept. */
    int size() {
        return entries.size();
    }

    /** Bytes of the files kept. */
    synchronized long bytes() {
        return bytes;
    }
}
