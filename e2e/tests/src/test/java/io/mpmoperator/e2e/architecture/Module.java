package io.mpmoperator.e2e.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules of the build and the packages that are theirs. */
enum Module {
    MODEL(
            "server-image/model",
            "io.mpmoperator.mpm..",
            "io.mpmoperator.conf..",
            "io.mpmoperator.footprint..",
            "io.mpmoperator.pattern..",
            "io.mpmoperator.url..",
            "io.mpmoperator.address..",
            "io.mpmoperator.expression..",
            "io.mpmoperator.rewrite..",
            "io.mpmoperator.access..",
            "io.mpmoperator.headers..",
            "io.mpmoperator.redirect..",
            "io.mpmoperator.environment..",
            "io.mpmoperator.mediatype..",
            "io.mpmoperator.logformat..",
            "io.mpmoperator.listing..",
            "io.mpmoperator.remoteip..",
            "io.mpmoperator.proxy..",
            "io.mpmoperator.rules..",
            "io.mpmoperator.site.."),
    SERVER("server-image/server", "io.mpmoperator.server.."),
    TOOLS("server-image/tools", "io.mpmoperator.tools.."),
    CRDS("crds", "io.mpmoperator.api.."),
    OPERATOR("operator", "io.mpmoperator.operator.."),
    API_SERVER("e2e/api-server", "io.mpmoperator.e2e.apiserver.."),
    LOCAL_CLUSTER("e2e/local-cluster", "io.mpmoperator.e2e.local.."),
    BENCHMARK(
            "e2e/benchmark",
            "io.mpmoperator.e2e.benchmark..",
            "io.mpmoperator.e2e.grid..",
            "io.mpmoperator.e2e.operator..",
            "io.mpmoperator.e2e.server..");

    private final String folder;

    @SuppressWarnings("ImmutableEnumChecker") // an immutable list
    private final List<String> packages;

    Module(String folder, String... packages) {
        this.folder = folder;
        this.packages = List.of(packages);
    }

    Path classes(Path root) {
        return root.resolve(folder).resolve("target/classes");
    }

    Path testClasses(Path root) {
        return root.resolve(folder).resolve("target/test-classes");
    }

    String[] packages() {
        return packages.toArray(String[]::new);
    }

    /** The packages of this module and others besides. */
    String[] packagesAnd(String... others) {
        return Stream.concat(packages.stream(), Stream.of(others)).toArray(String[]::new);
    }

    /** All packages of some modules. */
    static String[] packagesOf(Module... modules) {
        return Stream.of(modules).flatMap(module -> module.packages.stream()).toArray(String[]::new);
    }
}
