package io.mpmoperator.server.management;

import io.mpmoperator.server.management.HostFacts.CpuTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads the kernel's files under {@code /proc}. What cannot be read (a process that has just ended) is left out.
 *
 * <p>To count a process's private memory the kernel walks all its pages, so that is done for as many processes as a
 * time budget allows, those first that were read longest ago; the others are told as they were read last.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
final class ProcFiles {

    private static final double TICKS_PER_SECOND = 100;
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path root;
    private final LongSupplier nanoTime;
    private final Map<Integer, Reading> readings = new HashMap<>();

    ProcFiles(Path root, LongSupplier nanoTime) {
        this.root = root;
        this.nanoTime = nanoTime;
    }

    private record Reading(long nanos, long bytes) {}

    /** What the kernel says of these processes; their private memory only if asked for. */
    HostFacts read(List<Integer> pids, boolean memory) {
        return new HostFacts(loadAverages(), cpu(pids), memory ? privateBytes(pids) : Map.of());
    }

    private List<String> loadAverages() {
        Optional<String> line = text(root.resolve("loadavg"));
        List<String> words = List.of(line.orElse("").split(" ", -1));
        return words.size() < 3 ? HostFacts.UNKNOWN.loadAverages() : words.subList(0, 3);
    }

    private CpuTimes cpu(List<Integer> pids) {
        CpuTimes sum = CpuTimes.NONE;
        for (int pid : pids) {
            Optional<String> stat = text(root.resolve(pid + "/stat"));
            if (stat.isPresent()) {
                sum = sum.plus(cpuTimes(stat.get()));
            }
        }
        return sum;
    }

    /** Fields 14 to 17; the second one, the program's name in parentheses, may hold anything. */
    private static CpuTimes cpuTimes(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
        if (fields.length < 15) {
            return CpuTimes.NONE;
        }
        return new CpuTimes(seconds(fields[11]), seconds(fields[12]), seconds(fields[13]), seconds(fields[14]));
    }

    private static double seconds(String ticks) {
        return Long.parseLong(ticks) / TICKS_PER_SECOND;
    }

    private synchronized Map<Integer, Long> privateBytes(List<Integer> pids) {
        readings.keySet().retainAll(pids);
        long begin = nanoTime.getAsLong();
        List<Integer> oldestFirst = new ArrayList<>(pids);
        oldestFirst.sort((one, other) -> Long.compare(age(other, begin), age(one, begin)));
        for (int pid : oldestFirst) {
            long now = nanoTime.getAsLong();
            if (now - begin > BUDGET_NANOS || age(pid, now) < FRESH_NANOS) {
                break;
            }
            OptionalLong bytes = privateBytes(pid);
            if (bytes.isPresent()) {
                readings.put(pid, new Reading(now, bytes.getAsLong()));
            } else {
                readings.remove(pid);
            }
        }
        Map<Integer, Long> result = new HashMap<>();
        readings.forEach((pid, reading) -> result.put(pid, reading.bytes()));
        return result;
    }

    private long age(int pid, long nowNanos) {
        Reading reading = readings.get(pid);
        return reading == null ? Long.MAX_VALUE : nowNanos - reading.nanos();
    }

    private OptionalLong privateBytes(int pid) {
        Optional<String> rollup = text(root.resolve(pid + "/smaps_rollup"));
        if (rollup.isEmpty()) {
            return OptionalLong.empty();
        }
        long kibibytes = 0;
        for (String line : rollup.get().split("\n", -1)) {
            if (line.startsWith("Private_Clean:") || line.startsWith("Private_Dirty:")) {
                kibibytes +=
                        Long.parseLong(line.substring(14, line.length() - 2).trim());
            }
        }
        return OptionalLong.of(kibibytes * 1024);
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
