package io.mpmoperator.server.scoreboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scoreboards that no other process sees. */
public final class Scoreboards {

    private Scoreboards() {}

    /** An empty one, whose memory goes with it. */
    public static Scoreboard empty(int slots, int workers) {
        try {
            Path file = Files.createTempFile("scoreboard", ".shm");
            try {
                Files.write(file, new byte[(int) Scoreboard.bytes(slots, workers)]);
                return Scoreboard.create(file, slots, workers);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
