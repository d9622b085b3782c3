package io.mpmoperator.server.child;

import io.mpmoperator.server.threads.OwnThread;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pipe through which the control process tells a child what to do. It ends when the control process is gone, for
 * whatever reason: no child outlives it for long, not even one that hangs in its start.
 */
public final class ControlLine {

    /** End gracefully: take no more connections, finish those in hand. Siblings take what waits to be accepted. */
    public static final byte QUIESCE = 'Q';

    /** The same where no sibling will: take what waits before the listening socket is given up. */
    public static final byte QUIESCE_LAST = 'W';

    /** Open the log files anew: somebody may have moved them away. */
    public static final byte REOPEN_LOGS = 'L';

    /** Look whether the certificate was renewed. */
    public static final byte RENEW_CERTIFICATE = 'C';

    /** What a child does about what it is told. */
    record Commands(Runnable reopenLogs, Runnable renewCertificate, Quiesce quiesce) {

        void obey(int command) {
            switch (command) {
                case REOPEN_LOGS -> reopenLogs.run();
                case RENEW_CERTIFICATE -> renewCertificate.run();
                case QUIESCE -> quiesce.begin(false);
                case QUIESCE_LAST -> quiesce.begin(true);
                default -> {}
            }
        }
    }

    /** Ends the child gracefully. */
    @FunctionalInterface
    interface Quiesce {

        /** Begins; whether no sibling takes what waits to be accepted. */
        void begin(boolean last);
    }

    private final Thread thread;
    private final Runnable orphaned;
    private final List<Integer> early = new ArrayList<>();
    private @Nullable Commands commands;
    private boolean quiesced;

    private ControlLine(InputStream in, Runnable orphaned) {
        this.orphaned = orphaned;
        this.thread = OwnThread.daemon("control-line", () -> follow(in));
    }

    /**
     * Listens on a thread of its own from now on. What is commanded before {@link #obey} is called waits for that; the end of the
     * pipe does not.
     *
     * @param path where the pipe's reading end can be opened
     * @param orphaned called when the pipe ends before anybody obeys: whatever this child is just at, it has nothing in hand
     */
    static ControlLine listen(String path, Runnable orphaned) throws IOException {
        ControlLine line = new ControlLine(new FileInputStream(path), orphaned);
        line.thread.start();
        return line;
    }

    /**
     * Obeys, also what was commanded before.
     *
     * @param obeying of which {@code quiesce} is called once, when it is commanded or at the end of the pipe
     */
    synchronized void obey(Commands obeying) {
        thread.setUncaughtExceptionHandler(Thread.currentThread().getUncaughtExceptionHandler());
        commands = obeying;
        early.forEach(this::take);
        early.clear();
    }

    private void follow(InputStream in) {
        try (in) {
            for (int command = in.read(); command >= 0; command = in.read()) {
                take(command);
            }
            end();
        } catch (IOException e) {
            throw new UncheckedIOException("the line to the control process broke", e);
        }
    }

    private synchronized void end() {
        if (commands == null) {
            orphaned.run();
        }
        take(QUIESCE_LAST);
    }

    private synchronized void take(int command) {
        Commands obeyed = commands;
        if (obeyed == null) {
            early.add(command);
            return;
        }
        boolean quiesces = command == QUIESCE || command == QUIESCE_LAST;
        boolean again = quiesces && quiesced;
        quiesced |= quiesces;
        if (!again) {
            obeyed.obey(command);
        }
    }
}
