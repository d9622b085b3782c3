package io.mpmoperator.e2e.local.node;

import java.time.Instant;
import java.util.Optional;

/**
 * What the node knows of a pod.
 *
 * @param ip the pod's address, once it has one
 * @param ready what the readiness probe says
 * @param restarts how often its process was started again
 * @param ended how its process ended last
 */
record PodState(Phase phase, Instant since, Optional<String> ip, boolean ready, int restarts, Optional<Ended> ended) {

    /** The state of the pod's process. */
    sealed interface Phase {
        /** Not running; the reason is one word as a kubelet says it. */
        record Waiting(String reason, String message) implements Phase {}

        record Running(Instant started) implements Phase {}
    }

    /** How a process ended. */
    record Ended(int exitCode, String reason, Instant started, Instant finished) {}

    static PodState pending(Instant since) {
        return new PodState(
                new Phase.Waiting("ContainerCreating", ""), since, Optional.empty(), false, 0, Optional.empty());
    }

    PodState waiting(String reason, String message) {
        return new PodState(new Phase.Waiting(reason, message), since, ip, false, restarts, ended);
    }

    PodState withIp(String address) {
        return new PodState(phase, since, Optional.of(address), ready, restarts, ended);
    }

    PodState running(Instant started) {
        return new PodState(new Phase.Running(started), since, ip, false, restarts, ended);
    }

    PodState withReady(boolean nowReady) {
        return new PodState(phase, since, ip, nowReady, restarts, ended);
    }

    /** After the process ended; it will be started again. */
    PodState afterEnd(Ended end, String message) {
        Phase waiting = new Phase.Waiting("CrashLoopBackOff", message);
        return new PodState(waiting, since, ip, false, restarts + 1, Optional.of(end));
    }
}
