package io.mpmoperator.e2e.grid;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages of mapped files that no process has written to: they are the file's, however many processes have it mapped.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5)</a>
 */
final class MappedFiles {

    private static final Pattern MAPPING = Pattern.compile("[0-9a-f]+-[0-9a-f]+ \\S+ \\S+ \\S+ [0-9]+ *(.*)");
    private static final Pattern CLEAN = Pattern.compile("(?:Private|Shared)_Clean: +([0-9]+) kB");
    private static final long KIB = 1024;

    private MappedFiles() {}

    /** Of each file the clean pages of the process that has mapped most of them: they all use the same parts. */
    static long bytesOnce(List<Long> processes) throws IOException {
        Map<String, Long> most = new HashMap<>();
        for (long process : processes) {
            files(read(process)).forEach((file, bytes) -> most.merge(file, bytes, Math::max));
        }
        return most.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Clean pages of mapped files by the file's path, out of the text of {@code smaps}. */
    static Map<String, Long> files(String smaps) {
        Map<String, Long> files = new HashMap<>();
        String file = "";
        for (String line : smaps.lines().toList()) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher clean = CLEAN.matcher(line);
            if (mapping.matches()) {
                file = mapping.group(1);
            } else if (file.startsWith("/") && clean.matches()) {
                files.merge(file, Long.parseLong(clean.group(1)) * KIB, Long::sum);
            }
        }
        return files;
    }

    /** Empty when the process has ended: then there is no file, or nothing to be read from it. */
    private static String read(long pid) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "smaps"));
        } catch (FileSystemException e) {
            return "";
        }
    }
}
