package io.mpmoperator.e2e.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The operator as it is shipped: for a JVM, with its options and its AOT cache, or as a native executable.
 *
 * @param path the folder {@code operator/target} of a build for a JVM, or the executable of a native one
 */
public record OperatorProgram(Path path) {

    private static final String JAR = "quarkus-app/quarkus-run.jar";
    private static final String OPTIONS = "jvm.options";

    /** The one that the system property {@code operator.dist} names; where it is not set, the layout's. */
    public static OperatorProgram of(Layout layout) {
        return of(layout, System.getProperty("operator.dist", ""));
    }

    static OperatorProgram of(Layout layout, String dist) {
        return new OperatorProgram(
                dist.isEmpty() ? layout.operatorHome() : layout.root().resolve(dist));
    }

    /** Whether it runs without a JVM. */
    public boolean isNative() {
        return Files.isRegularFile(path);
    }

    /**
     * A process of it that is not started yet.
     *
     * @param javaHome the JVM, for the one that needs it
     * @param heapMib the most heap; in a pod it follows from the memory limit
     * @param words the command; none for the operator itself
     */
    public ProcessBuilder process(Path javaHome, int heapMib, List<String> words) {
        List<String> command = new ArrayList<>();
        if (isNative()) {
            command.add(path.toAbsolutePath().toString());
            command.add("-Xmx" + heapMib + "m");
        } else {
            command.add(javaHome.resolve("bin/java").toString());
            command.addAll(List.of(
                    "@" + OPTIONS,
                    "-Xmx" + heapMib + "m",
                    "-XX:AOTCache=operator.aot",
                    "-Xlog:aot=off",
                    "-Xlog:cds=off",
                    "-jar",
                    JAR));
        }
        command.addAll(words);
        ProcessBuilder process = new ProcessBuilder(command);
        if (!isNative()) {
            process.directory(path.toFile());
        }
        return process;
    }

    /**
     * Refuses to go on with a part missing.
     *
     * @throws LocalClusterException that names the part and how to build it
     */
    void check() throws LocalClusterException {
        if (!isNative()) {
            Layout.require(path.resolve(JAR), "the operator");
            Layout.require(path.resolve(OPTIONS), "the list of the operator's JVM options");
        } else if (!Files.isExecutable(path)) {
            throw new LocalClusterException(
                    "operator.dist names %s, which is no executable; a native operator or a folder operator/target is accepted"
                            .formatted(path));
        }
    }
}
