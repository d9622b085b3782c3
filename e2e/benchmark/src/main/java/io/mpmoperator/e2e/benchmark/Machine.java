package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Apache;
import io.mpmoperator.e2e.benchmark.contender.Nginx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;

/** The circumstances that numbers depend on. */
public final class Machine {

    private Machine() {}

    /** The processor, the kernel and Java. */
    public static Map<String, String> itself() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", "%d x %s".formatted(Runtime.getRuntime().availableProcessors(), processor()));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", Runtime.version().toString());
        return facts;
    }

    /** The machine and the versions of all programs. */
    static Map<String, String> withContenders() throws IOException {
        Map<String, String> facts = itself();
        facts.put("Apache", firstLine(Apache.PROGRAM.toString(), "-v"));
        facts.put("nginx", firstLine(Nginx.PROGRAM.toString(), "-v"));
        facts.put("Jetty", Server.getVersion() + ", heap of 64 MiB");
        return facts;
    }

    /** How many threads wanted to run lately. */
    static String loadAverage() throws IOException {
        return String.join(
                " ",
                List.of(Files.readString(Path.of("/proc/loadavg")).split(" ")).subList(0, 3));
    }

    private static String processor() throws IOException {
        return Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String firstLine(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output.lines().findFirst().orElse("").replaceFirst("^.*version: ", "");
    }
}
