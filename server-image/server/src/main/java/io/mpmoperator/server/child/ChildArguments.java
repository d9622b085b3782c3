package io.mpmoperator.server.child;

import java.util.List;

/**
 * What the control process tells a child on its command line, and where it leaves the rest: the listening socket at
 * descriptor 0, the logs at 1 and 2, and the files below.
 *
 * @param slot its place in the scoreboard, from 0
 * @param generation how many restarts there were before it
 */
public record ChildArguments(int slot, int generation) {

    /** The descriptor of the pipe that commands come through. */
    public static final int CONTROL_LINE = 3;

    /** The descriptor of the scoreboard's memory. */
    public static final int SCOREBOARD = 4;

    /** The descriptor of the {@link ChildSettings}. */
    public static final int SETTINGS = 5;

    /** The descriptor of the certificate and its key in PEM, as the control process has read them; only with TLS. */
    public static final int CERTIFICATE = 6;

    /** The arguments as words. */
    public List<String> words() {
        return List.of(Integer.toString(slot), Integer.toString(generation));
    }

    /** Reads the words back. */
    static ChildArguments of(String[] words) {
        return new ChildArguments(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    }

    /** The path by which an inherited descriptor can be opened. */
    static String path(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }
}
