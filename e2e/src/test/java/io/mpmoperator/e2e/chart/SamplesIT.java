package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The samples beside the operator: it would accept each of them. */
class SamplesIT {

    @Test
    void areAcceptedByTheOperator() throws IOException, InterruptedException {
        for (Path sample : Samples.files()) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    Chart.root()
                            .resolve("operator/target/quarkus-app/quarkus-run.jar")
                            .toString()));
            command.addAll(List.of("plan", "-f", sample.toString()));
            Process plan = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(plan.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(plan.waitFor(60, TimeUnit.SECONDS), () -> sample + " takes a minute");
            assertEquals(0, plan.exitValue(), () -> sample + ": " + output);
            assertTrue(output.contains("memory limit"), output);
        }
    }
}
