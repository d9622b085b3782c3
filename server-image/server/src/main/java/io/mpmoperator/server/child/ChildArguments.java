package io.mpmoperator.server.child;

import io.mpmoperator.server.engine.ChildSettings;
import io.mpmoperator.server.log.StandardStreams;
import java.util.ArrayList;
import java.util.List;

/**
 * What the control process tells a child on its command line, and where it leaves the rest: the first listening socket at
 * descriptor 0, standard output and standard error at 1 and 2, and the files below. A trial has no listening sockets, and a
 * scoreboard of its own.
 *
 * @param slot its place in the scoreboard, from 0
 * @param generation how many restarts there were before it
 * @param trial whether it is to do all that a child does until it is ready, and then to end
 */
public record ChildArguments(int slot, int generation, boolean trial) {

    private static final String TRIAL = "trial";

    /** The descriptor of the pipe that commands come through. */
    public static final int CONTROL_LINE = 3;

    /** The descriptor of the scoreboard's memory. */
    public static final int SCOREBOARD = 4;

    /**
     * Further descriptors of standard output and standard error, for the logs: Java redirects 0 to 2 to nowhere when it closes
     * the listening socket that it has inherited.
     */
    public static final StandardStreams LOGS = new StandardStreams(5, 6);

    /** The descriptor of the memory for a {@link FailureReport}. */
    public static final int REPORT = 7;

    /** The descriptor of the {@link ChildSettings}. */
    public static final int SETTINGS = 8;

    /** The descriptor of the certificate and its key in PEM, as the control process has read them; empty without TLS. */
    public static final int CERTIFICATE = 9;

    /** The descriptor of the second listening socket; further ones follow it. */
    public static final int FURTHER_SOCKETS = 10;

    /** The arguments as words. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(Integer.toString(slot), Integer.toString(generation)));
        if (trial) {
            words.add(TRIAL);
        }
        return words;
    }

    /** Reads the words back. */
    static ChildArguments of(String[] words) {
        return new ChildArguments(
                Integer.parseInt(words[0]), Integer.parseInt(words[1]), words.length > 2 && words[2].equals(TRIAL));
    }

    /** The path by which an inherited descriptor can be opened. */
    static String path(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }
}
