package io.mpmoperator.operator.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.admission.Admission;
import io.mpmoperator.operator.cli.Cli;
import io.mpmoperator.operator.plan.Decision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What configurations are imported as: the folders under {@code import}. */
class ImporterTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDERS =
            Path.of(System.getProperty("golden.folder")).resolveSibling("import");

    @TestFactory
    Stream<DynamicTest> becomesTheWebServerThatDoesTheSame() throws IOException {
        return folders()
                .map(folder -> DynamicTest.dynamicTest(name(folder), () -> {
                    Answer answer = Answer.of(folder);

                    compare(folder.resolve("out-webserver.yaml"), answer.out());
                    compare(folder.resolve("out-report.txt"), answer.err());
                }));
    }

    @TestFactory
    Stream<DynamicTest> isAcceptedAsItIs() throws IOException {
        return folders()
                .map(folder -> DynamicTest.dynamicTest(name(folder), () -> {
                    var manifest = JSON.valueToTree(
                            Importer.read("site", files(folder)).manifest());

                    assertEquals(List.of(), Admission.ofThisVersion().refusals(manifest));
                    WebServer webServer = JSON.treeToValue(manifest, WebServer.class);
                    webServer.getMetadata().setNamespace("web");
                    webServer.getMetadata().setUid("1");
                    assertInstanceOf(
                            Decision.Accepted.class, TestPlanner.create().decide(webServer));
                }));
    }

    private static Stream<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.sorted().toList().stream();
        }
    }

    private static String name(Path folder) {
        return Objects.toString(folder.getFileName());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).startsWith("in-")).sorted().toList();
        }
    }

    private static void compare(Path file, String came) throws IOException {
        if (Boolean.getBoolean("generate")) {
            Files.writeString(file, came);
        }
        assertEquals(Files.readString(file), came, file + ": refresh with ./mvnw -Pgenerate");
    }

    /** What the command prints. */
    private record Answer(String out, String err) {

        static Answer of(Path folder) throws IOException {
            List<String> words = new ArrayList<>(List.of("import", "--name", "site"));
            files(folder).forEach(file -> words.add(file.toString()));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int code = new Cli(
                            TestPlanner.create(),
                            new ByteArrayInputStream(new byte[0]),
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8))
                    .run(words);
            assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
            return new Answer(
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8).replace(folder + "/", ""));
        }
    }
}
