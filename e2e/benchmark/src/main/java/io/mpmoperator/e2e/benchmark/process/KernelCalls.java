package io.mpmoperator.e2e.benchmark.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What processes have called the kernel for, counted by {@code perf}.
 *
 * @param all calls
 * @param waits those of them that wait for events, {@code epoll_wait} and its kin
 * @param futexes those of them by which threads wait for each other and wake each other
 */
public record KernelCalls(long all, long waits, long futexes) {

    /** Where Debian's package linux-perf puts the program. */
    public static final Path PERF = Path.of("/usr/bin/perf");

    private static final String ALL = "raw_syscalls:sys_enter";
    private static final List<String> WAITS =
            List.of("syscalls:sys_enter_epoll_wait", "syscalls:sys_enter_epoll_pwait");
    private static final String FUTEX = "syscalls:sys_enter_futex";

    /** Whether calls can be counted here: the program is there, and may look. */
    public static boolean canBeCounted() {
        try {
            return Files.isExecutable(PERF)
                    && begin(List.of(ProcessHandle.current().pid()), Duration.ZERO)
                                    .end()
                                    .all
                            >= 0;
        } catch (IOException | InterruptedException | IllegalArgumentException e) {
            System.getLogger(KernelCalls.class.getName()).log(System.Logger.Level.DEBUG, "event=no-perf", e);
            return false;
        }
    }

    /** A count that goes on. */
    public record Counting(Process perf) {

        /** Waits until its time is over. */
        public KernelCalls end() throws IOException, InterruptedException {
            String counted = new String(perf.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (perf.waitFor() != 0) {
                throw new IOException("perf does not count: " + counted.strip());
            }
            return parse(counted);
        }
    }

    /** Begins to count the calls of processes and of the threads that they start, for a time. */
    public static Counting begin(List<Long> processes, Duration time) throws IOException {
        return new Counting(new ProcessBuilder(
                        PERF.toString(),
                        "stat",
                        "-x",
                        ";",
                        "-e",
                        ALL + "," + String.join(",", WAITS) + "," + FUTEX,
                        "-p",
                        processes.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        "--",
                        "sleep",
                        String.valueOf(time.toSeconds()))
                .redirectErrorStream(true)
                .start());
    }

    /**
     * Reads what {@code perf stat -x ;} prints.
     *
     * @throws IllegalArgumentException where a count is missing
     */
    static KernelCalls parse(String counted) {
        return new KernelCalls(
                count(counted, ALL),
                WAITS.stream().mapToLong(event -> count(counted, event)).sum(),
                count(counted, FUTEX));
    }

    /** What did not run while it was looked at has nothing to count. */
    private static long count(String counted, String event) {
        String value = counted.lines()
                .filter(line -> line.contains(";" + event + ";"))
                .map(line -> line.substring(0, line.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no '%s' in: %s".formatted(event, counted)));
        return value.equals("<not counted>") ? 0 : Long.parseLong(value);
    }

    /** Calls that do something. */
    public long besidesWaits() {
        return all - waits;
    }
}
