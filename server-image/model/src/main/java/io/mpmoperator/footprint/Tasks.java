package io.mpmoperator.footprint;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmSettings;
import java.util.Optional;

/**
 * How many tasks the pod has at its peak: threads, as the kernel counts them, of all processes. A kubelet allows a pod so many
 * and no more (podPidsLimit); where it has none left, no thread and no process starts.
 *
 * @param control of the control process
 * @param child of each child, with its worker threads
 * @param children ServerLimit, and the one in which a new configuration is tried
 */
public record Tasks(long control, long child, long children) {

    /** What many clouds allow a pod by default. */
    public static final long COMMON_LIMIT = 1024;

    /** What was measured has no access log and logs into a file: one writes to an error log that may block. */
    private static final long ERROR_LOG = 1;

    /** An access log is made room for where there is none. */
    private static final int LEAST_ACCESS_LOGS = 1;

    /**
     * What a control process has for a moment: one that writes to a log which may block, one that prepares a restart, one that
     * answers at another management port, and two of signals, which need a thread each on a JDK that finds their handlers in another
     * way than JDK 25.
     */
    private static final long OF_A_CONTROL_PROCESS_AT_TIMES = 5;

    static Tasks peak(MpmSettings settings, Workload workload, Calibration calibration) {
        Mode mode = settings.mode();
        long own = calibration.get(Constant.tasks(mode));
        long workers = mode == Mode.PREFORK ? 0 : settings.threadsPerChild();
        return new Tasks(
                calibration.get(Constant.TASKS_CONTROL) + OF_A_CONTROL_PROCESS_AT_TIMES,
                own + workers + ERROR_LOG + Math.max(LEAST_ACCESS_LOGS, workload.accessLogs()),
                settings.serverLimit() + 1L);
    }

    /** All of them. */
    public long total() {
        return Math.addExact(control, Math.multiplyExact(child, children));
    }

    /** What to do where they are more than many a node allows. */
    Optional<Adjustment> aboveCommonLimit() {
        return total() <= COMMON_LIMIT
                ? Optional.empty()
                : Optional.of(new Adjustment(
                        "tasks-above-common-limit",
                        ("the pod has up to %d tasks (%d processes of %d, and %d of the control process), and many"
                                        + " nodes allow a pod %d: raise podPidsLimit of the kubelets, or let more pods"
                                        + " have fewer processes each")
                                .formatted(total(), children, child, control, COMMON_LIMIT)));
    }
}
