package io.mpmoperator.server.management;

import java.util.List;
import java.util.Map;

/**
 * What the kernel says of the machine and of the server's processes.
 *
 * @param loadAverages over 1, 5 and 15 minutes, as the kernel writes them
 * @param cpu processor time of the control process and its children
 * @param privateBytes memory that belongs to one process alone, by process id; a process that could not be asked is
 *     missing
 */
public record HostFacts(List<String> loadAverages, CpuTimes cpu, Map<Integer, Long> privateBytes) {

    /** What is said where nothing could be read. */
    public static final HostFacts UNKNOWN = new HostFacts(List.of("0.00", "0.00", "0.00"), CpuTimes.NONE, Map.of());

    /**
     * Processor time in seconds.
     *
     * @param user of living processes
     * @param system of living processes, in the kernel
     * @param childrenUser of processes that have ended
     * @param childrenSystem of processes that have ended, in the kernel
     */
    public record CpuTimes(double user, double system, double childrenUser, double childrenSystem) {

        /** Not any. */
        public static final CpuTimes NONE = new CpuTimes(0, 0, 0, 0);

        /** All of it. */
        public double all() {
            return user + system + childrenUser + childrenSystem;
        }

        /** Both. */
        public CpuTimes plus(CpuTimes other) {
            return new CpuTimes(
                    user + other.user,
                    system + other.system,
                    childrenUser + other.childrenUser,
                    childrenSystem + other.childrenSystem);
        }
    }
}
