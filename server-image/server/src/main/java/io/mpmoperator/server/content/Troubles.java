package io.mpmoperator.server.content;

import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells the log of files that cannot be read: the first time at once, then at most once a second with the number of
 * requests in between, however many requests meet with it.
 */
final class Troubles {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path documentRoot;
    private final LongSupplier nanoTime;
    private final Log log;
    private long lastTold;
    private boolean told;
    private long untold;

    Troubles(Path documentRoot, LongSupplier nanoTime, Log log) {
        this.documentRoot = documentRoot;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** A request could not be answered because of the file system. */
    synchronized void unavailable(IOException cause) {
        if (due()) {
            log.error("document-root-unavailable", "documentRoot", documentRoot, "cause", cause, "unlogged", untold);
            untold = 0;
        }
    }

    /** A request was refused because this process may not read a file. */
    synchronized void forbidden(TargetPath path) {
        if (due()) {
            log.warn("file-unreadable", "documentRoot", documentRoot, "path", path.key(), "unlogged", untold);
            untold = 0;
        }
    }

    private boolean due() {
        long now = nanoTime.getAsLong();
        if (told && now - lastTold < INTERVAL.toNanos()) {
            untold++;
            return false;
        }
        told = true;
        lastTold = now;
        return true;
    }
}
