package io.mpmoperator.e2e.benchmark.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files a process may open. */
public final class OpenFiles {

    private OpenFiles() {}

    /** The limit of this process, which those that it starts inherit; Java has raised it as far as it may. */
    public static long limit() throws IOException {
        return ProcFile.openFiles(Files.readString(Path.of("/proc/self/limits")));
    }
}
