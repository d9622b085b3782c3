package io.mpmoperator.e2e.workflows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a workflow can name of the repository.
 *
 * @param root     its folder
 * @param profiles of Maven, those of all modules
 * @param tests    the simple names of all test classes
 */
record Repository(Path root, Set<String> profiles, Set<String> tests) {

    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>([\\w-]+)</id>");

    static Repository read() throws IOException {
        Path root = Path.of(Objects.requireNonNull(System.getProperty("local.root"), "local.root"));
        Set<String> profiles = new TreeSet<>();
        Set<String> tests = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> !path.toString().contains("/target/")).toList()) {
                String name = Objects.toString(file.getFileName());
                if (name.equals("pom.xml")) {
                    profiles.addAll(PROFILE.matcher(Files.readString(file))
                            .results()
                            .map(match -> match.group(1))
                            .collect(Collectors.toSet()));
                } else if (name.endsWith(".java") && file.toString().contains("/src/test/java/")) {
                    tests.add(name.substring(0, name.length() - ".java".length()));
                }
            }
        }
        return new Repository(root, profiles, tests);
    }

    boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    boolean hasProgram(String path) {
        return Files.isExecutable(root.resolve(path));
    }

    /** Whether a path begins with a folder of the repository, and is not what a build makes. */
    boolean isMeant(String path) {
        Path words = Path.of(path);
        return path.contains("/")
                && !words.isAbsolute()
                && Stream.of(path.split("/")).noneMatch("target"::equals)
                && has(words.getName(0).toString());
    }
}
