package io.mpmoperator.e2e.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code e2e/images/build base} in any environment: it takes a JDK that is recent enough, says one sentence where there is none,
 * and nothing else. The tools that it calls are ones that do nothing; what it copies as the JDK is kept.
 */
@Tag("process")
class BuildScriptTest {

    private static final Path SCRIPT =
            Path.of("../images/build").toAbsolutePath().normalize();
    private static final String RECENT = "JAVA_VERSION=\"25.0.1\"\n";
    private static final String NONE = "there is no release file";
    private static final String OLD = "JAVA_VERSION=\"21.0.8\"\n";

    @TempDir
    private Path folder;

    /** What a run came to. */
    private record Outcome(int exit, String output, String errors, String copiedJdk) {}

    static Stream<Arguments> environmentsWithoutAJdk() {
        return Stream.of(
                Arguments.of("JAVA_HOME is not set", Map.of()),
                Arguments.of("it is empty", Map.of("JAVA_HOME", "")),
                Arguments.of("nothing is there", Map.of("JAVA_HOME", "/nowhere")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("environmentsWithoutAJdk")
    void takesTheMachinesJdkOrSaysInOneSentenceThatThereIsNone(String name, Map<String, String> environment)
            throws Exception {
        assertMachinesJdkOrASentence(build(environment));
    }

    private void assertMachinesJdkOrASentence(Outcome outcome) {
        if (outcome.exit() == 0) {
            assertEquals("", outcome.errors());
            assertEquals("localhost/mpm-jdk:25\n", outcome.output());
            assertFalse(outcome.copiedJdk().startsWith(folder.toString()), outcome.copiedJdk());
            assertTrue(Files.isExecutable(Path.of(outcome.copiedJdk(), "bin/jlink")), outcome.copiedJdk());
        } else {
            assertEquals("images/build: no JDK of version 25 or later found: set JAVA_HOME to one\n", outcome.errors());
        }
    }

    @Test
    void takesTheJdkThatJavaHomeNames() throws Exception {
        Path jdk = jdk(RECENT);
        assertEquals(
                new Outcome(0, "localhost/mpm-jdk:25\n", "", jdk.toString()),
                build(Map.of("JAVA_HOME", jdk.toString())));
    }

    /** As / is one, for a JAVA_HOME that is not set, where jlink is among the machine's commands. */
    @ParameterizedTest
    @ValueSource(strings = {OLD, "", NONE})
    void passesOverAFolderThatIsNoRecentJdk(String release) throws Exception {
        Path jdk = jdk(release);
        assertMachinesJdkOrASentence(build(Map.of("JAVA_HOME", jdk.toString())));
    }

    private Path jdk(String release) throws IOException {
        Path jdk = Files.createDirectories(folder.toRealPath().resolve("jdk"));
        Files.createDirectories(jdk.resolve("bin"));
        executable(jdk.resolve("bin/jlink"), "");
        if (!release.equals(NONE)) {
            Files.writeString(jdk.resolve("release"), release);
        }
        return jdk;
    }

    private Outcome build(Map<String, String> environment) throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path copied = Files.writeString(folder.resolve("copied"), "");
        executable(tools.resolve("mmdebstrap"), "");
        executable(tools.resolve("cp"), "[ -n \"$2\" ] || exit 1\nprintf %s \"$2\" >'" + copied + "'\n");
        executable(
                tools.resolve("buildah"),
                "case \"$*\" in *inspect*) exit 1 ;; *' from '*) echo working-container ;; esac\n");
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString(), "base")
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("SUITE", "bookworm");
        builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Outcome(exit, Files.readString(output), Files.readString(errors), Files.readString(copied));
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
