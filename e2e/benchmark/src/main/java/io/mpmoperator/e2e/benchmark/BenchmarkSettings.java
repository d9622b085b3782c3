package io.mpmoperator.e2e.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * How long and what.
 *
 * @param rounds how often the contenders take turns
 * @param round how long wrk loads a contender in a round
 * @param warmUpRequests how many requests of a kind a contender answers before the first at least, and as many more as it takes
 *     until it gets no quicker; a fifth of it with a connection each, a twelfth of the large file
 * @param warmUpAtMost how long each of these may take at most
 * @param starts how often a server is started
 * @param coldStarts how often a whole pool is started and loaded at once
 * @param atMost when the benchmark gives up
 * @param sections what is measured
 */
record BenchmarkSettings(
        int rounds,
        Duration round,
        int warmUpRequests,
        Duration warmUpAtMost,
        int starts,
        int coldStarts,
        Duration atMost,
        Set<Section> sections) {

    /** Groups of rows, which can be asked for alone. */
    enum Section {
        VARIED,
        MIXED,
        LATENCY,
        COLD,
        LOGGED,
        TLS,
        SITE,
        MEMORY,
        CALLS,
        KEEP_ALIVE,
        CONNECTIONS,
        LARGE_FILE,
        IDLE,
        START;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A few minutes a section at most. */
    static BenchmarkSettings quick() {
        return new BenchmarkSettings(
                2,
                Duration.ofSeconds(2),
                30_000,
                Duration.ofSeconds(8),
                10,
                1,
                Duration.ofMinutes(40),
                EnumSet.allOf(Section.class));
    }

    /**
     * Less than two hours. Prefork's 64 processes have compiled their code when each has answered some 8000 requests, and 400
     * for the large file.
     */
    static BenchmarkSettings full() {
        return new BenchmarkSettings(
                5,
                Duration.ofSeconds(4),
                500_000,
                Duration.ofSeconds(60),
                10,
                3,
                Duration.ofMinutes(150),
                EnumSet.allOf(Section.class));
    }

    /** How often they take turns for latencies, which are counted together. */
    int latencyRounds() {
        return 4 * rounds;
    }

    /**
     * How often they take turns for the large file. What a connection's window has grown to differs from round to round, and with
     * it the rate, by more than the contenders differ.
     */
    int largeFileRounds() {
        return 6 * rounds;
    }

    /** How long a round of either is. */
    Duration shortRound() {
        return round.dividedBy(2);
    }

    /**
     * How long a contender gets the load of the latencies before the first round. In forty seconds each of prefork's 64
     * processes answers some 1200 requests; what it calls once in each is compiled after 400.
     */
    Duration latencyWarmUp() {
        return round.multipliedBy(2L * rounds);
    }

    /** The settings of the system properties {@code benchmark.quick} and {@code benchmark.only}. */
    static BenchmarkSettings ofProperties() throws BenchmarkException {
        BenchmarkSettings settings = Boolean.getBoolean("benchmark.quick") ? quick() : full();
        String only = System.getProperty("benchmark.only", "");
        return only.isEmpty() ? settings : settings.only(sections(only));
    }

    /** Reads sections with commas between. */
    static Set<Section> sections(String words) throws BenchmarkException {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        for (String word : words.split(",", -1)) {
            sections.add(Arrays.stream(Section.values())
                    .filter(section -> section.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new BenchmarkException("-Dbenchmark.only=%s: '%s' is none of %s"
                            .formatted(
                                    words,
                                    word,
                                    String.join(
                                            ", ",
                                            Arrays.stream(Section.values())
                                                    .map(Section::word)
                                                    .toList())))));
        }
        return sections;
    }

    private BenchmarkSettings only(Set<Section> chosen) {
        return new BenchmarkSettings(rounds, round, warmUpRequests, warmUpAtMost, starts, coldStarts, atMost, chosen);
    }

    boolean asksFor(Section... any) {
        return Arrays.stream(any).anyMatch(sections::contains);
    }
}
