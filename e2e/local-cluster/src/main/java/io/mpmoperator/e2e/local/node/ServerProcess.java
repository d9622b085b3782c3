package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server of a pod as a process here, with all the children it starts, in the pod's memory group. */
final class ServerProcess {

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final ProcessGuard guard;
    private final Process process;
    private final ProcessSession session;
    private final Optional<MemoryCgroup> cgroup;

    private ServerProcess(ProcessGuard guard, Process process, Optional<MemoryCgroup> cgroup) {
        this.guard = guard;
        this.process = process;
        this.session = new ProcessSession(process.pid());
        this.cgroup = cgroup;
    }

    /**
     * Starts the container's command.
     *
     * @param ip the pod's address, which the server is to listen on
     * @throws IOException if its configuration cannot be read or the command not be started
     */
    static ServerProcess start(
            Container container, String ip, ContainerPaths paths, PodFolder folder, String name, NodeSettings settings)
            throws IOException {
        List<String> command = new ArrayList<>();
        Optional<MemoryCgroup> cgroup = Optional.empty();
        OptionalLong limit = memoryLimit(container);
        if (settings.cgroups().isPresent() && limit.isPresent()) {
            cgroup = Optional.of(settings.cgroups().get().create(name, limit.getAsLong()));
            command.addAll(List.of(
                    "sh",
                    "-c",
                    "echo $$ >\"$1\" && shift && exec \"$@\"",
                    "sh",
                    cgroup.get().membership().toString()));
        }
        command.addAll(commandHere(container, ip, paths, folder));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(paths.scratch().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        builder.environment().put("JAVA_HOME", settings.javaHome().toString());
        container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> builder.environment().put(variable.getName(), variable.getValue()));
        return new ServerProcess(settings.guard(), settings.guard().start(builder), cgroup);
    }

    private static OptionalLong memoryLimit(Container container) {
        return Optional.ofNullable(container.getResources())
                .map(resources -> resources.getLimits())
                .map(limits -> limits.get("memory"))
                .map(limit -> OptionalLong.of(Quantity.getAmountInBytes(limit).longValueExact()))
                .orElse(OptionalLong.empty());
    }

    /** The command with this machine's paths; the file after {@code -c} is rewritten for this machine. */
    private static List<String> commandHere(Container container, String ip, ContainerPaths paths, PodFolder folder)
            throws IOException {
        List<String> inContainer = Stream.concat(container.getCommand().stream(), container.getArgs().stream())
                .toList();
        if (inContainer.isEmpty() || !Path.of(inContainer.getFirst()).startsWith(ContainerPaths.IMAGE_ROOT)) {
            throw new IOException("the local node runs the server image alone, and container %s begins with %s"
                    .formatted(container.getName(), inContainer.isEmpty() ? "no command" : inContainer.getFirst()));
        }
        List<String> here =
                new ArrayList<>(inContainer.stream().map(paths::argument).toList());
        int conf = inContainer.indexOf("-c") + 1;
        if (conf > 0 && conf < here.size()) {
            here.set(conf, rewrite(Path.of(here.get(conf)), ip, paths, folder).toString());
        }
        return here;
    }

    private static Path rewrite(Path conf, String ip, ContainerPaths paths, PodFolder folder) throws IOException {
        try {
            var inContainer = ConfReader.read(conf.getFileName().toString(), Files.readString(conf));
            Path target = folder.path().resolve(conf.getFileName());
            Files.writeString(target, ConfWriter.write(ConfOnThisMachine.of(inContainer, ip, paths)));
            return target;
        } catch (ConfException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Waits for the end of the control process; true if it came in time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    long pid() {
        return process.pid();
    }

    int exitCode() {
        return process.exitValue();
    }

    long oomKills() throws IOException {
        return cgroup.isPresent() ? cgroup.get().oomKills() : 0;
    }

    /** What the pod uses now, in bytes: its group's working set, else the proportional sets of its processes. */
    long memoryInUse() throws IOException {
        return cgroup.isPresent() ? cgroup.get().workingSetBytes() : session.proportionalSetBytes();
    }

    /** The limit that the kernel holds the pod to; empty where it has no group. */
    OptionalLong limitInForce() throws IOException {
        return cgroup.isPresent() ? OptionalLong.of(cgroup.get().limitBytes()) : OptionalLong.empty();
    }

    /** Asks the server to drain and end. */
    void terminate() {
        process.destroy();
    }

    /** Kills what is left of the pod's processes and removes its group. */
    void removeRemains() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + AFTER_KILL.toNanos();
        process.destroyForcibly();
        while (!session.members().isEmpty() && System.nanoTime() < deadline) {
            session.kill();
            process.waitFor(20, TimeUnit.MILLISECONDS);
            Thread.sleep(20);
        }
        guard.forget(process);
        if (cgroup.isPresent()) {
            remove(cgroup.get(), deadline);
        }
    }

    /** A process that was killed is in its group for a moment after it has gone from the table of processes. */
    private static void remove(MemoryCgroup group, long deadline) throws IOException, InterruptedException {
        while (true) {
            try {
                group.remove();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }
}
