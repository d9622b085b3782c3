package io.mpmoperator.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process takes of the memory, in bytes.
 *
 * @param resident all of its pages that are in memory (Rss)
 * @param proportional its share of them: those that n processes have mapped count a n-th (Pss)
 * @param privately those that no other process has mapped (Private_Clean, Private_Dirty and Private_Hugetlb)
 * @param written those of them that it has written to (Private_Dirty): the others are some file's
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5), smaps_rollup</a>
 */
public record ProcessMemory(long resident, long proportional, long privately, long written) {

    private static final ProcessMemory NONE = new ProcessMemory(0, 0, 0, 0);

    /**
     * Reads it now.
     *
     * @throws UncheckedIOException when it is somebody else's process; one that has ended takes nothing
     */
    public static ProcessMemory of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc/" + pid + "/smaps_rollup")));
        } catch (AccessDeniedException e) {
            throw new UncheckedIOException(e);
        } catch (IOException ended) {
            return NONE;
        }
    }

    static ProcessMemory parse(String rollup) {
        return new ProcessMemory(
                sum(rollup, "Rss:"), sum(rollup, "Pss:"), sum(rollup, "Private_"), sum(rollup, "Private_Dirty:"));
    }

    private static long sum(String rollup, String field) {
        return rollup.lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }
}
