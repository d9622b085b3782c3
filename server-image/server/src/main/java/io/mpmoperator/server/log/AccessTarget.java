package io.mpmoperator.server.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;

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

    private final LogTarget target;
    private boolean perhapsTorn;

    AccessTarget(LogTarget target) {
        this.target = target;
    }

    /** A stream in memory that is taken for a file or for a pipe. */
    AccessTarget(OutputStream out, String path, boolean regularFile) {
        this(new LogTarget(out, path, regularFile, false, true));
    }

    /**
     * A file that is appended to and made where there is none, or {@code stdout}.
     *
     * @throws IOException when it cannot be opened for writing
     */
    static AccessTarget open(String target, StandardStreams streams) throws IOException {
        return new AccessTarget(
                target.equals(STANDARD_OUTPUT)
                        ? LogTarget.standard(streams.output())
                        : LogTarget.open(target, streams));
    }

    /** Whether only a thread that no other waits for may write. */
    boolean mayBlock() {
        return target.mayBlock();
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
                int to = target.regularFile() ? lines.length() : pieceEnd(lines, from);
                lines.writeTo(target.out(), from, to);
                target.out().flush();
                from = to;
            }
        } catch (IOException e) {
            perhapsTorn = target.regularFile();
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
            target.out().write('\n');
        }
        perhapsTorn = false;
    }

    private boolean endsWithLine() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(target.path(), "r")) {
            if (file.length() == 0) {
                return true;
            }
            file.seek(file.length() - 1);
            return file.read() == '\n';
        }
    }

    @Override
    public void close() throws IOException {
        target.close();
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
