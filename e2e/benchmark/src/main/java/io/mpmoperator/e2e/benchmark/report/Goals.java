package io.mpmoperator.e2e.benchmark.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The goals of the server, in the order of the table. */
public final class Goals {

    private static final String NGINX = "nginx";
    private static final String JETTY = "Jetty";
    private static final String EVENT = "event";
    private static final String WORKER = "worker";
    private static final String PREFORK = "prefork";

    private Goals() {}

    /** All of them. */
    static List<Goal> all() {
        return Stream.of(
                        varied(), cold(), latency(), tls(), sites(), calls(), memory(), sameRequest(), idle(), starts())
                .flatMap(List::stream)
                .toList();
    }

    /** What was reached of those that were measured. */
    public static List<Row> reached(Measurements measurements) {
        return all().stream()
                .map(goal -> goal.reached(measurements))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Varied requests without an access log, warm. */
    private static List<Goal> varied() {
        return Stream.concat(
                        inEachFlavor(EVENT)
                                .flatMap(ours -> Stream.of(
                                        Goal.ratio(Metric.VARIED_PROCESSOR, ours, NGINX, Target.below("x", 1, 0.8)),
                                        Goal.ratio(
                                                Metric.VARIED_FEW_PROCESSOR, ours, NGINX, Target.below("x", 1.1, 0.85)),
                                        Goal.ratio(Metric.VARIED, ours, apache(EVENT), Target.times(3, 3.7)),
                                        Goal.ratio(Metric.VARIED, ours, NGINX, Target.times(1, 1.1)),
                                        Goal.ratio(Metric.VARIED, ours, JETTY, Target.times(2, 2.5)))),
                        Stream.concat(
                                inEachFlavor(WORKER)
                                        .map(ours ->
                                                Goal.ratio(Metric.VARIED, ours, apache(WORKER), Target.times(2.3, 3))),
                                Stream.of(
                                        Goal.ratio(
                                                Metric.VARIED,
                                                executable(PREFORK),
                                                apache(PREFORK),
                                                Target.times(1.3, 2)),
                                        against(Metric.VARIED, PREFORK, Target.times(0.7, 1.2)))))
                .toList();
    }

    /** The first seconds of a pool that has just become ready. */
    private static List<Goal> cold() {
        return List.of(
                Goal.ratio(Metric.COLD, executable(PREFORK), apache(PREFORK), Target.times(1.1, 1.8)),
                toItsWarmRate(PREFORK),
                toItsWarmRate(WORKER),
                toItsWarmRate(EVENT));
    }

    private static Goal toItsWarmRate(String mode) {
        return Goal.toAnother(Metric.COLD, Metric.VARIED, ours(mode), Target.times(0.5, 0.9));
    }

    /** All requests counted. */
    private static List<Goal> latency() {
        return Stream.of(PREFORK, WORKER, EVENT)
                .flatMap(mode -> inEachFlavor(mode)
                        .map(ours -> Goal.ratio(Metric.P99, ours, apache(mode), Target.below("x", 1, 0.5))))
                .toList();
    }

    private static List<Goal> tls() {
        return inEachFlavor(EVENT)
                .map(ours -> Goal.ratio(Metric.TLS, ours, apache(EVENT), Target.times(1.5, 2)))
                .toList();
    }

    /** What the rules of a site cost, and what they cost Apache. */
    private static List<Goal> sites() {
        return inEachFlavor(EVENT)
                .flatMap(ours -> Stream.of(
                        Goal.toAnother(Metric.RULED, Metric.BARE, ours, Target.times(0.9, 0.97)),
                        Goal.ratio(Metric.RULED, ours, apache(EVENT), Target.times(2.5, 3.5)),
                        Goal.toAnother(Metric.COMPRESSED, Metric.BARE, ours, Target.times(0.9, 0.97))))
                .toList();
    }

    /** Two to receive and to send, one more for a large file, none to wake a thread; a little is spent on what no request is. */
    private static List<Goal> calls() {
        return inEachFlavor(EVENT)
                .flatMap(ours -> Stream.of(
                        Goal.value(Metric.CALLS_SMALL, ours, NGINX, Target.below("calls", 2.05, 2.05)),
                        Goal.value(Metric.CALLS_LARGE, ours, NGINX, Target.below("calls", 3.05, 3.05)),
                        Goal.value(Metric.FUTEXES, ours, NGINX, Target.below("calls", 0.01, 0.01))))
                .toList();
    }

    private static List<Goal> memory() {
        return List.of(
                ofExecutable(Metric.CHILD_MEMORY, PREFORK, 4, 3),
                own(Metric.CHILD_MEMORY, PREFORK, 16, 12),
                ofExecutable(Metric.RULED_CHILD_MEMORY, PREFORK, 5, 4),
                ofExecutable(Metric.CONTROL_PROCESS, PREFORK, 8, 4),
                ofExecutable(Metric.MEMORY_LIMIT, EVENT, 90, 70));
    }

    /** What a replay of the last response would gain: these may fall, and not below what is promised. */
    private static List<Goal> sameRequest() {
        return Stream.of(
                        Stream.of(PREFORK, WORKER, EVENT)
                                .flatMap(mode -> inEachFlavor(mode)
                                        .map(ours -> Goal.ratio(
                                                Metric.KEEP_ALIVE,
                                                ours,
                                                apache(mode),
                                                Target.times(2, 0).withoutAim()))),
                        Stream.of(
                                against(
                                        Metric.CONNECTION_PER_REQUEST,
                                        PREFORK,
                                        Target.times(1.6, 0).withoutAim()),
                                against(
                                        Metric.CONNECTION_PER_REQUEST,
                                        WORKER,
                                        Target.times(1.6, 0).withoutAim()),
                                against(
                                        Metric.CONNECTION_PER_REQUEST,
                                        EVENT,
                                        Target.times(2.6, 0).withoutAim())),
                        Stream.of(PREFORK, WORKER, EVENT)
                                .map(mode -> against(
                                        Metric.LARGE_FILE,
                                        mode,
                                        Target.times(1.05, 0).withoutAim())))
                .flatMap(Function.identity())
                .toList();
    }

    private static List<Goal> idle() {
        return List.of(
                own(Metric.IDLE_GROWTH, EVENT, 4, 1),
                own(Metric.IDLE_NEXT_CLIENT, EVENT, 10, 2),
                own(Metric.IDLE_MEMORY, EVENT, 110, 70),
                ofExecutable(Metric.IDLE_MEMORY, EVENT, 60, 30));
    }

    private static List<Goal> starts() {
        return List.of(own(Metric.START, EVENT, 710, 410), ofExecutable(Metric.START, EVENT, 80, 25));
    }

    private static Goal ofExecutable(Metric metric, String mode, double atMost, double aim) {
        return Goal.value(metric, executable(mode), ours(mode), Target.below(metric.unit(), atMost, aim));
    }

    private static Goal against(Metric metric, String mode, Target target) {
        return Goal.ratio(metric, ours(mode), apache(mode), target);
    }

    private static Goal own(Metric metric, String mode, double atMost, double aim) {
        return Goal.value(metric, ours(mode), apache(mode), Target.below(metric.unit(), atMost, aim));
    }

    private static Stream<String> inEachFlavor(String mode) {
        return Stream.of(ours(mode), executable(mode));
    }

    private static String ours(String mode) {
        return "ours " + mode;
    }

    private static String executable(String mode) {
        return "ours native " + mode;
    }

    private static String apache(String mode) {
        return "Apache " + mode;
    }
}
