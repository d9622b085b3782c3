package io.mpmoperator.e2e.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the built parts are in the repository.
 *
 * @param root the folder of the root pom
 */
public record Layout(Path root) {

    private static final String BUILD_FIRST = "build it first: ./mvnw package -Dmaven.test.skip";
    private static final String TRAIN_FIRST =
            "make it again: ./mvnw -pl server-image/tools -am package -Dmaven.test.skip";

    /** The folder of the operator's JVM options, AOT cache and application. */
    public Path operatorHome() {
        return root.resolve("operator/target");
    }

    public Path serverHome() {
        return root.resolve("server-image/server/target/webserver");
    }

    /** The native server, which need not be there. */
    public Path nativeServerHome() {
        return root.resolve("server-image/server/target/webserver-native");
    }

    public Path crds() {
        return root.resolve("crds");
    }

    public Path samples() {
        return root.resolve("e2e/samples");
    }

    /** The YAML files directly in a folder, in the order of their names. */
    public static List<Path> yamlFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Refuses to go on with a part missing.
     *
     * @throws LocalClusterException that names the part and how to build it
     */
    public void check() throws LocalClusterException {
        OperatorProgram.of(this).check();
        require(serverHome().resolve("bin/webserver"), "the server");
        checkServerIsCurrent();
        require(crds(), "the folder of CRDs");
        require(samples(), "the folder of samples");
    }

    /**
     * Refuses a server whose jars are older than the classes that were compiled for them, or whose AOT caches are older than its
     * jars: what is tried would not be what was written.
     *
     * @throws LocalClusterException that names the file and how to build it
     */
    public void checkServerIsCurrent() throws LocalClusterException {
        for (Part part : Part.values()) {
            Optional<FileTime> compiled = newest(root.resolve(part.module).resolve("target/classes"), ".*\\.class");
            Optional<FileTime> packaged = newest(serverHome().resolve(part.folder), part.jar);
            if (compiled.isPresent() && (packaged.isEmpty() || packaged.get().compareTo(compiled.get()) < 0)) {
                throw new LocalClusterException("%s in %s is older than the classes of %s; %s"
                        .formatted(part.jar, serverHome().resolve(part.folder), part.module, BUILD_FIRST));
            }
        }
        checkCachesAreCurrent();
    }

    private void checkCachesAreCurrent() throws LocalClusterException {
        Path lib = serverHome().resolve("lib");
        Optional<FileTime> packaged = newest(lib, ".*\\.jar");
        for (String cache : List.of("control.aot", "prefork.aot", "threaded.aot")) {
            Optional<FileTime> made = newest(lib, Pattern.quote(cache));
            if (made.isPresent() && packaged.isPresent() && made.get().compareTo(packaged.get()) < 0) {
                throw new LocalClusterException(
                        "%s in %s is older than a jar beside it; %s".formatted(cache, lib, TRAIN_FIRST));
            }
        }
    }

    /** Whether the native server is there and not older than the classes that were compiled for it. */
    public boolean hasCurrentNativeServer() throws LocalClusterException {
        Optional<FileTime> built = newest(nativeServerHome().resolve("bin"), "webserver");
        for (Part part : List.of(Part.MODEL, Part.SERVER)) {
            Optional<FileTime> compiled = newest(root.resolve(part.module).resolve("target/classes"), ".*\\.class");
            if (built.isEmpty() || (compiled.isPresent() && built.get().compareTo(compiled.get()) < 0)) {
                return false;
            }
        }
        return true;
    }

    /** A module, and the jar of the layout that has its classes. */
    private enum Part {
        MODEL("server-image/model", "lib", "mpm-model.*\\.jar"),
        SERVER("server-image/server", "lib", "mpm-server.*\\.jar"),
        TOOLS("server-image/tools", "tools", "mpm-tools\\.jar");

        private final String module;
        private final String folder;
        private final String jar;

        Part(String module, String folder, String jar) {
            this.module = module;
            this.folder = folder;
            this.jar = jar;
        }
    }

    private static Optional<FileTime> newest(Path folder, String name) throws LocalClusterException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            Optional<FileTime> newest = Optional.empty();
            for (Path file : files.filter(file -> file.getFileName().toString().matches(name))
                    .toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                if (newest.isEmpty() || newest.get().compareTo(time) < 0) {
                    newest = Optional.of(time);
                }
            }
            return newest;
        } catch (IOException e) {
            throw new LocalClusterException("cannot look at " + folder + ": " + e.getMessage(), e);
        }
    }

    static void require(Path path, String what) throws LocalClusterException {
        if (!Files.exists(path)) {
            throw new LocalClusterException("%s is missing at %s; %s".formatted(what, path, BUILD_FIRST));
        }
    }
}
