package io.mpmoperator.server.management;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What there is on the management port, and what it answers. */
final class Endpoints {

    private static final String LIVEZ = "/livez";
    private static final String READYZ = "/readyz";
    private static final String METRICS = "/metrics";
    private static final String SERVER_STATUS = "/server-status";
    private static final List<String> PATHS = List.of(LIVEZ, READYZ, METRICS, SERVER_STATUS);
    private static final List<String> METHODS = List.of("GET", "HEAD");
    private static final int REPORTS_AT_A_TIME = 4;
    private static final Duration REPORTS_TENURE = Duration.ofMillis(500);

    private final ServerFacts facts;
    private final StatusReport status;
    private final InstantSource clock;
    private final Reports reports = new Reports(REPORTS_AT_A_TIME, REPORTS_TENURE, System::nanoTime);

    Endpoints(ServerFacts facts, ProcFiles procFiles, InstantSource clock) {
        this.facts = facts;
        this.status = new StatusReport(facts, procFiles, clock, true);
        this.clock = clock;
    }

    static Endpoints of(ServerFacts facts) {
        return new Endpoints(facts, new ProcFiles(Path.of("/proc"), System::nanoTime), InstantSource.system());
    }

    /** Where a response goes. */
    interface Out {

        /** Sends it; returns when the client has taken it. */
        void send(ManagementResponse response) throws IOException;

        /** Ends a sending that takes too long; any thread may. */
        void breakOff();
    }

    /**
     * Answers a request. A slash after {@code /server-status} is forgiven: prometheus-apache-exporter asks so by default.
     *
     * @param path null where the target has none
     * @param query as it was sent, null where there is none
     */
    void answer(String method, @Nullable String path, @Nullable String query, Out out) throws IOException {
        String asked = String.valueOf(path).equals(SERVER_STATUS + "/") ? SERVER_STATUS : String.valueOf(path);
        if (!PATHS.contains(asked)) {
            out.send(ManagementResponse.text(404, "not here; there are " + String.join(", ", PATHS) + "\n"));
        } else if (!METHODS.contains(method)) {
            out.send(ManagementResponse.text(405, "only GET and HEAD\n").withFields(Map.of("Allow", "GET, HEAD")));
        } else {
            switch (asked) {
                case LIVEZ -> out.send(Probes.live(facts.view()));
                case READYZ -> out.send(ready(facts.view()));
                case METRICS -> report(this::metrics, out);
                default -> report(() -> status.response(query == null ? "" : query), out);
            }
        }
    }

    private void report(Supplier<ManagementResponse> report, Out out) throws IOException {
        Reports.Place place = place(out);
        try {
            out.send(report.get());
        } finally {
            reports.giveBack(place);
        }
    }

    private Reports.Place place(Out out) throws IOException {
        try {
            return reports.take(out::breakOff);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for a report");
        }
    }

    private ManagementResponse metrics() {
        return ManagementResponse.text(200, MetricsText.render(status.status(true)))
                .withContentType(Exposition.CONTENT_TYPE);
    }

    private ManagementResponse ready(ServerView view) {
        return Probes.ready(
                view,
                ScoreboardSnapshot.serving(facts.scoreboard()),
                Duration.between(view.started(), clock.instant()));
    }
}
