package io.mpmoperator.tools.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the kernel holds for the processes of a point: page tables, stacks of threads, sockets. It is counted by a memory
 * cgroup of the point's own, where this process may make one below the group that it is in.
 *
 * @param group the folder of the group
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory">Control Group v2, Memory</a>
 */
record KernelMemory(Path group) implements AutoCloseable {

    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    /** Makes a group. */
    static Optional<KernelMemory> make() {
        try {
            boolean first = Files.isDirectory(V1);
            Path group = (first ? V1 : V2)
                    .resolve(own(first))
                    .resolve("calibrate-" + ProcessHandle.current().pid());
            Files.createDirectory(group);
            KernelMemory kernel = new KernelMemory(group);
            if (kernel.bytes().isPresent()) {
                return Optional.of(kernel);
            }
            kernel.close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String own(boolean first) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/cgroup"))) {
            return lines.map(line -> line.split(":", 3))
                    .filter(fields ->
                            first ? List.of(fields[1].split(",", -1)).contains("memory") : fields[0].equals("0"))
                    .map(fields -> fields[2].substring(1))
                    .filter(path -> Files.isDirectory((first ? V1 : V2).resolve(path)))
                    .findFirst()
                    .orElse("");
        }
    }

    /** The words that put a command into the group. */
    List<String> joining() {
        return List.of(
                "sh",
                "-c",
                "echo $$ >\"$1\" && shift && exec \"$@\"",
                "sh",
                group.resolve("cgroup.procs").toString());
    }

    /** The bytes now; empty where this kernel does not count them. */
    OptionalLong bytes() throws IOException {
        Path first = group.resolve("memory.kmem.usage_in_bytes");
        if (Files.exists(first)) {
            return OptionalLong.of(Long.parseLong(Files.readString(first).strip()));
        }
        Path stat = group.resolve("memory.stat");
        if (!Files.exists(stat)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(stat)) {
            return lines.filter(line -> line.startsWith("kernel "))
                    .mapToLong(line -> Long.parseLong(line.substring(7)))
                    .findFirst();
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(group);
    }
}
