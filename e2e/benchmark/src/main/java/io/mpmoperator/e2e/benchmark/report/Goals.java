package io.mpmoperator.e2e.benchmark.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The goals of the server, in the order of the table. */
public final class Goals {

    private static final String NGINX = "nginx";
    private static final String JETTY = "Jetty";
    private static final String EVENT = "event";
    private static final String PREFORK = "prefork";

    private Goals() {}

    /** All of them. */
    static List<Goal> all() {
        return Stream.of(throughput(), connections(), largeFiles(), latency(), idle(), processes(), natively())
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

    private static List<Goal> throughput() {
        return List.of(
                Goal.ratio(
                        Metric.KEEP_ALIVE,
                        ours(EVENT),
                        apache(EVENT),
                        Target.times(2.5, 0).withoutAim()),
                Goal.ratio(Metric.KEEP_ALIVE, ours(EVENT), JETTY, Target.times(0.8, 1)),
                Goal.ratio(
                        Metric.KEEP_ALIVE,
                        ours(EVENT),
                        NGINX,
                        Target.times(0, 1).withoutAtLeast()),
                against(Metric.KEEP_ALIVE, PREFORK, Target.times(2, 3)),
                against(Metric.KEEP_ALIVE, "worker", Target.times(2, 3)));
    }

    private static List<Goal> connections() {
        return eachMode(Metric.CONNECTION_PER_REQUEST, Target.times(1.1, 1.5));
    }

    private static List<Goal> largeFiles() {
        return eachMode(Metric.LARGE_FILE, Target.times(1, 1.2));
    }

    private static List<Goal> latency() {
        return eachMode(Metric.P99, Target.below("x", 1, 0.25));
    }

    private static List<Goal> idle() {
        return List.of(
                own(Metric.IDLE_GROWTH, EVENT, 4, 1),
                own(Metric.IDLE_NEXT_CLIENT, EVENT, 10, 2),
                own(Metric.IDLE_MEMORY, EVENT, 110, 70));
    }

    private static List<Goal> processes() {
        return List.of(own(Metric.PREFORK_CHILD, PREFORK, 16, 12), own(Metric.START, EVENT, 600, 300));
    }

    /** The native flavor, beside the JVM's and Apache. */
    private static List<Goal> natively() {
        return List.of(
                besideApache(PREFORK),
                besideApache("worker"),
                besideApache(EVENT),
                besideJvm(PREFORK),
                besideJvm("worker"),
                besideJvm(EVENT),
                ofExecutable(Metric.PREFORK_CHILD, PREFORK, 4, 2),
                ofExecutable(Metric.CONTROL_PROCESS, PREFORK, 8, 4),
                ofExecutable(Metric.START, EVENT, 80, 25),
                ofExecutable(Metric.IDLE_MEMORY, EVENT, 60, 30));
    }

    private static Goal besideApache(String mode) {
        return Goal.ratio(Metric.KEEP_ALIVE, executable(mode), apache(mode), Target.times(2, 3));
    }

    private static Goal besideJvm(String mode) {
        return Goal.ratio(Metric.KEEP_ALIVE, executable(mode), ours(mode), Target.times(0.8, 1));
    }

    private static Goal ofExecutable(Metric metric, String mode, double atMost, double aim) {
        return Goal.value(metric, executable(mode), ours(mode), Target.below(metric.unit(), atMost, aim));
    }

    private static List<Goal> eachMode(Metric metric, Target target) {
        return Stream.of(PREFORK, "worker", EVENT)
                .map(mode -> against(metric, mode, target))
                .toList();
    }

    private static Goal against(Metric metric, String mode, Target target) {
        return Goal.ratio(metric, ours(mode), apache(mode), target);
    }

    private static Goal own(Metric metric, String mode, double atMost, double aim) {
        return Goal.value(metric, ours(mode), apache(mode), Target.below(metric.unit(), atMost, aim));
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
