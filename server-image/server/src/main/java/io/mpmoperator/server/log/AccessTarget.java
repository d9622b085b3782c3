package io.mpmoperator.server.log;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where an access log is written to. Several processes write to the same place, each by calls that hold whole lines: a
 * regular file is opened for appending, where the kernel lets one call in at a time; anything else may be a pipe, where
 * a call of up to {@code PIPE_BUF} bytes stays in one piece.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7), PIPE_BUF</a>
 */
final class AccessTarget implements Closeable {

    /** The name of standard output as a target. */
    static final String STANDARD_OUTPUT = "stdout";

    private final OutputStream out;
    private final String path;
    private final boolean regularFile;
    private boolean perhapsTorn;

    AccessTarget(OutputStream out, String path, boolean regularFile) {
        this.out = out;
        this.path = path;
        this.regularFile = regularFile;
    }

    /**
     * A file that is appended to and made where there is none, or {@code stdout}.
     *
     * @throws IOException when it cannot be opened for writing
     */
    static AccessTarget open(String target) throws IOException {
        if (target.equals(STANDARD_OUTPUT)) {
            String path = "/proc/self/fd/1";
            return new AccessTarget(Log.standardOutput(), path, Files.isRegularFile(Path.of(path)));
        }
        FileOutputStream file = new FileOutputStream(target, true);
        return new AccessTarget(file, target, Files.isRegularFile(Path.of(target)));
    }

    /**
     * Writes whole lines.
     *
     * @throws LinesLostException when not all could be written
     */
    void write(LineBuffer lines) throws LinesLostException {
        int from = 0;
        try {
            mend();
            while (from < lines.length()) {
                int to = regularFile ? lines.length() : pieceEnd(lines, from);
                lines.writeTo(out, from, to);
                out.flush();
                from = to;
            }
        } catch (IOException e) {
            perhapsTorn = regularFile;
            throw new LinesLostException(linesFrom(lines, from), e);
        }
    }

    private static int pieceEnd(LineBuffer lines, int from) {
        int end = Math.min(lines.length(), from + AccessLine.LIMIT);
        while (lines.at(end - 1) != '\n') {
            end--;
        }
        return end;
    }

    private static int linesFrom(LineBuffer lines, int from) {
        int count = 0;
        for (int i = from; i < lines.length(); i++) {
            if (lines.at(i) == '\n') {
                count++;
            }
        }
        return count;
    }

    /** A disk that was full may hold the beginning of a line: what follows begins on a line of its own. */
    private void mend() throws IOException {
        if (perhapsTorn && !endsWithLine()) {
            out.write('\n');
        }
        perhapsTorn = false;
    }

    private boolean endsWithLine() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
            if (file.length() == 0) {
                return true;
            }
            file.seek(file.length() - 1);
            return file.read() == '\n';
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Lines could not be written. */
    static final class LinesLostException extends IOException {

        private final int lines;

        LinesLostException(int lines, IOException cause) {
            super(cause.getMessage(), cause);
            this.lines = lines;
        }

        /** How many lines were not written. */
        int lines() {
            return lines;
        }
    }
}
