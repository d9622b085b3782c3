package io.mpmoperator.e2e.operator;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many requests the API server has answered, by verb and resource: its metric {@code apiserver_request_total}. It counts
 * everybody's. Of the verbs that write, APPLY is the operator's alone on a cluster where no other client applies; the
 * controllers of Kubernetes create, update and patch.
 */
record Requests(Map<String, Long> counts) {

    private static final Pattern LINE = Pattern.compile("apiserver_request_total\\{(?<labels>.*)} (?<count>[0-9.e+]+)");
    private static final Pattern LABEL = Pattern.compile("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"");

    /** Reads them from what the API server answers at {@code /metrics}. */
    static Requests of(String metrics) {
        Map<String, Long> counts = new TreeMap<>();
        metrics.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            Map<String, String> labels = LABEL.matcher(line.group("labels"))
                    .results()
                    .collect(Collectors.toMap(label -> label.group("name"), label -> label.group("value")));
            String subresource = labels.getOrDefault("subresource", "");
            String key = labels.getOrDefault("verb", "") + " " + labels.getOrDefault("resource", "")
                    + (subresource.isEmpty() ? "" : "/" + subresource);
            counts.merge(key, Math.round(Double.parseDouble(line.group("count"))), Long::sum);
        });
        return new Requests(counts);
    }

    Requests since(Requests before) {
        Map<String, Long> grown = new TreeMap<>();
        counts.forEach((key, count) -> {
            long more = count - before.counts.getOrDefault(key, 0L);
            if (more > 0) {
                grown.put(key, more);
            }
        });
        return new Requests(grown);
    }

    /** All requests with the verb. */
    long total(String verb) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(verb + " "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The most frequent ones, with their number for each of so many. */
    String each(int many) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() * 20 >= many)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(entry -> "%s %.2f".formatted(entry.getKey(), (double) entry.getValue() / many))
                .collect(Collectors.joining(", "));
    }
}
