package io.mpmoperator.e2e.benchmark.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** All that was measured: for each metric the values of each contender, in the order of the rounds, and what was odd. */
public final class Measurements {

    private final Map<Metric, Map<String, List<Double>>> values = new EnumMap<>(Metric.class);
    private final Map<Metric, Map<String, Long>> failures = new EnumMap<>(Metric.class);
    private final List<String> notes = new ArrayList<>();

    /** Adds the value of a round. */
    public void add(Metric metric, String contender, double value) {
        values.computeIfAbsent(metric, key -> new LinkedHashMap<>())
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(value);
    }

    /** Adds requests that failed while something was measured, which is then worth nothing. */
    public void fail(Metric metric, String contender, long requests) {
        failures.computeIfAbsent(metric, key -> new LinkedHashMap<>()).merge(contender, requests, Long::sum);
    }

    /** The same, with a sentence that says how. */
    public void fail(Metric metric, String contender, long requests, String how) {
        fail(metric, contender, requests);
        note(how);
    }

    /** How many requests failed while a metric of a contender was measured. */
    public long failures(Metric metric, String contender) {
        return failures.getOrDefault(metric, Map.of()).getOrDefault(contender, 0L);
    }

    /** Adds a sentence that readers must know. */
    public void note(String note) {
        notes.add(note);
    }

    /** Sentences that readers must know. */
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    /** The values of a contender; empty where it was not measured. */
    public List<Double> of(Metric metric, String contender) {
        return values.getOrDefault(metric, Map.of()).getOrDefault(contender, List.of());
    }

    /** The median of a contender's values. */
    public OptionalDouble median(Metric metric, String contender) {
        List<Double> rounds = of(metric, contender);
        return rounds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Statistics.median(rounds));
    }

    /** Who was measured, in the order of the first round. */
    public List<String> contenders(Metric metric) {
        return Stream.of(values.getOrDefault(metric, Map.of()), failures.getOrDefault(metric, Map.of()))
                .flatMap(each -> each.keySet().stream())
                .distinct()
                .toList();
    }

    /** The metrics with values or failures. */
    public List<Metric> metrics() {
        return Arrays.stream(Metric.values())
                .filter(metric -> values.containsKey(metric) || failures.containsKey(metric))
                .toList();
    }
}
