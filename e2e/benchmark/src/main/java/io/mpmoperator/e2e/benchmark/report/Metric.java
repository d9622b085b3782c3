package io.mpmoperator.e2e.benchmark.report;

/** What is measured of every contender that can be asked for it. */
public enum Metric {
    KEEP_ALIVE("1 KiB file, 64 keep-alive connections", "requests/s", 0),
    KEEP_ALIVE_PROCESSOR("processor time a request, keep-alive", "µs", 1),
    LOADED_MEMORY("private memory of all processes after keep-alive load", "MB", 1),
    CONNECTION_PER_REQUEST("1 KiB file, a connection per request", "requests/s", 0),
    CONNECTION_PROCESSOR("processor time a request, a connection each", "µs", 1),
    LARGE_FILE("1 MiB file, 64 keep-alive connections", "MiB/s", 0),
    LARGE_FILE_PROCESSOR("processor time a 1 MiB file", "µs", 1),
    P50("median latency at equal load", "ms", 3),
    P99("p99 latency at equal load", "ms", 3),
    P99_OF_ALL("p99 latency at equal load, stolen time included", "ms", 3),
    IDLE_GROWTH("10 000 idle connections, growth of private memory, each", "KiB", 2),
    IDLE_NEXT_CLIENT("next client while those idle", "ms", 2),
    IDLE_MEMORY("private memory of all processes while those idle", "MB", 1),
    PREFORK_CHILD("private memory of a prefork child that serves files", "MiB", 1),
    CONTROL_PROCESS("private memory of the control process", "MiB", 1),
    START("process start to first answered request", "ms", 0),
    START_PROCESSOR("processor time to first answered request", "ms", 0);

    private final String description;
    private final String unit;
    private final int decimals;

    Metric(String description, String unit, int decimals) {
        this.description = description;
        this.unit = unit;
        this.decimals = decimals;
    }

    /** In words. */
    public String description() {
        return description;
    }

    /** The unit of its values. */
    public String unit() {
        return unit;
    }

    /** A value without its unit. */
    public String number(double value) {
        return Numbers.fixed(value, decimals);
    }

    /** A value with its unit. */
    public String quantity(double value) {
        return number(value) + " " + unit;
    }
}
