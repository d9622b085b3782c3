package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.e2e.local.Layout;
import io.mpmoperator.e2e.local.OperatorProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The samples beside the operator: it would accept each of them. */
@Tag("process")
class SamplesIT {

    private static final int HEAP_MIB = 64;

    @Test
    void areAcceptedByTheOperator() throws IOException, InterruptedException {
        for (Path sample : Samples.files()) {
            Process plan = OperatorProgram.of(new Layout(Chart.root()))
                    .process(
                            Path.of(System.getProperty("java.home")),
                            HEAP_MIB,
                            List.of("plan", "-f", sample.toAbsolutePath().toString()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(plan.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(plan.waitFor(60, TimeUnit.SECONDS), () -> sample + " takes a minute");
            assertEquals(0, plan.exitValue(), () -> sample + ": " + output);
            assertTrue(output.contains("memory limit"), output);
        }
    }
}
