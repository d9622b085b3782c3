package io.mpmoperator.e2e.benchmark.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the host of a virtual machine keeps its processors from doing. */
public final class StolenTime {

    private StolenTime() {}

    /** Since the machine was started, all processors together. */
    public static Duration soFar() throws IOException {
        return Duration.ofMillis(ProcFile.stolenMillis(Files.readString(Path.of("/proc/stat"))));
    }
}
