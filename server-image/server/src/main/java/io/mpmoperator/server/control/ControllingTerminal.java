package io.mpmoperator.server.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The terminal that sends signals to this process, where there is one: an interrupt from its keys, and WINCH when it is
 * resized. Apache takes every WINCH for a graceful stop, so that a resized window ends it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5), tty_nr</a>
 */
final class ControllingTerminal {

    private static final Path STAT = Path.of("/proc/self/stat");

    /** After the name in brackets: state, ppid, pgrp, session, tty_nr. */
    private static final int TERMINAL = 4;

    private ControllingTerminal() {}

    /** Whether this process has one now. */
    static boolean isThere() {
        try {
            return isIn(Files.readString(STAT, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the text of {@code /proc/pid/stat} names one. */
    static boolean isIn(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > TERMINAL && !fields[TERMINAL].equals("0");
    }
}
