package io.mpmoperator.server.content;

import io.mpmoperator.server.nativecalls.FileCalls;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds files below DocumentRoot. Symbolic links are followed as long as they lead to somewhere below the real
 * DocumentRoot, which is resolved anew every time: a mounted ConfigMap swaps all its files by one link.
 *
 * @param directoryIndex file names tried in a directory, in this order (DirectoryIndex)
 */
record DocumentRoot(Path path, List<String> directoryIndex) {

    /** PATH_MAX of Linux, without the NUL. */
    private static final int LONGEST_PATH = 4095;

    /** How often a path is looked at that leads through a link: what it leads to may vanish in between, in a swap. */
    private static final int ATTEMPTS = 5;

    /** Looks for a path. */
    Lookup find(TargetPath target) {
        Lookup.Found quick = BeneathRoot.find(path, target);
        return quick == null ? lookFor(target) : quick;
    }

    private Lookup lookFor(TargetPath target) {
        Lookup lookup = new Lookup.Missing();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path root;
            Path wanted;
            try {
                root = path.toRealPath();
                wanted = root.resolve(target.relative());
            } catch (IOException e) {
                return new Lookup.Unavailable(e);
            } catch (InvalidPathException e) {
                return new Lookup.Missing();
            }
            lookup = look(root, wanted, target.directory());
            if (!(lookup instanceof Lookup.Missing) || !throughLink(root, wanted)) {
                return lookup;
            }
        }
        return lookup;
    }

    /**
     * The place that decides whether a path still leads to what was found there: the quick answer to the most frequent question.
     * What was found was below DocumentRoot, and is the same.
     *
     * @return as the system takes it, its symbolic links are followed at each look; null where an index file may be meant, which
     *     another might come before
     */
    byte @Nullable [] place(TargetPath target) {
        return target.directory() ? null : FileCalls.bytes(path.resolve(target.relative()));
    }

    private Lookup look(Path root, Path wanted, boolean asDirectory) {
        if (wanted.toString().length() > LONGEST_PATH) {
            return new Lookup.Missing();
        }
        try {
            return find(root, wanted, asDirectory);
        } catch (AccessDeniedException e) {
            return new Lookup.Forbidden();
        } catch (NoSuchFileException e) {
            return new Lookup.Missing();
        } catch (IOException e) {
            if (inCircles(root, wanted)) {
                return new Lookup.Forbidden();
            }
            return belowFile(root, wanted) ? new Lookup.Missing() : new Lookup.Unavailable(e);
        }
    }

    private Lookup find(Path root, Path wanted, boolean asDirectory) throws IOException {
        Path real = wanted.toRealPath();
        if (!real.startsWith(root)) {
            return new Lookup.Missing();
        }
        StoredFile file = StoredFile.at(real);
        if (file.isDirectory()) {
            Optional<Lookup> index = index(root, wanted);
            return index.map(found -> asDirectory ? found : new Lookup.Directory())
                    .orElseGet(Lookup.Missing::new);
        }
        if (asDirectory || !file.isRegular()) {
            return new Lookup.Missing();
        }
        return withVariants(root, wanted, file);
    }

    private Optional<Lookup> index(Path root, Path directory) throws IOException {
        for (String name : directoryIndex) {
            Path index = directory.resolve(name);
            Optional<StoredFile> file = regular(root, index);
            if (file.isPresent()) {
                return Optional.of(withVariants(root, index, file.get()));
            }
        }
        return Optional.empty();
    }

    private static Lookup withVariants(Path root, Path wanted, StoredFile identity) throws IOException {
        Path name = wanted.getFileName();
        String fileName = name == null ? "" : name.toString();
        Map<ContentCoding, StoredFile> files = new EnumMap<>(ContentCoding.class);
        files.put(ContentCoding.IDENTITY, identity);
        for (ContentCoding coding : ContentCoding.values()) {
            if (coding != ContentCoding.IDENTITY) {
                regular(root, wanted.resolveSibling(fileName + coding.suffix()))
                        .filter(file -> Files.isReadable(file.path()))
                        .ifPresent(file -> files.put(coding, file));
            }
        }
        return new Lookup.Found(fileName, files);
    }

    private static Optional<StoredFile> regular(Path root, Path wanted) throws IOException {
        if (!Files.exists(wanted)) {
            return Optional.empty();
        }
        Path real = wanted.toRealPath();
        if (!real.startsWith(root)) {
            return Optional.empty();
        }
        return Optional.of(StoredFile.at(real)).filter(StoredFile::isRegular);
    }

    /** Whether the path has a symbolic link in it, as far as it exists. */
    private static boolean throughLink(Path root, Path wanted) {
        Path at = root;
        for (Path name : root.relativize(wanted)) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at)) {
                return true;
            }
            if (!Files.exists(at)) {
                return false;
            }
        }
        return false;
    }

    /** Whether a symbolic link on the way leads round to itself. */
    private static boolean inCircles(Path root, Path wanted) {
        Path at = root;
        for (Path name : root.relativize(wanted)) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at) && !Files.exists(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a file where the path needs a directory. */
    private static boolean belowFile(Path root, Path wanted) {
        Path at = root;
        for (Path name : root.relativize(wanted)) {
            at = at.resolve(name);
            if (!Files.isDirectory(at)) {
                return Files.exists(at) && !at.equals(wanted);
            }
        }
        return false;
    }
}
