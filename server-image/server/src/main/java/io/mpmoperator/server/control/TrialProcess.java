package io.mpmoperator.server.control;

import io.mpmoperator.server.child.FailureReport;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.scoreboard.Scoreboard;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that tries a generation: all that a child does until it is ready, beside ServerLimit, with a scoreboard of its own
 * and without the listening socket. What it prints is kept for the reason of its end.
 */
final class TrialProcess {

    private static final long MOST_OUTPUT = 1 << 20;
    private static final int MOST_QUOTED = 600;

    private final Posix posix;
    private final ChildLauncher launcher;
    private final int output;
    private final int scoreboardDescriptor;
    private final Scoreboard scoreboard;
    private final Child process;

    private TrialProcess(
            Posix posix,
            ChildLauncher launcher,
            int output,
            int scoreboardDescriptor,
            Scoreboard scoreboard,
            Child process) {
        this.posix = posix;
        this.launcher = launcher;
        this.output = output;
        this.scoreboardDescriptor = scoreboardDescriptor;
        this.scoreboard = scoreboard;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @throws ConfigurationException when there is no memory for it
     */
    static TrialProcess start(Posix posix, ChildLauncher launcher, int threadLimit, long nowNanos)
            throws ConfigurationException {
        int output = posix.memoryFile("trial-output", 0);
        int memory = posix.memoryFile("trial-scoreboard", Scoreboard.bytes(1, threadLimit));
        try {
            Scoreboard scoreboard = Scoreboard.create(path(memory), 1, threadLimit);
            Child process = launcher.startTrial(output, memory, nowNanos);
            return new TrialProcess(posix, launcher, output, memory, scoreboard, process);
        } catch (IOException | RuntimeException e) {
            posix.close(output);
            posix.close(memory);
            throw new ConfigurationException("no process can try the configuration: " + e.getMessage(), e);
        }
    }

    private static Path path(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    int pid() {
        return process.pid();
    }

    /** Whether it has become ready. */
    boolean ready() {
        return scoreboard.process(0).ready();
    }

    /** Whether it prints more than anybody reads. */
    boolean babbles() {
        return path(output).toFile().length() > MOST_OUTPUT;
    }

    /** What it has said about why it cannot become ready, or else what it has printed; empty when it was silent. */
    String said() {
        String reported = launcher.said();
        return reported.isEmpty() ? FailureReport.beginning(path(output), MOST_QUOTED) : reported;
    }

    /**
     * Gives back what it had.
     *
     * @param runs whether it has not been reaped, and is to be ended
     */
    void close(boolean runs) {
        if (runs) {
            posix.kill(process.pid(), Posix.SIGKILL);
        }
        posix.close(process.controlLine());
        posix.close(output);
        posix.close(scoreboardDescriptor);
    }
}
