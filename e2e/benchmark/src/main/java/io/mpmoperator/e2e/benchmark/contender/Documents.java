package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.e2e.benchmark.traffic.VariedSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * The files that every contender serves.
 *
 * @param folder readable for everybody: a server started by root reads it as another user
 * @param site the files of {@code folder} that varied requests ask for
 */
public record Documents(Path folder, VariedSite site) {

    /** The path of the small file. */
    public static final String SMALL = "/1k.html";

    /** The path of the large file. */
    public static final String LARGE = "/1m.bin";

    private static final int SMALL_BYTES = 1 << 10;
    private static final int LARGE_BYTES = 1 << 20;

    /** Writes the files, the same at every run. */
    public static Documents writtenTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(1);
        Files.writeString(folder.resolve(SMALL.substring(1)), letters(random));
        byte[] large = new byte[LARGE_BYTES];
        random.nextBytes(large);
        Files.write(folder.resolve(LARGE.substring(1)), large);
        return new Documents(folder, VariedSite.writtenTo(folder));
    }

    private static String letters(Random random) {
        return random.ints(SMALL_BYTES, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
