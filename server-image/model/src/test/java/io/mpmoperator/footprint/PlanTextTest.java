package io.mpmoperator.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.Prefork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    private static final SizingPlan PLAN = new SizingPlan(
            Flavor.NATIVE,
            new Prefork(1, 1, 2, 5, 4, 0, 511, Duration.ZERO),
            List.of(new Adjustment("a-code", "a \"sentence\"\tof \\ words")),
            3 << 20,
            2 << 20,
            new Tasks(10, 7, 6),
            List.of(new Component("child-heap", 2_500_000), new Component("margin", 645_728)),
            List.of("-Xmx8m"),
            List.of("-Xmx9m", "-Xss256k"),
            List.of(
                    new Alternative(Flavor.NATIVE, Mode.WORKER, 2 << 20),
                    new Alternative(Flavor.JVM, Mode.PREFORK, 20 << 20)));

    @Test
    void writesAPlanAsJson() {
        assertEquals("""
                {
                  "flavor": "native",
                  "mode": "prefork",
                  "memoryLimitBytes": 3145728,
                  "memoryRequestBytes": 2097152,
                  "processes": 4,
                  "threads": 4,
                  "tasks": 52,
                  "connections": 4,
                  "components": [
                    {"name": "child-heap", "bytes": 2500000},
                    {"name": "margin", "bytes": 645728}
                  ],
                  "alternatives": [
                    {"flavor": "native", "mode": "worker", "memoryLimitBytes": 2097152},
                    {"flavor": "jvm", "mode": "prefork", "memoryLimitBytes": 20971520}
                  ],
                  "adjustments": [
                    {"code": "a-code", "message": "a \\"sentence\\"\\u0009of \\\\ words"}
                  ],
                  "settings": {
                    "startServers": 1,
                    "minSpareServers": 1,
                    "maxSpareServers": 2,
                    "serverLimit": 5,
                    "maxRequestWorkers": 4,
                    "maxConnectionsPerChild": 0,
                    "listenBacklog": 511,
                    "gracefulShutdownTimeout": 0
                  },
                  "controlOptions": [
                    "-Xmx8m"
                  ],
                  "childOptions": [
                    "-Xmx9m",
                    "-Xss256k"
                  ]
                }
                """, PlanJson.of(PLAN));
    }

    @Test
    void writesAPlanAsATable() {
        assertEquals("""
                flavor            native
                mode              prefork
                processes         4 (at most 5)
                threads           4 (1 in each)
                tasks             52 (7 in each process)
                connections       4
                memory limit      3 MiB
                memory request    2 MiB

                memory at the peak
                  child-heap             2.4 MiB
                  margin                 0.6 MiB
                  limit                    3 MiB

                the same work in another mode or flavor
                  native worker            2 MiB
                  jvm prefork             20 MiB

                adjusted
                  a "sentence"\tof \\ words

                options
                  control         -Xmx8m
                  child           -Xmx9m -Xss256k
                """, PlanTable.of(PLAN));
    }
}
