package io.mpmoperator.server.management;

import io.mpmoperator.server.management.ScoreboardSnapshot.Connections;
import io.mpmoperator.server.management.ScoreboardSnapshot.Slot;
import io.mpmoperator.server.management.ScoreboardSnapshot.Worker;
import io.mpmoperator.server.management.Status.Phase;
import io.mpmoperator.server.management.Status.Workers;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables of {@code /server-status}. */
final class StatusTables {

    /** A page with more would not help. */
    private static final int MAX_ROWS = 500;

    /** A longer table of processes comes folded. */
    private static final int OPEN_ROWS = 32;

    private static final String NONE = "<div class=panel>None.</div>\n";

    private final Status status;
    private final Html html;

    private StatusTables(Status status, Html html) {
        this.status = status;
        this.html = html;
    }

    private record Place(Slot slot, int index, Worker worker) {}

    /** A row for each process. */
    static void processes(Status status, Html html) {
        new StatusTables(status, html).processes();
    }

    /** A row for each worker that has something in hand, and, folded, for each that had. */
    static void workers(Status status, Html html) {
        new StatusTables(status, html).workers();
    }

    /** A process's phase, coloured. */
    static String tag(Phase phase) {
        String colour = phase == Phase.READY ? " good" : phase == Phase.STARTING ? "" : " warn";
        return "<b class=\"tag" + colour + "\">" + name(phase) + "</b>";
    }

    /** What a phase is called. */
    static String name(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private void processes() {
        List<Slot> alive = status.alive();
        html.markup("<details" + (alive.size() <= OPEN_ROWS ? " open" : "") + "><summary><h2>Processes <small>");
        html.text(alive.size()).markup("</small></h2></summary>\n");
        if (alive.isEmpty()) {
            html.markup(NONE);
        } else {
            processes(alive);
        }
        html.markup("</details>\n");
    }

    private void processes(List<Slot> alive) {
        html.markup("<div class=scroll><table><thead><tr><th rowspan=2>Slot<th rowspan=2>PID")
                .markup("<th rowspan=2>State<th rowspan=2 class=n>Gen.<th rowspan=2 class=n>Age")
                .markup("<th rowspan=2 class=n>Requests<th rowspan=2 class=n>Sent<th rowspan=2 class=n>Private memory")
                .markup("<th colspan=3>Workers<th colspan=7>Connections</tr>\n"
                        + "<tr><th class=n>busy<th class=n>finishing")
                .markup("<th class=n>idle<th>accepting<th class=n>all<th class=n>in work<th class=n>reading")
                .markup("<th class=n>writing<th class=n>idle<th class=n>closing</tr></thead><tbody>\n");
        alive.stream().limit(MAX_ROWS).forEach(this::process);
        html.markup("</tbody>");
        if (alive.size() > 1) {
            sum(alive.size());
        }
        html.markup("</table></div>\n");
        cut(alive.size());
    }

    private void process(Slot slot) {
        Duration age = Duration.between(Instant.ofEpochMilli(slot.startedMillis()), status.now());
        Long memory = status.host().privateBytes().get(slot.pid());
        html.markup("<tr><td>").text(slot.number()).markup("<td>").text(slot.pid());
        html.markup("<td class=c>").markup(tag(status.phase(slot))).markup("</td>");
        html.number(slot.generation())
                .element("td class=n", PeopleText.longSpan(age))
                .number(slot.accesses());
        html.element("td class=n", PeopleText.bytes(slot.bytes()));
        html.element("td class=n", memory == null ? "–" : PeopleText.bytes(memory));
        counts(status.workers(slot), slot.notAccepting() ? "no" : "yes", status.connections(slot));
        html.markup("</tr>\n");
    }

    private void sum(int processes) {
        html.markup("<tfoot><tr><td>Sum<td>").text(processes).markup("<td colspan=6></td>");
        counts(status.workers(), "", status.connections());
        html.markup("</tr></tfoot>");
    }

    private void counts(Workers workers, String accepting, Connections connections) {
        html.number(workers.busy()).number(workers.graceful()).number(workers.idle());
        html.element("td class=c", accepting).number(connections.all()).number(connections.processing());
        html.number(connections.waitIo()).number(connections.writing());
        html.number(connections.keepAlive()).number(connections.closing());
    }

    private void workers() {
        long busy = places(StatusTables::busy).count();
        html.markup("<h2>Requests in progress <small>").text(busy).markup("</small></h2>\n");
        table(busy, places(StatusTables::busy));
        long others = places(StatusTables::rested).count();
        html.markup("<details><summary>").text(others).markup(" idle workers and their last request</summary>\n");
        table(others, places(StatusTables::rested));
        html.markup("</details>\n");
    }

    private Stream<Place> places(Predicate<Worker> wanted) {
        return status.alive().stream()
                .flatMap(slot -> IntStream.range(0, slot.workers().size())
                        .mapToObj(i -> new Place(slot, i, slot.workers().get(i))))
                .filter(place -> wanted.test(place.worker()));
    }

    private static boolean busy(Worker worker) {
        return Status.inHand(worker.state());
    }

    private static boolean rested(Worker worker) {
        return !busy(worker) && worker.state() != WorkerState.DEAD && worker.accesses() > 0;
    }

    private void table(long all, Stream<Place> places) {
        if (all == 0) {
            html.markup(NONE);
            return;
        }
        html.markup("<div class=scroll><table><thead><tr><th>Worker<th>PID<th>State<th>Client<th>Request")
                .markup("<th class=n>Last done<th class=n>Requests<th class=n>Mean<th class=n>Sent")
                .markup("</tr></thead><tbody>\n");
        places.limit(MAX_ROWS).forEach(this::worker);
        html.markup("</tbody></table></div>\n");
        cut(all);
    }

    private void worker(Place place) {
        Worker worker = place.worker();
        html.markup("<tr><td class=c>").text(place.slot().number() + "-" + place.index());
        html.markup("<td>").text(place.slot().pid());
        html.markup("<td class=c><i class=" + ScoreboardGrid.cssClass(worker.state()) + ">");
        html.markup(worker.state().symbol() + "</i>").text(ScoreboardGrid.name(worker.state()));
        html.markup("</td>").element("td class=c", worker.client()).element("td class=q", worker.requestLine());
        html.element("td class=n", lastDone(worker)).number(worker.accesses());
        html.element("td class=n", mean(worker)).element("td class=n", PeopleText.bytes(worker.bytes()));
        html.markup("</tr>\n");
    }

    private String lastDone(Worker worker) {
        if (worker.lastUsedMillis() == 0) {
            return "–";
        }
        Duration ago = Duration.between(Instant.ofEpochMilli(worker.lastUsedMillis()), status.now());
        return PeopleText.longSpan(ago.isNegative() ? Duration.ZERO : ago) + " ago";
    }

    private static String mean(Worker worker) {
        return worker.accesses() == 0
                ? "–"
                : PeopleText.span(Duration.ofNanos(worker.durationMicros() * 1000 / worker.accesses()));
    }

    private void cut(long rows) {
        if (rows > MAX_ROWS) {
            html.element("p", "The first " + MAX_ROWS + " of " + PeopleText.count(rows) + " rows.");
        }
    }
}
