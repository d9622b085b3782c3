package io.mpmoperator.e2e.local.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The group of one pod: its limit and what it uses. */
public final class MemoryCgroup {

    private static final long PAGE = 4096;

    /** What a kubelet sets besides the limit, where the kernel has it. */
    private static final Map<String, String> BESIDES = Map.of("memory.swap.max", "0", "memory.oom.group", "1");

    private final CgroupVersion version;
    private final Path folder;

    MemoryCgroup(CgroupVersion version, Path folder) {
        this.version = version;
        this.folder = folder;
    }

    static MemoryCgroup create(CgroupVersion version, Path folder, long limitBytes) throws IOException {
        Files.createDirectories(folder);
        MemoryCgroup group = new MemoryCgroup(version, folder);
        Files.writeString(folder.resolve(version.limit), String.valueOf(limitBytes));
        for (var setting : BESIDES.entrySet()) {
            Path file = folder.resolve(setting.getKey());
            if (Files.exists(file)) {
                Files.writeString(file, setting.getValue());
            }
        }
        return group;
    }

    /** The file that a process writes its own id to in order to join. */
    public Path membership() {
        return folder.resolve("cgroup.procs");
    }

    /** The limit in bytes, which the kernel rounds down to whole pages. */
    public long limitBytes() throws IOException {
        return number(version.limit);
    }

    /** A limit as the kernel will report it. */
    public static long wholePages(long bytes) {
        return bytes / PAGE * PAGE;
    }

    /** What a kubelet calls the working set, in bytes: the usage less file cache that was not used lately. */
    public long workingSetBytes() throws IOException {
        long inactive;
        try (Stream<String> lines = Files.lines(folder.resolve("memory.stat"))) {
            inactive = value(lines, version.inactiveFile).orElse(0);
        }
        return Math.max(0, number(version.usage) - inactive);
    }

    /** The most that was ever charged, file cache included, in bytes; empty where the kernel does not keep it. */
    public OptionalLong peakBytes() throws IOException {
        return Files.exists(folder.resolve(version.peak))
                ? OptionalLong.of(number(version.peak))
                : OptionalLong.empty();
    }

    /** Pages of files and shared memory that are charged here and mapped by some process, in bytes. */
    public long mappedFileBytes() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("memory.stat"))) {
            return value(lines, version.mappedFile).orElse(0);
        }
    }

    /** How often the limit was reached, so that the kernel had to take pages back. */
    public long reclaims() throws IOException {
        if (version == CgroupVersion.V1) {
            return number("memory.failcnt");
        }
        try (Stream<String> lines = Files.lines(folder.resolve(version.oomEvents))) {
            return value(lines, "max").orElse(0);
        }
    }

    /** How many processes of the group the kernel killed because the limit was reached. */
    public long oomKills() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(version.oomEvents))) {
            return value(lines, "oom_kill").orElse(0);
        }
    }

    private static OptionalLong value(Stream<String> lines, String key) {
        return lines.filter(line -> line.startsWith(key + " "))
                .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1)))
                .findFirst();
    }

    private long number(String file) throws IOException {
        String text = Files.readString(folder.resolve(file)).trim();
        return text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
    }

    /** The ids of the processes in the group. */
    public long[] processes() throws IOException {
        try (Stream<String> lines = Files.lines(membership())) {
            return lines.mapToLong(Long::parseLong).toArray();
        }
    }

    /** Removes the group; its processes must have ended. */
    public void remove() throws IOException {
        Files.deleteIfExists(folder);
    }
}
