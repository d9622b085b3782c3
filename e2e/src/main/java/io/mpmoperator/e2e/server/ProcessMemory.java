package io.mpmoperator.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process takes of the memory, in bytes.
 *
 * @param resident all of its pages that are in memory (Rss)
 * @param proportional its share of them: those that n processes have mapped count a n-th (Pss)
 * @param privately those that nobody else has mapped (Private_Clean and Private_Dirty)
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5), smaps_rollup</a>
 */
public record ProcessMemory(long resident, long proportional, long privately) {

    /** Reads it now. */
    public static ProcessMemory of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc/" + pid + "/smaps_rollup")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessMemory parse(String rollup) {
        return new ProcessMemory(
                sum(rollup, "Rss:"),
                sum(rollup, "Pss:"),
                sum(rollup, "Private_Clean:") + sum(rollup, "Private_Dirty:"));
    }

    private static long sum(String rollup, String field) {
        return rollup.lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }
}
