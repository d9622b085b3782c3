package io.mpmoperator.e2e.benchmark.report;

/** What is measured of every contender that can be asked for it. */
public enum Metric {
    VARIED("varied requests, 64 keep-alive connections", "requests/s", 0),
    VARIED_PROCESSOR("varied, 64 connections: processor time a request", "µs", 1),
    VARIED_CLIENT("varied, 64 connections: wrk's own a request", "µs", 1),
    LOADED_MEMORY("private memory of all processes after varied load", "MB", 1),
    VARIED_FEW("varied requests, 8 keep-alive connections", "requests/s", 0),
    VARIED_FEW_PROCESSOR("varied, 8 connections: processor time a request", "µs", 1),
    VARIED_FEW_CLIENT("varied, 8 connections: wrk's own a request", "µs", 1),
    MIXED("varied requests of everybody mixed, 4 connections of a proxy", "requests/s", 0),
    MIXED_PROCESSOR("mixed, 4 connections: processor time a request", "µs", 1),
    MIXED_CLIENT("mixed, 4 connections: wrk's own a request", "µs", 1),
    LOGGED("varied requests, 64 connections, access logs buffered", "requests/s", 0),
    LOGGED_PROCESSOR("varied, logged: processor time a request", "µs", 1),
    LOGGED_CLIENT("varied, logged: wrk's own a request", "µs", 1),
    COLD("varied requests, 64 connections, first 5 s after Ready", "requests/s", 0),
    COLD_PROCESSOR("varied, first 5 s: processor time a request", "µs", 1),
    COLD_CLIENT("varied, first 5 s: wrk's own a request", "µs", 1),
    TLS("varied requests over TLS, 64 keep-alive connections", "requests/s", 0),
    TLS_PROCESSOR("varied, TLS: processor time a request", "µs", 1),
    TLS_CLIENT("varied, TLS: wrk's own a request", "µs", 1),
    BARE("varied requests without Accept-Encoding, 64 connections, beside sites", "requests/s", 0),
    BARE_PROCESSOR("varied, beside sites: processor time a request", "µs", 1),
    BARE_CLIENT("varied, beside sites: wrk's own a request", "µs", 1),
    RULED("the same by the rules of a site", "requests/s", 0),
    RULED_PROCESSOR("varied, rules: processor time a request", "µs", 1),
    RULED_CLIENT("varied, rules: wrk's own a request", "µs", 1),
    COMPRESSED("the same with Accept-Encoding, compressed", "requests/s", 0),
    COMPRESSED_PROCESSOR("varied, compressed: processor time a request", "µs", 1),
    COMPRESSED_CLIENT("varied, compressed: wrk's own a request", "µs", 1),
    P50("median latency at half of Apache's capacity, varied requests", "ms", 3),
    P99("p99 latency at half of Apache's capacity, varied requests", "ms", 3),
    P99_OF_QUIET("the same, of the quarter with the least stolen time", "ms", 3),
    LATENCY_RATE("half of Apache's capacity", "requests/s", 0),
    CALLS_SMALL("varied, up to 32 KiB: kernel calls besides epoll_wait a request", "calls", 2),
    CALLS_LARGE("varied, above 32 KiB: kernel calls besides epoll_wait a request", "calls", 2),
    FUTEXES("varied, up to 32 KiB: futex calls a request", "calls", 3),
    KEEP_ALIVE("same request, 1 KiB file, 64 keep-alive connections", "requests/s", 0),
    KEEP_ALIVE_PROCESSOR("same request, 1 KiB: processor time a request", "µs", 1),
    KEEP_ALIVE_CLIENT("same request, 1 KiB: wrk's own a request", "µs", 1),
    CONNECTION_PER_REQUEST("same request, 1 KiB file, a connection per request", "requests/s", 0),
    CONNECTION_PROCESSOR("same request, a connection each: processor time a request", "µs", 1),
    CONNECTION_CLIENT("same request, a connection each: wrk's own a request", "µs", 1),
    LARGE_FILE("same request, 1 MiB file, 64 keep-alive connections", "MiB/s", 0),
    LARGE_FILE_PROCESSOR("same request, 1 MiB: processor time a file", "µs", 1),
    LARGE_FILE_CLIENT("same request, 1 MiB: wrk's own a file", "µs", 1),
    IDLE_GROWTH("10 000 idle connections, growth of private memory, each", "KiB", 2),
    IDLE_NEXT_CLIENT("next client while those idle", "ms", 2),
    IDLE_MEMORY("private memory of all processes while those idle", "MB", 1),
    CHILD_MEMORY("private memory of the median child after 10 000 varied requests", "MiB", 1),
    RULED_CHILD_MEMORY("the same by the rules of a site", "MiB", 1),
    CONTROL_PROCESS("private memory of the control process", "MiB", 1),
    MEMORY_LIMIT("memory limit for static content, event, 100 at once, none idle", "MiB", 0),
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
