package io.mpmoperator.e2e.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kube-apiserver that is a process of this machine and of its namespaces, so that it can be killed and started again as it
 * was. One in a container is none: what runs the container would start it.
 */
final class ApiServerProcess {

    private static final String NAME = "kube-apiserver";
    private static final String PORT = "--secure-port=";
    private static final int DEFAULT_PORT = 6443;
    private static final List<String> NAMESPACES = List.of("ns/mnt", "ns/net", "ns/pid");

    private final List<String> command;
    private final List<String> environment;
    private final Path folder;
    private final Path output;
    private ProcessHandle process;

    private ApiServerProcess(ProcessHandle process) throws IOException {
        Path files = files(process);
        this.process = process;
        this.command = words(files.resolve("cmdline"));
        this.environment = words(files.resolve("environ"));
        this.folder = Files.readSymbolicLink(files.resolve("cwd"));
        this.output = Files.readSymbolicLink(files.resolve("fd/1"));
    }

    /** The one that listens at the port of a URL, where there is one and it may be looked at. */
    static Optional<ApiServerProcess> at(URI url) throws IOException {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (isApiServer(process, url.getPort())) {
                return Optional.of(new ApiServerProcess(process));
            }
        }
        return Optional.empty();
    }

    private static boolean isApiServer(ProcessHandle process, int port) {
        try {
            List<String> words = words(files(process).resolve("cmdline"));
            return !words.isEmpty()
                    && Path.of(words.getFirst()).endsWith(NAME)
                    && listensAt(words, port)
                    && isInOurNamespaces(process);
        } catch (IOException goneOrSomebodyElses) {
            return false;
        }
    }

    private static boolean listensAt(List<String> words, int port) {
        return words.stream()
                        .filter(word -> word.startsWith(PORT))
                        .map(word -> Integer.parseInt(word.substring(PORT.length())))
                        .findFirst()
                        .orElse(DEFAULT_PORT)
                == port;
    }

    private static boolean isInOurNamespaces(ProcessHandle process) throws IOException {
        Path ours = files(ProcessHandle.current());
        for (String namespace : NAMESPACES) {
            if (!Files.readSymbolicLink(files(process).resolve(namespace))
                    .equals(Files.readSymbolicLink(ours.resolve(namespace)))) {
                return false;
            }
        }
        return true;
    }

    private static Path files(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    private static List<String> words(Path file) throws IOException {
        return Stream.of(Files.readString(file, StandardCharsets.UTF_8).split("\0", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Ends it as a machine that loses its power does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it with the same words, environment, folder and log, in a session of its own: it outlives this process. */
    void start() throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(
                        Files.isRegularFile(output)
                                ? ProcessBuilder.Redirect.appendTo(output.toFile())
                                : ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        environment.stream()
                .map(variable -> variable.split("=", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> builder.environment().put(parts[0], parts[1]));
        process = builder.start().toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }
}
