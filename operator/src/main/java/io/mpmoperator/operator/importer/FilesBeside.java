package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.pattern.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that a configuration includes, where it is imported: at their own paths, or below the folder of the
 * configuration, where it was copied from its machine. What is not there is remembered, and read as an empty file.
 */
final class FilesBeside implements Surroundings {

    private static final int DEEPEST = 16;

    /** What Debian's envvars say. */
    private static final Map<String, String> DEBIAN = Map.of(
            "APACHE_RUN_USER", "www-data",
            "APACHE_RUN_GROUP", "www-data",
            "APACHE_RUN_DIR", "/var/run/apache2",
            "APACHE_LOCK_DIR", "/var/lock/apache2",
            "APACHE_LOG_DIR", "/var/log/apache2",
            "APACHE_PID_FILE", "/var/run/apache2/apache2.pid");

    private final Path folder;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    FilesBeside(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        this.folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }

    @Override
    public Optional<String> variable(String name) {
        Optional<String> value = Optional.ofNullable(DEBIAN.get(name));
        if (value.isEmpty() && name.indexOf(':') < 0) {
            unknown.add(name);
        }
        return value;
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path)) || !found(path).isEmpty();
    }

    @Override
    public String text(String path) throws IOException {
        return missing.contains(path) ? "" : Files.readString(Path.of(path));
    }

    @Override
    public List<String> files(String path) {
        List<String> found = found(path);
        if (found.isEmpty() && !Glob.isGlob(path)) {
            missing.add(path);
            return List.of(path);
        }
        return found;
    }

    /** The path itself, else what is left of it below the folder when it is shortened from the left. */
    private List<String> found(String path) {
        List<String> found = at(path);
        for (String rest = path; found.isEmpty() && rest.indexOf('/') >= 0; ) {
            rest = rest.substring(rest.indexOf('/') + 1);
            found = rest.isEmpty() ? List.of() : at(folder + "/" + rest);
        }
        return found;
    }

    private static List<String> at(String path) {
        Path root =
                Path.of(Glob.isGlob(path) ? path.substring(0, path.lastIndexOf('/', firstWildcard(path))) + "/" : path);
        if (!Files.exists(root)) {
            return List.of();
        }
        Glob glob = Glob.ofPath(path);
        try (Stream<Path> below = Files.walk(root, DEEPEST)) {
            return below.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(file -> !Glob.isGlob(path) || glob.matches(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static int firstWildcard(String path) {
        return (int) path.chars().takeWhile(c -> "*?[".indexOf(c) < 0).count();
    }

    @Override
    public String folder() {
        return folder.toString();
    }

    Set<String> missing() {
        return missing;
    }

    Set<String> unknown() {
        return unknown;
    }
}
