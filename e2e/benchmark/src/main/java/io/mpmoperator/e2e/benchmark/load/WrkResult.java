package io.mpmoperator.e2e.benchmark.load;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrk and its script {@code traffic.lua} print at the end.
 *
 * @param requests answered in all
 * @param p50Millis median of the latencies
 * @param clientSeconds processor time that wrk took itself
 * @param socketErrors connections refused or broken, reads and writes that failed or took too long
 * @param otherStatus answers that are neither 2xx nor 3xx
 */
public record WrkResult(
        long requests,
        double requestsPerSecond,
        double bytesPerSecond,
        double p50Millis,
        double p99Millis,
        double clientSeconds,
        long socketErrors,
        long otherStatus) {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern REQUESTS_PER_SECOND = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern TRANSFER_PER_SECOND = Pattern.compile("Transfer/sec:\\s+([\\d.]+)([KMGT]?B)");
    private static final Pattern P50 = Pattern.compile("50%\\s+([\\d.]+)(us|ms|s|m)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s|m)");
    private static final Pattern CLIENT = Pattern.compile("Processor time: ([\\d.]+) s");
    private static final Pattern SOCKET_ERRORS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Pattern OTHER_STATUS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    private static final Map<String, Double> BYTES = Map.of(
            "B", 1.0,
            "KB", 0x1p10,
            "MB", 0x1p20,
            "GB", 0x1p30,
            "TB", 0x1p40);
    private static final Map<String, Double> MILLIS = Map.of("us", 1e-3, "ms", 1.0, "s", 1e3, "m", 6e4);

    /**
     * Reads the output of {@code wrk --latency}.
     *
     * @throws IllegalArgumentException when a number is missing
     */
    public static WrkResult parse(String output) {
        return new WrkResult(
                (long) required(output, REQUESTS, Map.of()),
                required(output, REQUESTS_PER_SECOND, Map.of()),
                required(output, TRANSFER_PER_SECOND, BYTES),
                required(output, P50, MILLIS),
                required(output, P99, MILLIS),
                required(output, CLIENT, Map.of()),
                sum(output, SOCKET_ERRORS),
                sum(output, OTHER_STATUS));
    }

    /** Processor time that wrk took for each request, in microseconds. */
    public double clientMicros() {
        return clientSeconds * 1e6 / Math.max(1, requests);
    }

    /** Requests that did not go as they should. */
    public long failures() {
        return socketErrors + otherStatus;
    }

    private static double required(String output, Pattern pattern, Map<String, Double> units) {
        return optional(output, pattern, units)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no '%s' in what wrk printed:\n%s".formatted(pattern.pattern(), output)));
    }

    private static OptionalDouble optional(String output, Pattern pattern, Map<String, Double> units) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            return OptionalDouble.empty();
        }
        double unit = matcher.groupCount() > 1 ? units.getOrDefault(matcher.group(2), 1.0) : 1;
        return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * unit);
    }

    private static long sum(String output, Pattern pattern) {
        Matcher matcher = pattern.matcher(output);
        long sum = 0;
        if (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                sum += Long.parseLong(matcher.group(group));
            }
        }
        return sum;
    }
}
