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

    /** Of what no look at the disk was taken for; it stays so. */
    static final Probes NONE = new Probes();

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

    /** The same; what all have that have not looked, where nothing was looked at. */
    Probes orNone() {
        return seen.isEmpty() && read.isEmpty() && !beyondKinds ? NONE : this;
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

    /** What was looked at so far. */
    Seen seen() {
        return new Seen(Map.copyOf(seen), Map.copyOf(read));
    }

    /**
     * What was at the paths that were looked at.
     *
     * @param kinds by path
     * @param stamps of the files that were read
     */
    record Seen(Map<String, Kind> kinds, Map<String, Stamp> stamps) {

        /** Whether the same is at each of them. */
        boolean holds() {
            return kinds.entrySet().stream().allMatch(entry -> look(entry.getKey()) == entry.getValue())
                    && stamps.entrySet().stream()
                            .allMatch(entry -> Stamp.of(entry.getKey()).equals(entry.getValue()));
        }
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
