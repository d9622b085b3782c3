package io.mpmoperator.server.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The descriptors that a process was given for its output. What starts a server may have closed them; the next file that is
 * opened gets their numbers then, and what is written to them goes into that file. So they are made sure to be open first
 * ({@link #ensureOpen}, as Apache does), and nothing is written to a descriptor that was not opened for writing.
 *
 * @param output the descriptor of standard output, or of a copy of it
 * @param error the descriptor of standard error, or of a copy of it
 */
public record StandardStreams(int output, int error) {

    /** Those that every process has. */
    public static final StandardStreams OWN = new StandardStreams(1, 2);

    private static final int LAST = 2;
    private static final int ACCESS_MODE = 3;
    private static final Pattern FLAGS = Pattern.compile("flags:\\s+([0-7]+)");
    private static final Pattern DESCRIPTOR_PATH =
            Pattern.compile("/(?:dev/fd|proc/(?:self|thread-self|[0-9]+)/fd)/([0-9]+)");
    private static final int MOST_LINKS = 16;

    /** Kept, for a file that nothing refers to is closed. */
    private static final List<RandomAccessFile> PLACEHOLDERS = new ArrayList<>();

    /**
     * Opens {@code /dev/null} at each of the descriptors 0, 1 and 2 that is closed. To be called before anything else is
     * opened: the kernel gives out the lowest number that is free. An executable of native-image has opened itself by then, to
     * read from, and needs that no more.
     *
     * @param close closes a descriptor
     */
    public static synchronized void ensureOpen(IntConsumer close) {
        for (int i = 0; i <= LAST; i++) {
            if (isProgram(i)) {
                close.accept(i);
            }
            if (!Files.exists(Path.of("/proc/self/fd/" + i)) && Files.exists(Path.of("/proc/self/fd"))) {
                try {
                    PLACEHOLDERS.add(new RandomAccessFile("/dev/null", "rw"));
                } catch (IOException e) {
                    return; // a system without /dev/null: what is opened next is looked at before it is written to
                }
            }
        }
    }

    private static boolean isProgram(int descriptor) {
        try {
            return Files.isSameFile(Path.of("/proc/self/fd/" + descriptor), Path.of("/proc/self/exe"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a descriptor of this process is open for writing. */
    public static boolean isWritable(int descriptor) {
        try {
            Matcher flags = FLAGS.matcher(Files.readString(Path.of("/proc/self/fdinfo/" + descriptor)));
            return flags.find() && (Integer.parseInt(flags.group(1), 8) & ACCESS_MODE) != 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The descriptor that a log's name means, {@code /dev/stdout} for example and what is linked to it: it is never
     * opened anew by such a path. Empty where the name is that of a file.
     *
     * @throws IOException for a descriptor that is none of these streams'
     */
    OptionalInt named(String name) throws IOException {
        Path path = Path.of(name).toAbsolutePath().normalize();
        for (int links = 0; links < MOST_LINKS; links++) {
            String text = path.toString();
            if (text.equals("/dev/stdout")) {
                return OptionalInt.of(output);
            }
            if (text.equals("/dev/stderr")) {
                return OptionalInt.of(error);
            }
            Matcher descriptor = DESCRIPTOR_PATH.matcher(text);
            if (descriptor.matches()) {
                return OptionalInt.of(own(descriptor.group(1), name));
            }
            if (!Files.isSymbolicLink(path)) {
                return OptionalInt.empty();
            }
            path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
        }
        return OptionalInt.empty();
    }

    private int own(String number, String name) throws IOException {
        return switch (number) {
            case "1" -> output;
            case "2" -> error;
            default ->
                throw new IOException(
                        name + " is a descriptor of the server's own: accepted are those of standard output"
                                + " and standard error, 1 and 2");
        };
    }
}
