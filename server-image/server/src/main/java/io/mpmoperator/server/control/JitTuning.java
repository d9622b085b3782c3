package io.mpmoperator.server.control;

import io.mpmoperator.mpm.Mode;
import java.util.List;
import java.util.stream.Stream;

/** JVM options of a child that say when it compiles and when it wakes; its memory is bounded by those of its plan. */
public final class JitTuning {

    /**
     * What a prefork child compiles soon, and what late. The server's own code and the JDK's for files: when it has run eight
     * times, for some of it runs once a second, with the first request of that, and interpreted made one response in a hundred
     * wait for 1 to 2.5 ms where a machine was quiet; compiled, for 0.3 to 1 ms (Apache 0.3 to 0.6), with 0.4 MB more in each
     * child. All else: at twice the usual number of calls, since 64 children that compile it in their second minute are waited
     * for too. The loop over a connection's requests is entered once a connection: it has a threshold of its own, which the
     * first doubles.
     */
    private static final List<String> COMPILE_OWN_CODE_SOON = List.of(
            "-XX:CompileThresholdScaling=2",
            "-XX:Tier3BackEdgeThreshold=500",
            compiledSoon("io.mpmoperator.*"),
            compiledSoon("sun.nio.fs.*"),
            compiledSoon("java.nio.file.*"));

    /**
     * What lets a process sleep that has nothing to do, for there are many of them: 72 idle prefork children took 37 ms of
     * processor time a second, and take 2 ms. Monitors are looked at for deflation every ten seconds, not four times a second,
     * for one thread answers and few are ever contended; likewise the tables that the service thread cleans.
     */
    private static final List<String> SLEEP_WELL =
            List.of("-XX:AsyncDeflationInterval=10000", "-XX:ServiceThreadCleanupInterval=10000");

    private JitTuning() {}

    /** The options of a mode's children. */
    public static List<String> of(Mode mode) {
        return switch (mode) {
            case PREFORK ->
                Stream.concat(COMPILE_OWN_CODE_SOON.stream(), SLEEP_WELL.stream())
                        .toList();
            case WORKER, EVENT -> List.of();
        };
    }

    /** At a fiftieth of the calls; a command for one method at a time, so it multiplies what is set for all. */
    private static String compiledSoon(String classes) {
        return "-XX:CompileCommand=CompileThresholdScaling,%s::*,0.02".formatted(classes);
    }
}
