package io.mpmoperator.operator.pods;

import io.mpmoperator.operator.pods.PodMetrics.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last two readings of a server's pods, and the child processes that were lost between readings of late.
 *
 * @param at when the pods were read last
 */
public record PodMetricsHistory(Instant at, List<PodMetrics> before, List<PodMetrics> now, List<Loss> losses) {

    /** How long a lost child process is spoken of: long enough that somebody who is called sees it. */
    public static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** Nothing was read yet. */
    public static final PodMetricsHistory NONE = new PodMetricsHistory(Instant.EPOCH, List.of(), List.of(), List.of());

    /** Child processes of a pod that ended badly between two readings. */
    public record Loss(Instant at, String pod, Ended children) {}

    /** The history with one more reading. A pod that was not read before has lost nothing that is known. */
    public PodMetricsHistory followedBy(Instant later, List<PodMetrics> readings) {
        Stream<Loss> remembered =
                losses.stream().filter(loss -> loss.at().plus(REMEMBERED).isAfter(later));
        Stream<Loss> fresh = readings.stream().flatMap(reading -> loss(later, reading).stream());
        return new PodMetricsHistory(
                later, now, readings, Stream.concat(remembered, fresh).toList());
    }

    private Optional<Loss> loss(Instant later, PodMetrics reading) {
        return of(now, reading)
                .map(earlier -> reading.ended().since(earlier.ended()))
                .filter(lost -> !lost.equals(Ended.NONE))
                .map(lost -> new Loss(later, reading.pod(), lost));
    }

    /** Whether the last reading found all workers of a pod busy, so that it is worth reading again soon. */
    public boolean isBusy() {
        return now.stream().anyMatch(PodMetrics::saturated);
    }

    /** What there is to know now. */
    public PodHealth health() {
        List<String> saturated = now.stream()
                .filter(PodMetrics::saturated)
                .filter(reading ->
                        of(before, reading).filter(PodMetrics::saturated).isPresent())
                .map(PodMetrics::pod)
                .sorted()
                .toList();
        Map<String, Ended> lost = losses.stream()
                .collect(Collectors.groupingBy(
                        Loss::pod, TreeMap::new, Collectors.reducing(Ended.NONE, Loss::children, Ended::plus)));
        return new PodHealth(saturated, lost);
    }

    private static Optional<PodMetrics> of(List<PodMetrics> readings, PodMetrics reading) {
        return readings.stream()
                .filter(other -> other.pod().equals(reading.pod()))
                .findFirst();
    }
}
