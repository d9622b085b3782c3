package io.mpmoperator.server.management;

import io.mpmoperator.server.management.ServerView.Children;
import java.time.Duration;

/** What Kubernetes asks: whether the server is alive, whether it is ready. */
final class Probes {

    /** The control loop goes round once a second; after that long without it no child is replaced. */
    static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(10);

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
     * {@code /readyz}: ready while a child serves and the server is not stopping.
     *
     * @param serving how many children serve
     */
    static ManagementResponse ready(ServerView view, int serving) {
        if (view.draining()) {
            return ManagementResponse.text(503, "draining: the server is stopping gracefully\n");
        }
        ManagementResponse loop = live(view);
        if (loop.status() != 200) {
            return loop; // it is not known which children serve, and none that does not is replaced
        }
        if (serving > 0) {
            return loop;
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
