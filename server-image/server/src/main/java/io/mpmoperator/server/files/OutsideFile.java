package io.mpmoperator.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Files that somebody else has written, a configuration or a certificate: read whole by processes with a small heap that must
 * not wait for anybody. Each is read on a thread of its own and given up when it does not answer ({@link HangingFileException}).
 */
public final class OutsideFile {

    /** The most bytes of a file that is read. */
    public static final int MOST_BYTES = 256 * 1024;

    /** How long a file is waited for. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final int MOST_THREADS = 16;
    private static final TimeLimitedWork PATIENCE = new TimeLimitedWork(LONGEST, MOST_THREADS);

    private OutsideFile() {}

    /** Work on a file that may hang. */
    public interface Work<T> {

        /** Does it. What is closeable of what it returns is closed when no thread waits for it any more. */
        T on(Path path) throws IOException;
    }

    /**
     * Does something with a file on another thread, and gives up after two seconds.
     *
     * @throws HangingFileException when it was given up, or what was given up before at that file has not ended yet
     * @throws IOException what the work throws
     */
    public static <T> T patiently(Path path, Work<T> work) throws IOException {
        return PATIENCE.await(path, work);
    }

    /**
     * The text of a regular file.
     *
     * @throws IOException when it cannot be read, is too large, is not text in that charset, is anything that could keep the
     *     reader waiting, such as a FIFO, or does not answer; {@link #reason} says why
     */
    public static String text(Path path, Charset charset) throws IOException {
        return patiently(path, file -> textOfRegularFile(file, charset));
    }

    private static String textOfRegularFile(Path path, Charset charset) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("it is no regular file");
        }
        return textOfAnything(path, charset);
    }

    /**
     * The same of whatever has text, for a process that may wait for it.
     *
     * @throws IOException when it cannot be read, is too large, or is not text in that charset
     */
    public static String textOfAnything(Path path, Charset charset) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes, the most that are accepted");
            }
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    /** Why a file could not be opened, read or written, as the end of a sentence. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            case CharacterCodingException binary -> "it is no text in UTF-8";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
