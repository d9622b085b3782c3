package io.mpmoperator.server.management;

import static io.mpmoperator.server.management.ApacheText.general;

import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.management.HostFacts.CpuTimes;
import io.mpmoperator.server.management.ScoreboardSnapshot.Connections;
import io.mpmoperator.server.management.ScoreboardSnapshot.Slot;
import io.mpmoperator.server.management.ScoreboardSnapshot.Totals;
import io.mpmoperator.server.management.Status.Workers;
import java.util.List;

/**
 * {@code /server-status?auto}: the status for programs, in the keys of Apache's mod_status and their order. Every key is
 * always there, where Apache leaves out those that would divide by zero. Two of our own are before the scoreboard while a
 * configuration is refused. Rates are over the time since the start, as the
 * totals are.
 */
final class AutoStatus {

    private static final int KIB = 1024;

    private final Status status;
    private final StringBuilder text = new StringBuilder(2048);

    private AutoStatus(Status status) {
        this.status = status;
    }

    static String render(Status status) {
        return new AutoStatus(status).render();
    }

    private String render() {
        server();
        traffic();
        workers();
        if (status.view().settings().mode() == Mode.EVENT) {
            connections();
        }
        status.view().refused().ifPresent(refused -> {
            line("ConfigurationRefused", refused.sha256());
            line("ConfigurationRefusedReason", refused.reason());
        });
        status.view().certificateRefused().ifPresent(reason -> line("CertificateRefusedReason", reason));
        text.append("Scoreboard: ");
        scoreboard();
        return text.append('\n').toString();
    }

    private void server() {
        ServerView view = status.view();
        List<String> load = status.host().loadAverages();
        line("ServerVersion", ApacheText.software(view.software().version()));
        line("ServerMPM", view.settings().mode().directiveValue());
        line("Server Built", view.software().built());
        line("CurrentTime", ApacheText.time(status.now()));
        line("RestartTime", ApacheText.time(view.restarted()));
        line("ParentServerConfigGeneration", view.generation() + 1);
        line("ParentServerMPMGeneration", view.generation());
        line("ServerUptimeSeconds", status.uptime().toSeconds());
        line("ServerUptime", ApacheText.span(status.uptime()));
        line("Load1", load.get(0));
        line("Load5", load.get(1));
        line("Load15", load.get(2));
    }

    private void traffic() {
        Totals totals = status.scoreboard().totals();
        CpuTimes cpu = status.host().cpu();
        line("Total Accesses", totals.accesses());
        line("Total kBytes", totals.bytes() / KIB);
        line("Total Duration", totals.durationMicros() / 1000);
        line("CPUUser", general(cpu.user()));
        line("CPUSystem", general(cpu.system()));
        line("CPUChildrenUser", general(cpu.childrenUser()));
        line("CPUChildrenSystem", general(cpu.childrenSystem()));
        line("CPULoad", general(status.perSecond(cpu.all() * 100)));
        line("Uptime", status.uptime().toSeconds());
        line("ReqPerSec", general(status.perSecond((double) totals.accesses())));
        line("BytesPerSec", general(status.perSecond((double) totals.bytes())));
        line("BytesPerReq", general(status.perRequest((double) totals.bytes())));
        line("DurationPerReq", general(status.perRequest(totals.durationMicros() / 1000.0)));
    }

    private void workers() {
        Workers workers = status.workers();
        line("BusyWorkers", workers.busy());
        line("GracefulWorkers", workers.graceful());
        line("IdleWorkers", workers.idle());
    }

    private void connections() {
        List<Slot> alive = status.alive();
        Connections connections = status.connections();
        line("Processes", alive.size());
        line("Stopping", alive.stream().filter(Slot::quiescing).count());
        line("ConnsTotal", connections.all());
        line("ConnsAsyncWaitIO", connections.waitIo());
        line("ConnsAsyncWriting", connections.writing());
        line("ConnsAsyncKeepAlive", connections.keepAlive());
        line("ConnsAsyncClosing", connections.closing());
    }

    private void scoreboard() {
        for (Slot slot : status.scoreboard().slots()) {
            for (int worker = 0; worker < slot.workers().size(); worker++) {
                char symbol = status.symbol(slot, worker);
                if (symbol != ' ') {
                    text.append(symbol);
                }
            }
        }
    }

    private void line(String key, long value) {
        line(key, Long.toString(value));
    }

    private void line(String key, String value) {
        text.append(key).append(": ").append(value).append('\n');
    }
}
