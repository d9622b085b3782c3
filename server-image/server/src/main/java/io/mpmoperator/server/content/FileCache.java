package io.mpmoperator.server.content;

import io.mpmoperator.server.http.PathBytes;
import io.mpmoperator.server.http.SharedFields;
import io.mpmoperator.server.time.Jitter;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files by path, the small ones with their bytes, the others open. A path is found as it is sent, without being decoded: only paths
 * that read the same decoded as encoded are kept, one spelling each, so that no more are kept than there are files, whoever asks
 * for what. Bounded in entries, bytes and open files; when full, what was validated longest ago goes, which is what no request has
 * asked for since.
 */
final class FileCache {

    /** How long a file may be sent without a look at the disk, at most: a change is seen within a second. */
    static final Duration VALIDITY = Duration.ofSeconds(1);

    /** By how much less, at most: processes that have found a file together shall not look for it together again. */
    private static final Duration JITTER = Duration.ofMillis(250);

    private final Map<PathBytes, Entry> entries = new ConcurrentHashMap<>();
    private final CacheLimits limits;
    private long bytes;
    private int openFiles;

    FileCache(CacheLimits limits) {
        this.limits = limits;
    }

    /** A file in the cache. */
    static final class Entry {

        private final Resource resource;
        private volatile @Nullable ReadyFile ready;
        private final byte @Nullable [] place;
        private final boolean settled;
        private volatile long validatedAt;

        /**
         * An entry.
         *
         * @param place where its files were found and others were not; null where it has to be looked for from the beginning
         * @param settled whether the file is old enough for any later change to show in its time of modification
         * @param validatedAt {@link System#nanoTime} before the disk was looked at
         */
        Entry(Resource resource, byte @Nullable [] place, boolean settled, long validatedAt) {
            this.resource = resource;
            this.place = place;
            this.settled = settled;
            this.validatedAt = validatedAt;
        }

        Resource resource() {
            return resource;
        }

        /**
         * Its responses to plain requests, made when they are asked for first: a site that adds something to them has its own.
         *
         * @param shared the fields of others
         */
        ReadyFile ready(SharedFields shared) {
            ReadyFile made = ready;
            if (made == null) {
                made = new ReadyFile(resource, shared);
                ready = made;
            }
            return made;
        }

        private int openFiles() {
            return resource.openFiles();
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
            if (!settled || place == null || !isAsFound(place)) {
                return false;
            }
            validatedAt = nanoTime;
            return true;
        }

        private boolean isAsFound(byte[] at) {
            try {
                return resource.found().isStillAt(at);
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** What is kept of a path, fresh or not; null for nothing. */
    @Nullable
    Entry kept(PathBytes path) {
        return entries.get(path);
    }

    /** The same if it is fresh. */
    @Nullable
    Entry fresh(PathBytes path, long nanoTime) {
        Entry entry = entries.get(path);
        return entry != null && entry.freshAt(nanoTime) ? entry : null;
    }

    /** Keeps a file, unless its path is spelt differently in a target. */
    void keep(String key, Entry entry) {
        if (PathBytes.isSpelledAsSent(key)) {
            keepAt(PathBytes.of(key), entry);
        } else {
            close(entry);
        }
    }

    /** Keeps a file, if it is not too large. */
    void keepAt(PathBytes path, Entry entry) {
        long size = entry.resource.memoryBytes();
        if (size > limits.bytes() || entry.openFiles() > limits.openFiles()) {
            forget(path);
            close(entry);
            return;
        }
        synchronized (this) {
            forget(path);
            while (entries.size() >= limits.entries()
                    || bytes + size > limits.bytes()
                    || openFiles + entry.openFiles() > limits.openFiles()) {
                forgetOldest();
            }
            entries.put(path, entry);
            bytes += size;
            openFiles += entry.openFiles();
        }
    }

    /** Lets go of a path. */
    synchronized void forget(PathBytes path) {
        Entry removed = entries.remove(path);
        if (removed != null) {
            bytes -= removed.resource.memoryBytes();
            openFiles -= removed.openFiles();
            close(removed);
        }
    }

    /**
     * Lets go of the files that are open and were not looked at since a moment of {@link System#nanoTime}: the disk has the space
     * of a deleted one back, and descriptors are free.
     */
    synchronized void closeUnusedSince(long moment) {
        if (openFiles == 0) {
            return;
        }
        for (Map.Entry<PathBytes, Entry> entry : entries.entrySet()) {
            if (entry.getValue().openFiles() > 0 && entry.getValue().validatedAt - moment < 0) {
                forget(entry.getKey());
            }
        }
    }

    private static void close(Entry entry) {
        entry.resource.close();
    }

    /** Where files are many in memory or open, only one of those makes room, but any of them makes it sooner or later. */
    private void forgetOldest() {
        Map.Entry<PathBytes, Entry> oldest = null;
        for (Map.Entry<PathBytes, Entry> entry : entries.entrySet()) {
            if (oldest == null || entry.getValue().validatedAt - oldest.getValue().validatedAt < 0) {
                oldest = entry;
            }
        }
        if (oldest != null) {
            forget(oldest.getKey());
        }
    }

    /** Files kept. */
    int size() {
        return entries.size();
    }

    /** Files kept open. */
    synchronized int openFiles() {
        return openFiles;
    }

    /** Bytes of the files kept. */
    synchronized long bytes() {
        return bytes;
    }
}
