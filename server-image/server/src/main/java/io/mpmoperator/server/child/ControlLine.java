package io.mpmoperator.server.child;

import io.mpmoperator.server.threads.OwnThread;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The pipe through which the control process tells a child what to do. It ends when the control process is gone, for
 * whatever reason: no child outlives it for long.
 */
public final class ControlLine {

    /** End gracefully: take no more connections, finish those in hand. */
    public static final byte QUIESCE = 'Q';

    /** Open the log files anew: somebody may have moved them away. */
    public static final byte REOPEN_LOGS = 'L';

    /** Look whether the certificate was renewed. */
    public static final byte RENEW_CERTIFICATE = 'C';

    private ControlLine() {}

    /**
     * Listens on a thread of its own.
     *
     * @param path where the pipe's reading end can be opened
     * @param reopenLogs called as often as it is commanded
     * @param renewCertificate likewise
     * @param quiesce called once, when it is commanded or at the end of the pipe
     */
    static void listen(String path, Runnable reopenLogs, Runnable renewCertificate, Runnable quiesce)
            throws IOException {
        InputStream line = new FileInputStream(path);
        OwnThread.daemon("control-line", () -> follow(line, reopenLogs, renewCertificate, quiesce))
                .start();
    }

    private static void follow(InputStream line, Runnable reopenLogs, Runnable renewCertificate, Runnable quiesce) {
        boolean quiesced = false;
        try (line) {
            for (int command = line.read(); command >= 0; command = line.read()) {
                if (command == REOPEN_LOGS) {
                    reopenLogs.run();
                } else if (command == RENEW_CERTIFICATE) {
                    renewCertificate.run();
                } else if (command == QUIESCE && !quiesced) {
                    quiesced = true;
                    quiesce.run();
                }
            }
            if (!quiesced) {
                quiesce.run();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the line to the control process broke", e);
        }
    }
}
