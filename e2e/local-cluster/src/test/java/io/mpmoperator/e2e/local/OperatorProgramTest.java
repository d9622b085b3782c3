package io.mpmoperator.e2e.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class OperatorProgramTest {

    private static final Path JAVA_HOME = Path.of("/jdk");

    @TempDir
    private Path root;

    private Path executable;

    @BeforeEach
    void writeExecutable() throws IOException {
        executable = Files.writeString(root.resolve("runner"), "");
        Files.createDirectories(root.resolve("operator/target"));
    }

    @Test
    void runsOnAJvmWhereNothingIsSaid() {
        ProcessBuilder process = program("").process(JAVA_HOME, 64, List.of("plan"));

        assertEquals("/jdk/bin/java", process.command().getFirst());
        assertEquals(
                List.of("-jar", "quarkus-app/quarkus-run.jar", "plan"),
                process.command()
                        .subList(process.command().size() - 3, process.command().size()));
        assertEquals(root.resolve("operator/target").toFile(), process.directory());
    }

    @Test
    void runsAnExecutableByItself() {
        ProcessBuilder process = program("runner").process(JAVA_HOME, 64, List.of("plan"));

        assertEquals(List.of(executable.toString(), "-Xmx64m", "plan"), process.command());
    }

    @Test
    void refusesAFileThatIsNoExecutable() {
        LocalClusterException refused = assertThrows(
                LocalClusterException.class, () -> program("runner").check());

        assertEquals(
                "operator.dist names %s, which is no executable; a native operator or a folder operator/target is accepted"
                        .formatted(executable),
                refused.getMessage());
    }

    @Test
    void acceptsAnExecutable() throws LocalClusterException, IOException {
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));

        program("runner").check();
    }

    private OperatorProgram program(String dist) {
        return OperatorProgram.of(new Layout(root), dist);
    }
}
