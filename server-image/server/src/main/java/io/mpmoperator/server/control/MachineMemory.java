package io.mpmoperator.server.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much memory there is for this server: the least of the machine's and the limits of the cgroups that it is in.
 *
 * @param bytes that much
 * @param source the file that says so
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files">memory.max</a>
 */
public record MachineMemory(long bytes, Path source) {

    /** Of the machine this runs on; empty where nothing says so. */
    public static Optional<MachineMemory> here() {
        return of(Path.of("/"));
    }

    /**
     * The same of another root folder.
     *
     * @param root that {@code proc} and {@code sys} are in
     */
    static Optional<MachineMemory> of(Path root) {
        return Stream.concat(
                        total(root.resolve("proc/meminfo")).stream(),
                        lines(root.resolve("proc/self/cgroup")).stream().flatMap(line -> limits(root, line)))
                .min(Comparator.comparingLong(MachineMemory::bytes));
    }

    /** What is to be said of a plan that needs more; empty when there is enough. */
    public Optional<String> tooLittleFor(long plannedBytes) {
        return plannedBytes <= bytes
                ? Optional.empty()
                : Optional.of("the plan is for %d MiB of memory, and here are %d MiB (%s): processes may be killed"
                        .formatted(plannedBytes >> 20, bytes >> 20, source));
    }

    private static Optional<MachineMemory> total(Path meminfo) {
        return lines(meminfo).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .filter(kibibytes -> !kibibytes.isEmpty())
                .findFirst()
                .map(kibibytes -> new MachineMemory(Long.parseLong(kibibytes) << 10, meminfo));
    }

    /** Those of a group and of all that it is in; in a container the group may be there under another name, as the top one. */
    private static Stream<MachineMemory> limits(Path root, String line) {
        String[] fields = line.split(":", 3);
        boolean ofMemory = fields.length == 3
                && (fields[1].isEmpty() || Arrays.asList(fields[1].split(",")).contains("memory"));
        if (!ofMemory) {
            return Stream.empty();
        }
        boolean second = fields[1].isEmpty();
        Path top = root.resolve(second ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
        String file = second ? "memory.max" : "memory.limit_in_bytes";
        Path group = top.resolve(fields[2].substring(1)).normalize();
        return Stream.iterate(group, folder -> folder != null && folder.startsWith(top), Path::getParent)
                .flatMap(folder -> limit(folder.resolve(file)).stream());
    }

    private static Optional<MachineMemory> limit(Path file) {
        return lines(file).stream()
                .findFirst()
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> new MachineMemory(Long.parseLong(text), file));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException noneHere) {
            return List.of();
        }
    }
}
