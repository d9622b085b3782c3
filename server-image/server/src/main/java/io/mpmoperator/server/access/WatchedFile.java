package io.mpmoperator.server.access;

import io.mpmoperator.server.files.FileStamp;
import io.mpmoperator.server.files.OutsideFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a file of lines says: looked at once a second at most, and read again when it has changed. Safe for use by several threads. */
final class WatchedFile<T> {

    private static final long VALIDITY = 1_000_000_000L;

    private final Path path;
    private final Function<List<String>, T> parse;
    private final LongSupplier nanoTime;
    private volatile @Nullable Read<T> last;

    WatchedFile(Path path, Function<List<String>, T> parse, LongSupplier nanoTime) {
        this.path = path;
        this.parse = parse;
        this.nanoTime = nanoTime;
    }

    /** What was read, and when it was last found to be the same. */
    private record Read<T>(FileStamp stamp, T value, long lookedAt) {}

    /**
     * What it says.
     *
     * @throws IOException when it cannot be read
     */
    T value() throws IOException {
        Read<T> known = last;
        long now = nanoTime.getAsLong();
        if (known != null && now - known.lookedAt < VALIDITY) {
            return known.value;
        }
        FileStamp stamp = FileStamp.of(path);
        T value = known != null && known.stamp.equals(stamp)
                ? known.value
                : parse.apply(
                        OutsideFile.text(path, StandardCharsets.UTF_8).lines().toList());
        last = new Read<>(stamp, value, now);
        return value;
    }
}
