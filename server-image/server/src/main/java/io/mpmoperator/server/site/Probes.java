package io.mpmoperator.server.site;

import io.mpmoperator.expression.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks at the disk for one request, once at each path, and remembers what was there. */
final class Probes implements FileFacts {

    private final Map<String, Kind> seen = new LinkedHashMap<>();
    private final Map<String, Stamp> read = new LinkedHashMap<>();
    private boolean beyondKinds;

    /** What is at a path. */
    enum Kind {
        FILE,
        FOLDER,
        NOTHING
    }

    /** By what a file that was read is known again. */
    record Stamp(long size, long modified) {

        private static final Stamp NONE = new Stamp(-1, 0);

        static Stamp of(String path) {
            try {
                BasicFileAttributes found = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
                return found.isRegularFile()
                        ? new Stamp(found.size(), found.lastModifiedTime().toMillis())
                        : NONE;
            } catch (IOException | InvalidPathException e) {
                return NONE;
            }
        }

        boolean isThere() {
            return size >= 0;
        }
    }

    /** What a file that is read, or would be if it were there, is known by. */
    Stamp stamp(String path) {
        return read.computeIfAbsent(path, Stamp::of);
    }

    /** Takes over what others have looked at. */
    void include(Probes others) {
        seen.putAll(others.seen);
        read.putAll(others.read);
        beyondKinds |= others.beyondKinds;
    }

    /** What is at an absolute path, symbolic links followed. */
    Kind kind(String path) {
        return seen.computeIfAbsent(path, Probes::look);
    }

    private static Kind look(String path) {
        try {
            Path at = Path.of(path);
            if (Files.isRegularFile(at)) {
                return Kind.FILE;
            }
            return Files.isDirectory(at) ? Kind.FOLDER : Kind.NOTHING;
        } catch (InvalidPathException e) {
            return Kind.NOTHING;
        }
    }

    /** Remembers a look at more than whether something is there: what follows from it is not kept. */
    void lookCloser() {
        beyondKinds = true;
    }

    /** Whether all that was found follows from the kinds of paths. */
    boolean areKinds() {
        return !beyondKinds;
    }

    /** Whether the same is at each path that was looked at. */
    boolean hold() {
        return seen.entrySet().stream().allMatch(entry -> look(entry.getKey()) == entry.getValue())
                && read.entrySet().stream()
                        .allMatch(entry -> Stamp.of(entry.getKey()).equals(entry.getValue()));
    }

    @Override
    public boolean isFile(String path) {
        return kind(path) == Kind.FILE;
    }

    @Override
    public boolean isFolder(String path) {
        return kind(path) == Kind.FOLDER;
    }

    @Override
    public boolean isLink(String path) {
        lookCloser();
        return Files.isSymbolicLink(Path.of(path));
    }

    @Override
    public long size(String path) {
        lookCloser();
        return isFile(path) ? Path.of(path).toFile().length() : -1;
    }

    @Override
    public boolean isExecutable(String path) {
        lookCloser();
        return Files.isExecutable(Path.of(path)) && Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }
}
