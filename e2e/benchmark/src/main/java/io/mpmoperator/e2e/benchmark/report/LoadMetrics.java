package io.mpmoperator.e2e.benchmark.report;

/**
 * What is measured while everybody in turn is loaded as far as they go.
 *
 * @param rate requests or bytes a second
 * @param processor processor time of the server for each
 * @param client processor time of wrk for each: where that is all a processor has, wrk was what could go no further
 */
public record LoadMetrics(Metric rate, Metric processor, Metric client) {

    public static final LoadMetrics VARIED =
            new LoadMetrics(Metric.VARIED, Metric.VARIED_PROCESSOR, Metric.VARIED_CLIENT);
    public static final LoadMetrics VARIED_FEW =
            new LoadMetrics(Metric.VARIED_FEW, Metric.VARIED_FEW_PROCESSOR, Metric.VARIED_FEW_CLIENT);
    public static final LoadMetrics MIXED = new LoadMetrics(Metric.MIXED, Metric.MIXED_PROCESSOR, Metric.MIXED_CLIENT);
    public static final LoadMetrics LOGGED =
            new LoadMetrics(Metric.LOGGED, Metric.LOGGED_PROCESSOR, Metric.LOGGED_CLIENT);
    public static final LoadMetrics COLD = new LoadMetrics(Metric.COLD, Metric.COLD_PROCESSOR, Metric.COLD_CLIENT);
    public static final LoadMetrics TLS = new LoadMetrics(Metric.TLS, Metric.TLS_PROCESSOR, Metric.TLS_CLIENT);
    public static final LoadMetrics BARE = new LoadMetrics(Metric.BARE, Metric.BARE_PROCESSOR, Metric.BARE_CLIENT);
    public static final LoadMetrics RULED = new LoadMetrics(Metric.RULED, Metric.RULED_PROCESSOR, Metric.RULED_CLIENT);
    public static final LoadMetrics COMPRESSED =
            new LoadMetrics(Metric.COMPRESSED, Metric.COMPRESSED_PROCESSOR, Metric.COMPRESSED_CLIENT);
    public static final LoadMetrics KEEP_ALIVE =
            new LoadMetrics(Metric.KEEP_ALIVE, Metric.KEEP_ALIVE_PROCESSOR, Metric.KEEP_ALIVE_CLIENT);
    public static final LoadMetrics CONNECTION_PER_REQUEST =
            new LoadMetrics(Metric.CONNECTION_PER_REQUEST, Metric.CONNECTION_PROCESSOR, Metric.CONNECTION_CLIENT);
    public static final LoadMetrics LARGE_FILE =
            new LoadMetrics(Metric.LARGE_FILE, Metric.LARGE_FILE_PROCESSOR, Metric.LARGE_FILE_CLIENT);
}
