package io.mpmoperator.e2e.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the built parts are in the repository.
 *
 * @param root the folder of the root pom
 */
public record Layout(Path root) {

    private static final String BUILD_FIRST = "build it first: ./mvnw package -DskipTests";

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
        require(crds(), "the folder of CRDs");
        require(samples(), "the folder of samples");
    }

    static void require(Path path, String what) throws LocalClusterException {
        if (!Files.exists(path)) {
            throw new LocalClusterException("%s is missing at %s; %s".formatted(what, path, BUILD_FIRST));
        }
    }
}
