package io.mpmoperator.server.management;

import io.mpmoperator.server.management.HostFacts.CpuTimes;
import io.mpmoperator.server.management.ScoreboardSnapshot.Connections;
import io.mpmoperator.server.management.ScoreboardSnapshot.Slot;
import io.mpmoperator.server.management.ScoreboardSnapshot.Totals;
import io.mpmoperator.server.management.ServerView.Maintenance;
import io.mpmoperator.server.management.Status.Phase;
import io.mpmoperator.server.management.Status.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** {@code /server-status}: the status for people, one page of HTML without scripts. */
final class StatusPage {

    /** Nothing but the page's own style: whatever a client has put into a request line stays text. */
    private static final Map<String, String> FIELDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
            "Referrer-Policy",
            "no-referrer");

    private static final List<Integer> REFRESH_CHOICES = List.of(2, 10, 60);

    private final Status status;
    private final Html html;
    private final boolean onManagementPort;

    private StatusPage(Status status, Html html, boolean onManagementPort) {
        this.status = status;
        this.html = html;
        this.onManagementPort = onManagementPort;
    }

    /**
     * The page, and how often a browser shall ask for it again.
     *
     * @param onManagementPort whether the metrics are beside it
     */
    static ManagementResponse response(Status status, OptionalInt refreshSeconds, boolean onManagementPort) {
        return new ManagementResponse(
                200,
                "text/html; charset=utf-8",
                FIELDS,
                out -> new StatusPage(status, new Html(out), onManagementPort).render(refreshSeconds));
    }

    private void render(OptionalInt refreshSeconds) {
        String mode = status.view().settings().mode().directiveValue();
        html.markup("<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>")
                .markup("<meta name=viewport content=\"width=device-width, initial-scale=1\">")
                .element("title", "Server status: " + mode)
                .markup("\n<style>\n")
                .markup(StatusStyle.CSS)
                .markup("</style></head>\n<body>\n<header>");
        html.element("h1", ApacheText.software(status.view().software().version()));
        html.element("span class=tag", mode);
        state();
        navigation(refreshSeconds);
        html.markup("</header>\n<main>\n");
        restarts();
        alerts();
        cards();
        ScoreboardGrid.draw(status, html);
        StatusTables.processes(status, html);
        StatusTables.workers(status, html);
        settings();
        html.markup("</main><footer></footer>\n</body></html>\n").end();
    }

    private void state() {
        if (status.view().draining()) {
            html.element("span class=\"tag warn\"", "draining");
        } else if (status.count(Phase.READY) > 0) {
            html.element("span class=\"tag good\"", "ready");
        } else {
            html.element("span class=\"tag bad\"", "not ready");
        }
    }

    private void navigation(OptionalInt refreshSeconds) {
        html.markup("<nav><span>").text(ApacheText.time(status.now())).markup("</span><span>refresh: ");
        html.markup(refreshSeconds.isEmpty() ? "<b>off</b>" : "<a href=\"?\">off</a>");
        List<Integer> choices = new ArrayList<>(REFRESH_CHOICES);
        if (refreshSeconds.isPresent() && !choices.contains(refreshSeconds.getAsInt())) {
            choices.add(refreshSeconds.getAsInt());
        }
        for (int seconds : choices) {
            boolean chosen = refreshSeconds.equals(OptionalInt.of(seconds));
            html.markup(" · ");
            html.element(chosen ? "b" : "a href=\"?refresh=" + seconds + "\"", seconds + " s");
        }
        html.markup("</span><span><a href=\"?auto\">?auto</a>");
        html.markup(onManagementPort ? " · <a href=\"/metrics\">/metrics</a>" : "")
                .markup("</span></nav>");
    }

    private void alerts() {
        ServerView view = status.view();
        Maintenance maintenance = view.maintenance();
        if (view.sinceHeartbeat().compareTo(Probes.HEARTBEAT_LIMIT) > 0) {
            alert("bad", "The control loop has not gone round for " + PeopleText.longSpan(view.sinceHeartbeat()) + ".");
        }
        view.refused()
                .ifPresent(refused -> alert(
                        "bad",
                        "The configuration that was tried last is refused, and the one before goes on: "
                                + refused.reason()));
        view.certificateRefused()
                .ifPresent(reason -> alert(
                        "warn",
                        "The certificate's files cannot be used, and the certificate from before goes on: " + reason));
        view.trouble().ifPresent(trouble -> alert("bad", "Children cannot be started: " + trouble + "."));
        if (view.draining()) {
            alert("warn", "The server is stopping gracefully: it finishes what it has and takes nothing new.");
        }
        if (maintenance.maxRequestWorkers().reached()) {
            int limit = view.settings().maxRequestWorkers();
            alert("warn", "MaxRequestWorkers is reached: all " + limit + " workers are busy, further requests wait.");
        }
        if (maintenance.scoreboardFull().reached()) {
            alert(
                    "warn",
                    "The scoreboard is full: all " + view.settings().serverLimit() + " slots of ServerLimit are taken, "
                            + (status.count(Phase.DRAINING) + status.count(Phase.STOPPING))
                            + " by children that are ending, and another child is wanted.");
        }
    }

    private void alert(String kind, String sentence) {
        html.element("p class=\"alert " + kind + "\"", sentence);
    }

    private void cards() {
        html.markup("<div class=cards>\n");
        workersCard();
        connectionsCard();
        requestsCard();
        latencyCard();
        processesCard();
        memoryCard();
        html.markup("</div>\n");
    }

    private void workersCard() {
        Workers workers = status.workers();
        int limit = status.view().settings().maxRequestWorkers();
        begin("Busy workers", PeopleText.count(workers.busy()), "of " + PeopleText.count(limit));
        html.markup("<div class=bar>");
        share(workers.busy(), limit, "writing");
        share(workers.graceful(), limit, "graceful");
        share(workers.idle(), limit, "ready-ink");
        html.markup("</div>");
        end(workers.idle() + " idle, " + workers.graceful() + " finishing gracefully");
    }

    private void connectionsCard() {
        Connections connections = status.connections();
        int limit = status.view().settings().connections();
        begin("Connections", PeopleText.count(connections.all()), "of " + PeopleText.count(limit));
        html.markup("<div class=bar>");
        share(connections.processing(), limit, "writing");
        share(connections.waitIo(), limit, "reading");
        share(connections.writing(), limit, "logging");
        share(connections.keepAlive(), limit, "keepalive");
        share(connections.closing(), limit, "closing");
        html.markup("</div>");
        end(connections.processing() + " in work, " + connections.waitIo() + " reading, " + connections.writing()
                + " writing, " + connections.keepAlive() + " idle, " + connections.closing() + " closing");
    }

    private void share(int part, int whole, String colour) {
        if (part > 0) {
            long permille = Math.min(1000, Math.max(5, 1000L * part / whole));
            html.markup("<i style=\"width:" + permille / 10 + "." + permille % 10 + "%;background:var(--" + colour
                    + ")\"></i>");
        }
    }

    private void requestsCard() {
        Totals totals = status.scoreboard().totals();
        begin("Requests", PeopleText.count(totals.accesses()), "");
        html.element(
                "p", PeopleText.rate(status.perSecond((double) totals.accesses())) + " per second since the start");
        end(PeopleText.bytes(totals.bytes()) + " sent, "
                + PeopleText.bytes(Math.round(status.perRequest((double) totals.bytes()))) + " each");
    }

    private void latencyCard() {
        Totals totals = status.scoreboard().totals();
        begin("Latency, median", PeopleText.latency(totals, 0.5), "");
        html.element("p", "95 % " + PeopleText.latency(totals, 0.95) + ", 99 % " + PeopleText.latency(totals, 0.99));
        end("mean "
                + PeopleText.span(Duration.ofNanos(Math.round(status.perRequest(totals.durationMicros() * 1000.0)))));
    }

    private void processesCard() {
        ServerView view = status.view();
        begin(
                "Child processes",
                PeopleText.count(status.alive().size()),
                "of " + view.settings().serverLimit());
        html.element("p", phases());
        end(PeopleText.count(view.children().started()) + " started, "
                + PeopleText.count(view.children().ended()) + " ended ("
                + PeopleText.count(view.children().killed()) + " by a signal, "
                + PeopleText.count(view.children().failed()) + " with an error)");
    }

    private String phases() {
        StringBuilder text = new StringBuilder();
        for (Phase phase : Phase.values()) {
            int count = status.count(phase);
            if (count > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(StatusTables.name(phase));
            }
        }
        return text.toString();
    }

    private void memoryCard() {
        Map<Integer, Long> memory = status.host().privateBytes();
        long control = memory.getOrDefault((int) status.view().controlPid(), 0L);
        long children = 0;
        int counted = 0;
        for (Slot slot : status.alive()) {
            children += memory.getOrDefault(slot.pid(), 0L);
            counted += memory.containsKey(slot.pid()) ? 1 : 0;
        }
        begin("Private memory", memory.isEmpty() ? "–" : PeopleText.bytes(control + children), "");
        if (counted > 0) {
            String each = PeopleText.bytes(children / counted);
            html.element("p", PeopleText.bytes(control) + " control process, " + each + " a child");
        }
        CpuTimes cpu = status.host().cpu();
        end("processor " + PeopleText.rate(status.perSecond(cpu.all() * 100)) + " %, load "
                + String.join(" ", status.host().loadAverages()));
    }

    private void restarts() {
        ServerView view = status.view();
        html.markup("<p class=since>up for ").element("b", PeopleText.longSpan(status.uptime()));
        html.text(" since " + ApacheText.time(view.restarted()) + " · generation ")
                .element("b", "" + view.generation());
        html.text(" after " + times(view.restarts().graceful(), "graceful restart") + " and "
                + times(view.restarts().full(), "full restart"));
        html.markup("</p>\n");
    }

    private static String times(long number, String what) {
        return PeopleText.count(number) + " " + what + (number == 1 ? "" : "s");
    }

    private void begin(String title, String figure, String of) {
        html.markup("<div class=card>")
                .element("h3", title)
                .markup("<div class=big>")
                .text(figure);
        if (!of.isEmpty()) {
            html.markup(" ").element("small", of);
        }
        html.markup("</div>");
    }

    private void end(String line) {
        html.element("p", line).markup("</div>\n");
    }

    private void settings() {
        html.markup("<h2>Settings in force</h2>\n<div class=panel><dl>\n");
        status.view()
                .settings()
                .toDirectives()
                .values()
                .forEach((directive, value) -> html.markup("<div>")
                        .element("dt", directive.directiveName())
                        .element("dd", value.toPlainString())
                        .markup("</div>\n"));
        pair("Spawn rate", Integer.toString(status.view().maintenance().spawnRate()));
        pair("Built", status.view().software().built());
        pair("Control process", Long.toString(status.view().controlPid()));
        html.markup("</dl></div>\n");
    }

    private void pair(String name, String value) {
        html.markup("<div>").element("dt", name).element("dd", value).markup("</div>\n");
    }
}
