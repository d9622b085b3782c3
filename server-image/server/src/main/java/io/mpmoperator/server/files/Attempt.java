package io.mpmoperator.server.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work on a file that is waited for, and may be given up: what it opens after that is closed. */
final class Attempt<T> extends FutureTask<T> {

    private final Path path;
    private final AtomicReference<@Nullable T> made;
    private volatile @Nullable Map<String, Object> entry;

    /** Work that is to be done. */
    Attempt(Path path, OutsideFile.Work<T> work) {
        this(path, work, new AtomicReference<>());
    }

    private Attempt(Path path, OutsideFile.Work<T> work, AtomicReference<@Nullable T> made) {
        super(() -> {
            T result = work.on(path);
            made.set(result);
            return result;
        });
        this.path = path;
        this.made = made;
    }

    @Override
    public void run() {
        entry = entryOrNone();
        super.run();
        if (isCancelled() && made.get() instanceof Closeable late) {
            close(late);
        }
    }

    private @Nullable Map<String, Object> entryOrNone() {
        try {
            return entry(path);
        } catch (IOException e) {
            return null;
        }
    }

    private static void close(Closeable late) {
        try {
            late.close();
        } catch (IOException e) {
            return; // nothing was written to it
        }
    }

    /** By which it is recognized that a name means another file than before; links are not followed. */
    static Map<String, Object> entry(Path path) throws IOException {
        return Files.readAttributes(path, "unix:dev,ino,ctime", LinkOption.NOFOLLOW_LINKS);
    }

    Path path() {
        return path;
    }

    /** Whether no thread waits for it any more. */
    boolean isGivenUp() {
        return isCancelled();
    }

    /** Whether the name meant what it means now when the work was begun. */
    boolean isOf(Map<String, Object> now) {
        return now.equals(entry);
    }
}
