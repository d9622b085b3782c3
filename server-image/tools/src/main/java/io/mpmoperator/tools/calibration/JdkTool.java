package io.mpmoperator.tools.calibration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of a JDK. */
final class JdkTool {

    private JdkTool() {}

    /** Looks beside the Java that runs this, then where JAVA_HOME says; nothing where neither has it. */
    static Optional<Path> find(String name) {
        return Stream.of(
                        Optional.ofNullable(System.getProperty("java.home")),
                        Optional.ofNullable(System.getenv("JAVA_HOME")))
                .flatMap(Optional::stream)
                .map(home -> Path.of(home, "bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
