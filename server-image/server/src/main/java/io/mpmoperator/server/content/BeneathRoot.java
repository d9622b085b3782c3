package io.mpmoperator.server.content;

import io.mpmoperator.server.nativecalls.FileCalls;
import io.mpmoperator.server.nativecalls.FileStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The quick way to a file: the kernel itself resolves the path below DocumentRoot, and lets no symbolic link lead out of it
 * (openat2(2)). It knows one answer only, a regular file without variants; for all else {@link DocumentRoot} looks again.
 */
final class BeneathRoot {

    private static final byte[] AS_IT_IS = {};

    private BeneathRoot() {}

    /** Looks for a path; null for anything but a regular file without variants, and where the kernel has no such call. */
    static Lookup.@Nullable Found find(Path root, TargetPath target) {
        String relative = target.relative();
        if (relative.isEmpty() || target.directory() || !isAscii(relative)) {
            return null;
        }
        int directory = FileCalls.place(FileCalls.bytes(root));
        if (directory < 0) {
            return null;
        }
        try {
            FileStatus status = status(directory, relative.getBytes(StandardCharsets.US_ASCII));
            return status == null
                    ? null
                    : new Lookup.Found(
                            target.segments().getLast(),
                            Map.of(ContentCoding.IDENTITY, new StoredFile(root.resolve(relative), status)));
        } finally {
            FileCalls.close(directory);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c > 0 && c < 0x80);
    }

    private static @Nullable FileStatus status(int directory, byte[] path) {
        int place = FileCalls.placeBeneath(directory, path, AS_IT_IS);
        if (place < 0) {
            return null;
        }
        try {
            FileStatus status = FileCalls.status(place);
            return status != null && status.isRegular() && isWithoutVariants(directory, path) ? status : null;
        } catch (IOException e) {
            return null; // the long way comes to the same, and has words for it
        } finally {
            FileCalls.close(place);
        }
    }

    private static boolean isWithoutVariants(int directory, byte[] path) {
        for (ContentCoding coding : ContentCoding.values()) {
            if (coding != ContentCoding.IDENTITY && isThere(directory, path, coding.suffixBytes())) {
                return false;
            }
        }
        return true;
    }

    /** Anything but nothing is there, be it a link that leads out: the long way looks at it. */
    private static boolean isThere(int directory, byte[] path, byte[] suffix) {
        int variant = FileCalls.placeBeneath(directory, path, suffix);
        if (variant >= 0) {
            FileCalls.close(variant);
        }
        return !FileCalls.isNothing(variant);
    }
}
