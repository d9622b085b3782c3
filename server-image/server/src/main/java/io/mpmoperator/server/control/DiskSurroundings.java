package io.mpmoperator.server.control;

import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.server.files.OutsideFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a configuration includes, and asks of the machine that it is read on.
 *
 * @param variables the environment
 * @param directory the folder of the configuration
 */
record DiskSurroundings(Function<String, Optional<String>> variables, Path directory) implements Surroundings {

    /** No folder of configurations is deeper than that. */
    private static final int DEEPEST = 16;

    @Override
    public Optional<String> variable(String name) {
        return variables.apply(name);
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public String text(String path) throws IOException {
        try {
            return OutsideFile.text(Path.of(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(OutsideFile.reason(e), e);
        }
    }

    @Override
    public String folder() {
        return directory.toString();
    }

    /** A pattern has wildcards in any of its names; each is matched in the folders that were found for those before it. */
    @Override
    public List<String> files(String path) {
        try {
            List<Path> found = List.of(Path.of("/"));
            for (String name : path.split("/", -1)) {
                if (!name.isEmpty()) {
                    found = found.stream()
                            .flatMap(folder -> named(folder, name))
                            .toList();
                }
            }
            return found.stream()
                    .flatMap(DiskSurroundings::filesOf)
                    .map(Path::toString)
                    .toList();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private static Stream<Path> named(Path folder, String name) {
        if (name.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
            return Stream.of(folder.resolve(name)).filter(Files::exists);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name.replace("{", "\\{"));
        return listed(folder).filter(path -> matcher.matches(path.getFileName()));
    }

    private static Stream<Path> filesOf(Path path) {
        return Files.isDirectory(path) ? below(path) : Stream.of(path);
    }

    private static Stream<Path> below(Path folder) {
        return folder.getNameCount() > DEEPEST ? Stream.empty() : listed(folder).flatMap(DiskSurroundings::filesOf);
    }

    private static Stream<Path> listed(Path folder) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(paths::add);
        } catch (IOException e) {
            return Stream.empty();
        }
        return paths.stream().sorted();
    }
}
