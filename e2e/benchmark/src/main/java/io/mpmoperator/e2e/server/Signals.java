package io.mpmoperator.e2e.server;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sending signals, by the shell's {@code kill}. */
public final class Signals {

    private Signals() {}

    /** Sends a signal by its name without {@code SIG}. */
    public static void send(long pid, String name) {
        try {
            int exit = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while sending a signal", e);
        }
    }
}
