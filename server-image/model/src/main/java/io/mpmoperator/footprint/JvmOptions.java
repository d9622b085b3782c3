package io.mpmoperator.footprint;

import io.mpmoperator.mpm.Mode;
import java.util.List;

/**
 * The JVM options that hold a process to its share of the footprint: a process that would exceed it ends by itself. The
 * AOT archive is the server's business; it must be made with the collector and the object layout that are here.
 *
 * <p>What those that save memory were measured to save, private memory of a prefork child that serves files:
 *
 * <pre>
 * TrimNativeHeapInterval     6.0 MB   what the compiler has taken from malloc goes back to the kernel
 * CompileCommand=MemLimit    5.0 MB   a compilation that takes more is given up; worker and event 20 MB
 * Xmn512k                    1.5 MB   a young generation that one request at a time does not need is not touched
 * StringTableSize            0.5 MB   65536 buckets are for other programs
 * SymbolTableSize            0.2 MB   32768 likewise
 * ArchiveRelocationMode=0    4.0 MB   the AOT archive is mapped where it was made for, so its pages stay shared
 * TieredStopAtLevel=1        1.5 MB   no second compiler (prefork, control process)
 * UseCompactObjectHeaders    0.7 MB   without it (prefork), see {@link #layout}
 * UseSerialGC                0.6 MB   against the parallel collector and G1
 * UsePerfData                0.04 MB  without it
 * </pre>
 *
 * <p>A process has no more threads than it needs, for a pod may have so many and no more: one compiler thread for each compiler
 * (C1 alone 1, C1 and C2 2), whatever the node's number of processors, which is what was measured and counted.
 *
 * <p>The others bound what a process can take; what it does take is the same with the JVM's defaults for stacks and code.
 */
final class JvmOptions {

    private static final String COMPACT_OBJECTS = "-XX:+UseCompactObjectHeaders";
    private static final String COMPACT_CLASSES = "-XX:-UseCompactObjectHeaders";
    private static final int C1_ALONE = 1;
    private static final int C1_AND_C2 = 4;

    private JvmOptions() {}

    static List<String> ofControl(Calibration calibration) {
        return options(
                calibration,
                COMPACT_OBJECTS,
                calibration.get(Constant.HEAP_YOUNG_PREFORK),
                calibration.get(Constant.CONTROL_HEAP),
                C1_ALONE,
                calibration.get(Constant.METASPACE_CONTROL),
                Mebibytes.roundUp(calibration.get(Constant.DIRECT_FLOOR)));
    }

    static List<String> ofChild(Child child) {
        Calibration calibration = child.calibration();
        return options(
                calibration,
                layout(child.mode()),
                child.youngBytes(),
                child.heapBytes(),
                highestTier(child.mode()),
                calibration.get(Constant.METASPACE_CHILD),
                child.directBytes());
    }

    /**
     * With compact headers (JEP 519) each class begins at a kibibyte of its own: of the AOT archive's two thousand classes that
     * is 0.9 MB, which each process writes to and therefore has for itself. A prefork child has 0.15 MB less of objects for it; ten
     * thousand parked connections have more.
     */
    private static String layout(Mode mode) {
        return switch (mode) {
            case PREFORK -> COMPACT_CLASSES;
            case WORKER, EVENT -> COMPACT_OBJECTS;
        };
    }

    /**
     * A prefork child answers too few requests to pay for C2; the threads of the others share what it compiles. With TLS
     * there is a price: C1 knows none of the processor's instructions for AES and long numbers. A handshake takes 15 ms
     * instead of 3 ms with an RSA key (3.4 ms instead of 1.7 ms with EC), a megabyte 33 ms instead of 4 ms. C2 would take
     * 4.5 MB more in each child, and 20 MB while it compiles.
     */
    private static int highestTier(Mode mode) {
        return switch (mode) {
            case PREFORK -> C1_ALONE;
            case WORKER, EVENT -> C1_AND_C2;
        };
    }

    private static List<String> options(
            Calibration calibration, String layout, long young, long heap, int tier, long metaspace, long direct) {
        if (calibration.flavor() == Flavor.NATIVE) {
            return ofExecutable(calibration, young, heap, direct);
        }
        Constant codeCache = tier == C1_ALONE ? Constant.CODE_CACHE_C1 : Constant.CODE_CACHE_FULL;
        return List.of(
                "-Xms" + size(Math.min(heap, young + calibration.get(Constant.HEAP_OLD_INITIAL))),
                "-Xmx" + size(heap),
                "-Xmn" + size(young),
                "-Xss" + size(calibration.get(Constant.THREAD_STACK)),
                "-XX:+UseSerialGC",
                layout,
                "-XX:TieredStopAtLevel=" + tier,
                "-XX:CICompilerCount=" + (tier == C1_ALONE ? 1 : 2),
                "-XX:ReservedCodeCacheSize=" + size(calibration.get(codeCache)),
                "-XX:MaxMetaspaceSize=" + size(metaspace),
                "-XX:MaxDirectMemorySize=" + size(direct),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=MemLimit,*.*,%s~stop".formatted(size(calibration.get(Constant.COMPILATION))),
                "-XX:TrimNativeHeapInterval=5000",
                "-XX:StringTableSize=4096",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:SymbolTableSize=4096",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0");
    }

    /** What an executable of native-image understands of these: it compiles nothing and loads no classes. */
    private static List<String> ofExecutable(Calibration calibration, long young, long heap, long direct) {
        return List.of(
                "-Xmx" + size(heap),
                "-Xmn" + size(young),
                "-Xss" + size(calibration.get(Constant.THREAD_STACK)),
                "-XX:MaxDirectMemorySize=" + size(direct),
                "-XX:+ExitOnOutOfMemoryError");
    }

    private static String size(long bytes) {
        if (bytes % Mebibytes.ONE == 0) {
            return bytes / Mebibytes.ONE + "m";
        }
        return bytes % 1024 == 0 ? bytes / 1024 + "k" : Long.toString(bytes);
    }
}
