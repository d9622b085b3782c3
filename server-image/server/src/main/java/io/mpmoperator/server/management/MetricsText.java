package io.mpmoperator.server.management;

import io.mpmoperator.server.management.HostFacts.CpuTimes;
import io.mpmoperator.server.management.ScoreboardSnapshot.Connections;
import io.mpmoperator.server.management.ScoreboardSnapshot.Slot;
import io.mpmoperator.server.management.ScoreboardSnapshot.Totals;
import io.mpmoperator.server.management.ServerView.Children;
import io.mpmoperator.server.management.ServerView.Maintenance;
import io.mpmoperator.server.management.Status.Phase;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code /metrics}: the status for Prometheus. */
final class MetricsText {

    private final Status status;
    private final Exposition out = new Exposition();

    private MetricsText(Status status) {
        this.status = status;
    }

    static String render(Status status) {
        return new MetricsText(status).render();
    }

    private String render() {
        server();
        requests();
        workersAndProcesses();
        connections();
        certificate();
        children();
        saturation();
        processorTime();
        memory();
        settings();
        return out.toString();
    }

    private void server() {
        ServerView view = status.view();
        out.gauge("info", "The server's version and multi-processing module.")
                .info(
                        "version",
                        view.software().version(),
                        "mode",
                        view.settings().mode().directiveValue());
        out.gauge("start_time_seconds", "When the control process was started, in seconds since 1970.")
                .value(view.started().getEpochSecond());
        out.gauge("uptime_seconds", "Seconds since the start or the last restart that was not graceful.")
                .value(status.uptime().toSeconds());
        out.gauge("generation", "Restarts since the start, graceful ones included.")
                .value(view.generation());
        out.gauge("configuration_info", "The SHA-256 of the configuration file that is in force.")
                .value("sha256", view.configuration(), 1);
        out.counter("restarts_total", "Restarts since the start.")
                .value("kind", "full", view.restarts().full())
                .value("kind", "graceful", view.restarts().graceful());
        out.gauge("configuration_refused", "Whether the configuration that was tried last is refused.")
                .value(view.refused().isPresent());
        out.counter("configurations_refused_total", "Configurations that were tried and did not come in force.")
                .value(view.restarts().refused());
        out.counter(
                        "log_lines_dropped_total",
                        "Lines of the logs that were not written, for their reader had stopped or the disk was full.")
                .value(view.logLinesDropped() + status.scoreboard().totals().logLinesDropped());
        out.gauge("draining", "Whether the server is stopping gracefully.").value(view.draining());
        out.gauge("control_loop_age_seconds", "Seconds since the control loop last went round.")
                .value(decimal(view.sinceHeartbeat().toMillis(), 3));
    }

    private void requests() {
        Totals totals = status.scoreboard().totals();
        out.counter("requests_total", "Requests answered.").value(totals.accesses());
        out.counter("response_bytes_total", "Bytes of response bodies sent.").value(totals.bytes());
        out.histogram("request_duration_seconds", "Time from the request to the end of its response.");
        long[] bounds = WorkerSlot.latencyBoundsMicros();
        long cumulative = 0;
        for (int i = 0; i < bounds.length; i++) {
            cumulative += totals.latencyBuckets().get(i);
            out.bucket(decimal(bounds[i], 6), cumulative);
        }
        long all = cumulative + totals.latencyBuckets().get(bounds.length);
        out.bucket("+Inf", all).sumAndCount(decimal(totals.durationMicros(), 6), all);
    }

    private void workersAndProcesses() {
        out.gauge("workers", "Workers by what they do (the scoreboard).");
        for (WorkerState state : WorkerState.values()) {
            if (state != WorkerState.DEAD) {
                out.value("state", label(state), status.count(state));
            }
        }
        out.gauge("processes", "Child processes; draining are those that end because of a restart.");
        for (Phase phase : Phase.values()) {
            out.value("state", label(phase), status.count(phase));
        }
        out.gauge("processes_not_accepting", "Child processes whose listener takes no connections for now.")
                .value(status.alive().stream().filter(Slot::notAccepting).count());
    }

    private void connections() {
        Connections connections = status.connections();
        out.gauge("connections", "Open connections by what they wait for; processing are those that a worker holds.")
                .value("state", "processing", connections.processing())
                .value("state", "wait_io", connections.waitIo())
                .value("state", "writing", connections.writing())
                .value("state", "keep_alive", connections.keepAlive())
                .value("state", "closing", connections.closing());
        out.counter("connections_accepted_total", "Connections accepted.")
                .value(status.scoreboard().totals().accepted());
    }

    private void certificate() {
        List<Slot> certified = status.alive().stream()
                .filter(slot -> !slot.certificate().isEmpty())
                .toList();
        if (certified.isEmpty()) {
            return;
        }
        out.gauge(
                "tls_certificate_info",
                "The SHA-256 of each SSLCertificateFile as child processes that take connections have it in force.");
        certified.stream()
                .filter(slot -> status.phase(slot) == Phase.READY)
                .map(Slot::certificate)
                .distinct()
                .flatMap(this::certificates)
                .distinct()
                .forEach(one -> out.info("sha256", one.sha256(), "file", one.file()));
        out.gauge("tls_certificate_refused", "Whether the certificate's files cannot be used as they are.")
                .value(status.view().certificateRefused().isPresent());
    }

    private record Certificate(String sha256, String file) {}

    /** A child that is ahead of the control process has none with a file for a moment. */
    private Stream<Certificate> certificates(String digest) {
        return status.view()
                .certificates()
                .of(digest)
                .map(known ->
                        known.byFile().entrySet().stream().map(one -> new Certificate(one.getValue(), one.getKey())))
                .orElseGet(() -> Stream.of(new Certificate(digest, "")));
    }

    private void children() {
        Children children = status.view().children();
        out.counter("children_started_total", "Child processes started.").value(children.started());
        out.counter("children_ended_total", "Child processes ended: exit is exit code 0, failure any other.")
                .value("reason", "exit", children.exited())
                .value("reason", "failure", children.failed())
                .value("reason", "signal", children.killed());
    }

    private void saturation() {
        Maintenance maintenance = status.view().maintenance();
        out.gauge("max_request_workers_reached", "Whether all workers that MaxRequestWorkers allows are busy.")
                .value(maintenance.maxRequestWorkers().reached());
        out.counter("max_request_workers_reached_transitions_total", "How often MaxRequestWorkers was reached.")
                .value(maintenance.maxRequestWorkers().times());
        out.gauge(
                        "scoreboard_full",
                        "Whether a child is wanted and all slots that ServerLimit allows are taken, some by draining"
                                + " children.")
                .value(maintenance.scoreboardFull().reached());
        out.counter("scoreboard_full_transitions_total", "How often the scoreboard became full.")
                .value(maintenance.scoreboardFull().times());
        out.counter("no_free_worker_total", "How often a request waited because its process had no free worker.")
                .value(status.scoreboard().totals().saturated());
        out.gauge("spawn_rate", "Child processes that idle maintenance would start at once.")
                .value(maintenance.spawnRate());
    }

    private void processorTime() {
        CpuTimes cpu = status.host().cpu();
        out.counter("cpu_seconds_total", "Processor time of the control process and its children.")
                .value("mode", "user", decimal(Math.round((cpu.user() + cpu.childrenUser()) * 100), 2))
                .value("mode", "system", decimal(Math.round((cpu.system() + cpu.childrenSystem()) * 100), 2));
    }

    private void memory() {
        long control =
                status.host().privateBytes().getOrDefault((int) status.view().controlPid(), -1L);
        if (control >= 0) {
            out.gauge(
                            "control_private_memory_bytes",
                            "Memory of the control process that it shares with no other process.")
                    .value(control);
        }
        List<Slot> read = status.alive().stream()
                .filter(slot -> status.host().privateBytes().containsKey(slot.pid()))
                .toList();
        if (!read.isEmpty()) {
            out.gauge("child_private_memory_bytes", "Memory of a child process that it shares with no other process.");
            for (Slot slot : read) {
                out.value(
                        "slot",
                        Integer.toString(slot.number()),
                        status.host().privateBytes().getOrDefault(slot.pid(), 0L));
            }
        }
    }

    private void settings() {
        out.gauge("setting", "The directives of the multi-processing module that are in force.");
        status.view()
                .settings()
                .toDirectives()
                .values()
                .forEach(
                        (directive, value) -> out.value("directive", directive.directiveName(), value.toPlainString()));
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String decimal(long value, int digits) {
        BigDecimal decimal = BigDecimal.valueOf(value, digits);
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
}
