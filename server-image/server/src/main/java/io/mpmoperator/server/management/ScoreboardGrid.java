package io.mpmoperator.server.management;

import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.management.ScoreboardSnapshot.Slot;
import io.mpmoperator.server.management.ScoreboardSnapshot.Worker;
import io.mpmoperator.server.management.Status.Phase;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.time.Duration;
import java.time.Instant;

/** The scoreboard drawn: a cell for each worker, a row for each process; under prefork all in one. */
final class ScoreboardGrid {

    private final Status status;
    private final Html html;

    private ScoreboardGrid(Status status, Html html) {
        this.status = status;
        this.html = html;
    }

    static void draw(Status status, Html html) {
        ScoreboardGrid grid = new ScoreboardGrid(status, html);
        int free = status.scoreboard().slots().size() - status.alive().size();
        html.markup("<h2>Scoreboard <small>")
                .text(free)
                .markup(" of ")
                .text(status.scoreboard().slots().size());
        html.markup(" slots free</small></h2>\n<div class=panel>\n");
        if (status.view().settings().mode() == Mode.PREFORK) {
            grid.cellsOfAll();
        } else {
            status.alive().forEach(grid::row);
        }
        grid.legend();
        html.markup("</div>\n");
    }

    /** The class of a state's cell. */
    static String cssClass(WorkerState state) {
        return switch (state) {
            case DEAD -> "o";
            case STARTING -> "s";
            case READY -> "r";
            case READING, WRITING, KEEP_ALIVE, LOGGING, DNS, CLOSING, GRACEFUL, IDLE_KILL ->
                String.valueOf(state.symbol());
        };
    }

    /** What a state is called. */
    static String name(WorkerState state) {
        return switch (state) {
            case DEAD -> "no process";
            case STARTING -> "starting";
            case READY -> "idle";
            case READING -> "reading";
            case WRITING -> "writing";
            case KEEP_ALIVE -> "keep-alive";
            case LOGGING -> "logging";
            case DNS -> "DNS";
            case CLOSING -> "closing";
            case GRACEFUL -> "finishing";
            case IDLE_KILL -> "idle clean-up";
        };
    }

    private void cellsOfAll() {
        html.markup("<div class=cells>");
        for (Slot slot : status.scoreboard().slots()) {
            cells(slot);
        }
        html.markup("</div>\n");
    }

    private void row(Slot slot) {
        Duration age = Duration.between(Instant.ofEpochMilli(slot.startedMillis()), status.now());
        html.markup("<div class=slot><span>").element("b", "slot " + slot.number());
        html.text(" · pid " + slot.pid() + " · " + PeopleText.longSpan(age));
        if (slot.generation() != status.view().generation()) {
            html.text(" · gen " + slot.generation());
        }
        if (status.phase(slot) != Phase.READY) {
            html.markup(" ").markup(StatusTables.tag(status.phase(slot)));
        }
        html.markup("</span><div class=cells>");
        cells(slot);
        html.markup("</div></div>\n");
    }

    private void cells(Slot slot) {
        for (int i = 0; i < slot.workers().size(); i++) {
            if (status.symbol(slot, i) != ' ') {
                cell(slot, i);
            }
        }
    }

    private void cell(Slot slot, int index) {
        Worker worker = slot.workers().get(index);
        html.markup("<i class=" + cssClass(worker.state()));
        if (worker.state() != WorkerState.DEAD) {
            html.markup(" title=\"").text(slot.number() + "-" + index + " pid " + slot.pid() + ": ");
            html.text(name(worker.state()));
            if (Status.inHand(worker.state())) {
                html.text(" " + worker.client() + " " + worker.requestLine());
            }
            html.markup("\"");
        }
        html.markup(">" + worker.state().symbol() + "</i>");
    }

    private void legend() {
        html.markup("<div class=legend>");
        for (WorkerState state : WorkerState.values()) {
            if (state != WorkerState.DEAD) {
                html.markup("<span><i class=" + cssClass(state) + ">" + state.symbol() + "</i>");
                html.text(name(state)).markup(" ").element("b", PeopleText.count(status.count(state)));
                html.markup("</span>");
            }
        }
        html.markup("</div>\n");
    }
}
