package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Apache;
import io.mpmoperator.e2e.benchmark.contender.Nginx;
import io.mpmoperator.e2e.benchmark.load.Wrk;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Flavor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be installed or built before. */
final class Prerequisites {

    private Prerequisites() {}

    /** Refuses to go on with something missing. */
    static void check() throws BenchmarkException {
        List<String> missing = missing(programs());
        if (!missing.isEmpty()) {
            throw new BenchmarkException("%s missing here; on Debian: apt-get install --no-install-recommends %s"
                    .formatted(
                            String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are"),
                            String.join(" ", missing)));
        }
        Path server = ServerProcess.distOf(Flavor.JVM).resolve("bin/webserver");
        if (!Files.isExecutable(server)) {
            throw new BenchmarkException(
                    "the server is missing at %s; build it first: ./mvnw package -Dmaven.test.skip".formatted(server));
        }
    }

    /** Debian's packages and the program of each. */
    private static Map<String, Path> programs() {
        Map<String, Path> programs = new LinkedHashMap<>();
        programs.put("apache2", Apache.PROGRAM);
        programs.put("nginx", Nginx.PROGRAM);
        programs.put("wrk", Wrk.PROGRAM);
        return programs;
    }

    /** The packages whose program is not there. */
    static List<String> missing(Map<String, Path> programs) {
        return programs.entrySet().stream()
                .filter(program -> !Files.isExecutable(program.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
