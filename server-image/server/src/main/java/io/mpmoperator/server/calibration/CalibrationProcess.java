package io.mpmoperator.server.calibration;

import io.mpmoperator.server.installation.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the {@link Calibrator} in a process with heap for thousands of clients, which the control process's has not. */
public final class CalibrationProcess {

    private static final String LARGE_HEAP = "-Xmx512m";

    private CalibrationProcess() {}

    /**
     * Calibrates, with what is printed going where this process's goes.
     *
     * @param output the file to write; without one the text is printed
     * @return the exit code: 1 when nothing was written, for a reason that was printed
     */
    public static int run(Installation installation, Optional<Path> output) throws IOException, InterruptedException {
        List<String> options = switch (Installation.flavor()) {
            case JVM -> List.of("-XX:+UseSerialGC", LARGE_HEAP);
            case NATIVE -> List.of(LARGE_HEAP);
        };
        List<String> command = installation.program(options, Calibrator.class, Calibrator.COMMAND);
        command.add(installation.home().toString());
        output.ifPresent(file -> command.add(file.toAbsolutePath().toString()));
        Process calibrator = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(calibrator::destroy));
        return calibrator.waitFor();
    }
}
