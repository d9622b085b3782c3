package io.mpmoperator.tools.calibration;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a point has shown.
 *
 * @param control the control process
 * @param children one for each child
 * @param tasks of the control process
 * @param sharedFileBytes clean pages of the files that the processes map, each page once
 * @param kernelBytes what the kernel holds for all processes; empty where it does not say
 */
record Sample(
        CalibrationPoint point,
        Memory control,
        int tasks,
        List<ChildSample> children,
        long sharedFileBytes,
        OptionalLong kernelBytes) {

    /**
     * What a process has taken for itself at most.
     *
     * @param heapBytes of the Java heap
     * @param otherBytes of everything else
     */
    record Memory(long heapBytes, long otherBytes) {

        static final Memory NONE = new Memory(0, 0);

        static Memory of(ProcessMemory process) {
            return new Memory(process.heapBytes(), process.otherBytes());
        }

        Memory max(Memory other) {
            return new Memory(Math.max(heapBytes, other.heapBytes), Math.max(otherBytes, other.otherBytes));
        }
    }

    /**
     * A child.
     *
     * @param idle before it has seen a client
     * @param busy the most that was seen while all its threads were at work
     * @param liveIdleBytes live heap with one client
     * @param liveBusyBytes live heap with all threads busy
     * @param parked connections beside one for each thread
     * @param tasks threads as the kernel counts them
     */
    record ChildSample(Memory idle, Memory busy, long liveIdleBytes, long liveBusyBytes, int parked, int tasks) {}
}
