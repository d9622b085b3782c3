package io.mpmoperator.e2e.benchmark.process;

import io.mpmoperator.e2e.server.ProcessMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and all that descend from it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public record ProcessTree(long root) {

    private static final Path PROC = Path.of("/proc");

    /** The process ids of the root's children. */
    public List<Long> children() {
        return ProcessHandle.of(root).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    /** The process ids of all. */
    public List<Long> all() {
        return members().toList();
    }

    /** Processor time of all, in user and in kernel mode. */
    public Duration processorTime() {
        return Duration.ofMillis(
                members().mapToLong(ProcessTree::processorMillis).sum());
    }

    /** Bytes that no other process has mapped, over all. */
    public long privateBytes() {
        return members().mapToLong(pid -> ProcessMemory.of(pid).privately()).sum();
    }

    private Stream<Long> members() {
        return ProcessHandle.of(root).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid);
    }

    private static long processorMillis(long pid) {
        try {
            return ProcFile.processorMillis(Files.readString(PROC.resolve(pid + "/stat")));
        } catch (NoSuchFileException e) {
            return 0; // it ended meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
