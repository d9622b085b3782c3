package io.mpmoperator.server.content;

import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.LogThrottle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells the log of files that cannot be read, at most once a second however many requests meet with it. */
final class FileErrorLog {

    private final Path documentRoot;
    private final Log log;
    private final LogThrottle throttle;

    FileErrorLog(Path documentRoot, LongSupplier nanoTime, Log log) {
        this.documentRoot = documentRoot;
        this.log = log;
        this.throttle = new LogThrottle(Duration.ofSeconds(1), nanoTime);
    }

    /** A request could not be answered because of the file system. */
    void unavailable(IOException cause) {
        throttle.error(log, "document-root-unavailable", "documentRoot", documentRoot, "cause", cause);
    }

    /** A request was refused because this process may not read a file. */
    void forbidden(TargetPath path) {
        throttle.warn(log, "file-unreadable", "documentRoot", documentRoot, "path", path.key());
    }
}
