package io.mpmoperator.server.child;

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

    private ControlLine() {}

    /**
     * Listens on a thread of its own.
     *
     * @param path where the pipe's reading end can be opened
     * @param quiesce called once, at the first command or at the end of the pipe
     */
    static void listen(String path, Runnable quiesce) throws IOException {
        InputStream line = new FileInputStream(path);
        Thread.ofPlatform().name("control-line").daemon().start(() -> {
            await(line);
            quiesce.run();
        });
    }

    private static void await(InputStream line) {
        try (line) {
            while (true) {
                int command = line.read();
                if (command < 0 || command == QUIESCE) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the line to the control process broke", e);
        }
    }
}
