package io.mpmoperator.server.management;

import io.mpmoperator.server.management.ServerView.Children;
import java.time.Duration;

/** What Kubernetes asks: whether the server is alive, whether it is ready. */
final class Probes {

    /** The control loop goes round once a second; after that long without it no child is replaced. */
    static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(10);

    /** No longer is a server that answers already not ready because of children that still start. */
    static final Duration LONGEST_START = Duration.ofSeconds(30);

    private Probes() {}

    /** {@code /livez}: alive while the control loop goes round. */
    static ManagementResponse live(ServerView view) {
        if (view.sinceHeartbeat().compareTo(HEARTBEAT_LIMIT) <= 0) {
            return ManagementResponse.text(200, "ok\n");
        }
        return ManagementResponse.text(
                503,
                "the control loop has not gone round for "
                        + view.sinceHeartbeat().toSeconds() + " s, limit " + HEARTBEAT_LIMIT.toSeconds() + " s\n");
    }

    /**
     * {@code /readyz}: ready while a child serves and the server is not stopping. After the start it is ready when all of
     * StartServers serve, or half a minute has gone by: whoever is sent clients answers them as fast as it will.
     *
     * @param serving how many children serve
     * @param sinceStart since the control process was started
     */
    static ManagementResponse ready(ServerView view, int serving, Duration sinceStart) {
        if (view.draining()) {
            return ManagementResponse.text(503, "draining: the server is stopping gracefully\n");
        }
        ManagementResponse loop = live(view);
        if (loop.status() != 200) {
            return loop; // it is not known which children serve, and none that does not is replaced
        }
        boolean begins =
                view.generation() == 0 && view.children().ended() == 0 && sinceStart.compareTo(LONGEST_START) < 0;
        int wanted = begins ? view.settings().startServers() : 1;
        if (serving >= wanted) {
            return loop;
        }
        if (serving > 0) {
            return ManagementResponse.text(
                    503, "starting: " + serving + " of StartServers " + wanted + " children are ready\n");
        }
        Children children = view.children();
        String what = children.ended() == 0 && view.generation() == 0 ? "starting" : "no child ready";
        String trouble = view.trouble().map(clause -> "; " + clause).orElse("");
        return ManagementResponse.text(
                503,
                what + ": " + children.started() + " children started, " + children.ended() + " ended" + trouble
                        + "\n");
    }
}
