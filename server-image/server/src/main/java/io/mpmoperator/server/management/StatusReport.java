package io.mpmoperator.server.management;

import io.mpmoperator.server.management.ScoreboardSnapshot.Slot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.time.Timestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /server-status}: the status of the server for people, and for programs with {@code ?auto}. */
public final class StatusReport {

    private final ServerFacts facts;
    private final ProcFiles procFiles;
    private final InstantSource clock;
    private final boolean onManagementPort;

    StatusReport(ServerFacts facts, ProcFiles procFiles, InstantSource clock, boolean onManagementPort) {
        this.facts = facts;
        this.procFiles = procFiles;
        this.clock = clock;
        this.onManagementPort = onManagementPort;
    }

    /** A report as a whole. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Page(String contentType, Map<String, String> fields, byte[] body) {}

    /**
     * How busy the server and the machine are.
     *
     * @param averages over one, five and fifteen minutes
     * @param idlePercent the share of workers that wait for work
     * @param busyPercent the share of workers that have something in hand
     */
    public record Load(List<String> averages, int idlePercent, int busyPercent) {

        static Load of(List<String> averages, Status.Workers workers) {
            int all = Math.max(1, workers.busy() + workers.idle());
            return new Load(averages, 100 * workers.idle() / all, 100 * workers.busy() / all);
        }
    }

    /** The report of a child, which knows of the control process what that says in the scoreboard. */
    public static StatusReport ofChild(Scoreboard scoreboard) {
        ServerFacts facts = new ServerFacts() {
            @Override
            public ServerView view() {
                return SharedView.read(scoreboard.control().read(), Timestamp.now());
            }

            @Override
            public Scoreboard scoreboard() {
                return scoreboard;
            }
        };
        ProcFiles procFiles = new ProcFiles(Path.of("/proc"), System::nanoTime);
        return new StatusReport(facts, procFiles, InstantSource.system(), false);
    }

    /**
     * The report in one piece; one at a time, for it takes memory.
     *
     * @param query as it was sent
     */
    public synchronized Page page(String query) {
        ManagementResponse response = response(query);
        StringBuilder text = new StringBuilder();
        response.body().writeTo(text::append);
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        return new Page(response.contentType(), response.fields(), body);
    }

    /** How busy the server and the machine are. */
    public Load load() {
        Timestamp now = new Timestamp(clock.instant(), System.nanoTime());
        ScoreboardSnapshot scoreboard = ScoreboardSnapshot.of(facts.scoreboard(), now);
        HostFacts host = procFiles.read(List.of(), false);
        return Load.of(host.loadAverages(), new Status(facts.view(), scoreboard, host, now.wall()).workers());
    }

    ManagementResponse response(String query) {
        StatusQuery asked = StatusQuery.parse(query);
        ManagementResponse response = asked.auto()
                ? ManagementResponse.text(200, AutoStatus.render(status(false)))
                : StatusPage.response(status(true), asked.refreshSeconds(), onManagementPort);
        Map<String, String> fields = new HashMap<>(response.fields());
        asked.refreshSeconds().ifPresent(seconds -> fields.put("Refresh", Integer.toString(seconds)));
        return response.withFields(Map.copyOf(fields));
    }

    Status status(boolean memory) {
        ServerView view = facts.view();
        Timestamp now = new Timestamp(clock.instant(), System.nanoTime());
        ScoreboardSnapshot scoreboard = ScoreboardSnapshot.of(facts.scoreboard(), now);
        List<Integer> pids = new ArrayList<>();
        pids.add((int) view.controlPid());
        for (Slot slot : scoreboard.slots()) {
            if (!slot.free()) {
                pids.add(slot.pid());
            }
        }
        return new Status(view, scoreboard, procFiles.read(pids, memory), now.wall());
    }
}
