package io.mpmoperator.e2e.grid;

import java.util.List;
import java.util.Optional;

/**
 * What the run of a plan has shown.
 *
 * @param limitBytes the plan's memory limit
 * @param slowClientsBytes the part of the limit that only clients take which send and do not take: buffers in the kernel, which
 *     version 1 of cgroups does not charge
 * @param peakBytes the most that was charged, and what the pod uses of files whose pages are charged elsewhere
 * @param reclaims how often the limit was reached, so that the kernel took file pages back
 * @param oomKills processes that the kernel killed
 * @param outOfMemoryErrors children whose JVM gave up
 * @param parked the most connections that were parked at the same time
 * @param failedRequests requests that got no response or an error
 * @param askedAgain requests on a connection that was kept open and that the server closed before it sent anything of a
 *     response, as it may do when it restarts gracefully: the client asked again on another (RFC 9112, section 9.3.1)
 * @param strangers what clients that meant no good came to; empty where none came
 * @param processes what the processes took for themselves
 */
record GridResult(
        GridPlan plan,
        long limitBytes,
        long slowClientsBytes,
        long peakBytes,
        long reclaims,
        long oomKills,
        long outOfMemoryErrors,
        long parked,
        long requests,
        long failedRequests,
        long askedAgain,
        Optional<Beside> strangers,
        List<Group> processes) {

    /**
     * What was asked honestly beside strangers.
     *
     * @param budgetBytes what the plan lets them hold, a part of its limit
     * @param answered requests that were
     * @param failed requests that were not
     */
    record Beside(long budgetBytes, long answered, long failed) {}

    /**
     * Processes of one kind.
     *
     * @param name control process or child
     * @param predictedBytes private memory of each, as the model has it
     * @param meanBytes the mean of the most that each has taken
     * @param mostBytes the most that one has taken
     */
    record Group(String name, int processes, long predictedBytes, long meanBytes, long mostBytes) {

        double error() {
            return (double) (predictedBytes - meanBytes) / meanBytes;
        }
    }

    GridResult {
        processes = List.copyOf(processes);
    }

    double peakOfLimit() {
        return (double) peakBytes / limitBytes;
    }

    /** How much was used of the part of the limit that honest clients need. */
    double peakOfRest() {
        return (double) peakBytes / (limitBytes - slowClientsBytes);
    }

    /** Whether no process was lost for want of memory. */
    boolean survived() {
        return oomKills == 0 && outOfMemoryErrors == 0;
    }
}
