package io.mpmoperator.e2e.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The processes of a session as {@code /proc} shows them: all that a pod started, also when who started them is gone.
 *
 * @param leader the process id that the session is named by
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcessSession(long leader) {

    private static final Path PROC = Path.of("/proc");

    List<Long> members() throws IOException {
        List<Long> members = new ArrayList<>();
        try (Stream<Path> entries = Files.list(PROC)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit) && isMember(entry)) {
                    members.add(Long.parseLong(name));
                }
            }
        }
        return members;
    }

    private boolean isMember(Path process) {
        try {
            return session(Files.readString(process.resolve("stat"))).orElse(-1) == leader;
        } catch (IOException e) {
            return false; // it ended between the listing and now
        }
    }

    /** The session in a line of {@code stat}; empty for a process that ended and waits to be reaped. */
    static OptionalLong session(String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
        boolean ended = afterName[0].equals("Z") || afterName[0].equals("X");
        return ended ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(afterName[3]));
    }

    /** The proportional set sizes of the members, summed, in bytes: shared pages count once for all who share them. */
    long proportionalSetBytes() throws IOException {
        long sum = 0;
        for (long member : members()) {
            sum += proportionalSetBytes(PROC.resolve(member + "/smaps_rollup"));
        }
        return sum;
    }

    private static long proportionalSetBytes(Path rollup) throws IOException {
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .sum();
        } catch (NoSuchFileException e) {
            return 0; // it ended meanwhile
        }
    }

    void kill() throws IOException {
        for (long member : members()) {
            ProcessHandle.of(member).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
