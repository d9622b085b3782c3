package io.mpmoperator.e2e.benchmark.process;

/** What is read from the text of files in {@code /proc}. */
final class ProcFile {

    private static final int USER_TIME = 11;
    private static final int KERNEL_TIME_OF_CHILDREN = 14;
    private static final int STOLEN_TIME = 8;
    private static final long TICK_MILLIS = 10;

    private ProcFile() {}

    /** Processor time in a {@code stat}, with that of children that ended; the name in parentheses may hold anything. */
    static long processorMillis(String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = USER_TIME; field <= KERNEL_TIME_OF_CHILDREN; field++) {
            ticks += Long.parseLong(afterName[field]);
        }
        return ticks * TICK_MILLIS;
    }

    /** Time of all processors that the host of a virtual machine gave to others, in {@code /proc/stat}; 0 where there is none. */
    static long stolenMillis(String stat) {
        String[] fields = stat.lines().findFirst().orElseThrow().split(" +", -1);
        return fields.length > STOLEN_TIME ? Long.parseLong(fields[STOLEN_TIME]) * TICK_MILLIS : 0;
    }

    /** The soft limit of open files in a {@code limits}. */
    static long openFiles(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[3])
                .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .findFirst()
                .orElseThrow();
    }
}
