package io.mpmoperator.server.child;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a child that cannot become ready says about it: a sentence in memory that the control process reads, whatever the logs
 * are. All children of a generation write to the same, and none much.
 */
public final class FailureReport {

    private static final int MOST_BYTES = 4096;

    private FailureReport() {}

    /** Says why this child ends before it is ready. What cannot be said is not worth a second failure. */
    static void write(String reason) {
        Path memory = Path.of(ChildArguments.path(ChildArguments.REPORT));
        if (memory.toFile().length() > MOST_BYTES) {
            return;
        }
        String line = reason.replaceAll("\\s+", " ").strip() + '\n';
        try (FileOutputStream out = new FileOutputStream(memory.toFile(), true)) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.err.println(reason);
        }
    }

    /**
     * The sentence that was said last; empty when there is none.
     *
     * @param memory where it was said
     */
    public static String last(Path memory) {
        return beginning(memory, 2 * MOST_BYTES).lines().reduce("", (earlier, later) -> later);
    }

    /**
     * The beginning of what is in a memory.
     *
     * @param bytes at most
     */
    public static String beginning(Path memory, int bytes) {
        try (InputStream in = new FileInputStream(memory.toFile())) {
            return new String(in.readNBytes(bytes), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
