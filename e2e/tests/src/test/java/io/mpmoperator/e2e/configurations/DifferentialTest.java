package io.mpmoperator.e2e.configurations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.e2e.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms of configurations, F01 and on: the same file, the same requests, the same answers as Apache's. */
@Tag("process")
class DifferentialTest {

    private static final boolean RECORDS = Boolean.getBoolean("generate");

    private static FastCgiEcho fastCgi;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startFastCgi() throws IOException {
        fastCgi = FastCgiEcho.start();
    }

    @AfterAll
    static void endFastCgi() throws IOException {
        fastCgi.close();
    }

    static Stream<CaseFile> cases() {
        return CaseFile.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsApacheDoes(CaseFile file) throws IOException, ConfException {
        Path root = SiteFiles.write(Files.createDirectory(folder.resolve("root")));
        String recorded = Files.readString(file.recorded());
        Path logs = Files.createDirectory(folder.resolve("logs"));
        CasePorts ports = CasePorts.free().with(fastCgi);
        try (ServerProcess _ = ServerProcess.startAtItsPorts(conf(file, root, logs, ports), folder)) {
            assertEquals(recorded, answers(file, ports, root, logs), "at first");
            assertEquals(recorded, answers(file, ports, root, logs), "once responses are ready");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void recordedAnswersAreThoseOfApache(CaseFile file) throws IOException {
        assumeTrue(ApacheProcess.isInstalled(), "apache2 is not installed");
        Path root = SiteFiles.write(Files.createDirectory(folder.resolve("root")));
        CasePorts ports = CasePorts.free().with(fastCgi);
        Path logs = Files.createDirectory(folder.resolve("logs"));
        try (ApacheProcess _ = ApacheProcess.start(file.text(), root, folder, ports)) {
            String answers = answers(file, ports, root, logs);
            if (RECORDS) {
                Files.writeString(file.recorded(), answers);
            }
            assertEquals(Files.readString(file.recorded()), answers);
        }
    }

    private static String answers(CaseFile file, CasePorts ports, Path root, Path logs) {
        List<Question> questions = file.questions();
        String answers = questions.stream()
                .map(question -> "> " + question.line() + "\n" + question.ask(ports, root) + "\n")
                .collect(Collectors.joining());
        return answers
                + file.logs().stream()
                        .map(log -> log.take(logs)
                                .replace(root.toString(), "/ROOT")
                                .replace("|" + ports.first() + "|", "|PORT|"))
                        .collect(Collectors.joining());
    }

    private static WebServerConf conf(CaseFile file, Path root, Path logs, CasePorts ports) throws ConfException {
        Map<String, String> variables = new HashMap<>(ports.variables());
        variables.putAll(Map.of("ROOT", root.toString(), "LOGS", logs.toString(), "FROM", "the environment"));
        return ConfReader.read(file.toString(), file.text(), Surroundings.variables(variables))
                .conf();
    }
}
