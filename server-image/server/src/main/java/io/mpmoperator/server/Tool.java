package io.mpmoperator.server;

import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.server.installation.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that measures or builds. It has a jar and a process of its own, so that no server carries it. */
enum Tool {
    CALIBRATE("calibrate", "mpm-tools.jar", "io.mpmoperator.tools.calibration.Calibrator"),
    TRAIN("train", "mpm-training.jar", "io.mpmoperator.tools.training.AotTraining");

    /** Thousands of clients need more than the control process has. */
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx512m");

    /** This installation has no such tool. */
    static final class MissingException extends Exception {

        private static final long serialVersionUID = 1;

        MissingException(String message) {
            super(message);
        }
    }

    private final String command;
    private final String jar;
    private final String mainClass;

    Tool(String command, String jar, String mainClass) {
        this.command = command;
        this.jar = jar;
        this.mainClass = mainClass;
    }

    /**
     * Runs it, with what is printed going where this process's goes.
     *
     * @param words that follow the command
     * @return its exit code
     * @throws MissingException where this installation has no such tool
     */
    int run(Installation installation, List<String> words) throws MissingException, IOException, InterruptedException {
        Process tool =
                new ProcessBuilder(commandLine(installation, words)).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(tool::destroy));
        return tool.waitFor();
    }

    List<String> commandLine(Installation installation, List<String> words) throws MissingException {
        if (Installation.flavor() == Flavor.NATIVE) {
            throw new MissingException(
                    command + " needs a JVM: the webserver of the layout for a JVM has it, and takes other layouts");
        }
        Path folder = installation.home().resolve("tools");
        if (!Files.isReadable(folder.resolve(jar))) {
            throw new MissingException("%s: %s is not there; the layout that the build makes has it"
                    .formatted(command, folder.resolve(jar)));
        }
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(OPTIONS);
        line.add("-cp");
        line.add(String.join(
                File.pathSeparator,
                System.getProperty("java.class.path"),
                folder.resolve("*").toString()));
        line.add(mainClass);
        line.add(installation.home().toString());
        line.addAll(words);
        return line;
    }
}
