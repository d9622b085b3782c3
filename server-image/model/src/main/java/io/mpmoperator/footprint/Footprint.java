package io.mpmoperator.footprint;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.mpm.MpmSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of a pod by component, each process fully grown: every thread busy, every connection open, the heap as full as it becomes.
 * A process that drains has closed the connections that were parked in it. What processes share is counted once.
 *
 * @param components parts that add up to the total, a whole number of MiB
 */
public record Footprint(List<Component> components) {

    public Footprint {
        components = List.copyOf(components);
    }

    /**
     * The peak: ServerLimit processes, those included that drain after a graceful restart, and beside them the one that tries
     * the next configuration.
     */
    public static Footprint peak(MpmSettings settings, Workload workload, boolean tls, Calibration calibration)
            throws SizingException {
        return of(settings, settings.serverLimit(), 1, new Child(settings, workload, tls, calibration));
    }

    /** The serving processes alone. */
    public static Footprint serving(MpmSettings settings, Workload workload, boolean tls, Calibration calibration)
            throws SizingException {
        return of(settings, settings.processes(), 0, new Child(settings, workload, tls, calibration));
    }

    /** The sum of the components. */
    public long totalBytes() {
        return components.stream().mapToLong(Component::bytes).sum();
    }

    private static Footprint of(MpmSettings settings, long processes, long trials, Child child) throws SizingException {
        try {
            return withMargin(
                    parts(settings, processes, trials, child),
                    child.calibration().get(Constant.MARGIN_PERCENT));
        } catch (ArithmeticException e) {
            throw new SizingException("%d processes with %d threads each need more memory than can be counted"
                    .formatted(processes, settings.threadsPerChild()));
        }
    }

    private static List<Component> parts(MpmSettings settings, long processes, long trials, Child child) {
        List<Component> parts = new ArrayList<>(always(settings, processes, trials, child));
        if (child.compressorBytes() > 0) {
            parts.add(new Component("compression", Math.multiplyExact(processes, child.compressorBytes())));
        }
        return parts;
    }

    private static List<Component> always(MpmSettings settings, long processes, long trials, Child child) {
        Calibration calibration = child.calibration();
        long threads = Math.multiplyExact(processes, child.threads());
        long parked = Math.multiplyExact((long) settings.processes(), child.parked());
        return List.of(
                new Component("control-process", control(calibration, processes)),
                new Component("shared-once", calibration.get(Constant.SHARED_ONCE)),
                new Component("child-base", Math.multiplyExact(processes, child.baseBytes())),
                new Component(
                        "child-heap",
                        Math.multiplyExact(processes, child.heapInMemoryWithoutTls() - child.requestMemoryInMemory())),
                new Component("request-memory", Math.multiplyExact(processes, child.requestMemoryInMemory())),
                new Component("threads", Math.multiplyExact(processes, child.threadBytes())),
                new Component("trial", Math.multiplyExact(trials, child.trialBytes())),
                new Component(
                        "connections",
                        each(
                                calibration,
                                Constant.connection(child.mode()),
                                threads,
                                Constant.CONNECTION_PARKED,
                                parked)),
                new Component("tls", Math.multiplyExact(processes, child.tlsBytes())),
                new Component(
                        "socket-buffers",
                        each(
                                calibration,
                                Constant.KERNEL_CONNECTION_ACTIVE,
                                threads,
                                Constant.KERNEL_CONNECTION_PARKED,
                                parked)),
                new Component("slow-clients", Math.multiplyExact(processes, child.slowClientBytes())),
                new Component(
                        "kernel",
                        Math.addExact(
                                calibration.get(Constant.KERNEL_CONTROL),
                                each(
                                        calibration,
                                        Constant.KERNEL_PROCESS,
                                        processes,
                                        Constant.KERNEL_THREAD,
                                        threads))),
                new Component(
                        "scoreboard",
                        Math.addExact(
                                calibration.get(Constant.SCOREBOARD_BASE),
                                each(
                                        calibration,
                                        Constant.SCOREBOARD_PER_PROCESS,
                                        processes,
                                        Constant.SCOREBOARD_PER_THREAD,
                                        threads))),
                new Component("page-cache", calibration.get(Constant.PAGE_CACHE_CONTENT)));
    }

    private static long control(Calibration calibration, long processes) {
        long heap = Percent.of(calibration.get(Constant.CONTROL_HEAP), calibration.get(Constant.CONTROL_HEAP_FILLED));
        long fixed = Math.addExact(calibration.get(Constant.CONTROL_PRIVATE), heap);
        return Math.addExact(fixed, Math.multiplyExact(processes, calibration.get(Constant.CONTROL_PER_CHILD)));
    }

    private static long each(Calibration calibration, Constant one, long ones, Constant other, long others) {
        return Math.addExact(
                Math.multiplyExact(calibration.get(one), ones), Math.multiplyExact(calibration.get(other), others));
    }

    private static Footprint withMargin(List<Component> parts, long marginPercent) {
        long sum = 0;
        for (Component part : parts) {
            sum = Math.addExact(sum, part.bytes());
        }
        long total = Mebibytes.roundUp(Percent.more(sum, marginPercent));
        var components = new ArrayList<>(parts);
        components.add(new Component("margin", total - sum));
        return new Footprint(components);
    }
}
