package io.mpmoperator.e2e.benchmark.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A site as sites are: files of the web's types in some folders, many of them small and few large, for their sizes are
 * lognormal. The same at every run.
 *
 * @param files in the order in which they were written
 */
public record VariedSite(List<File> files) {

    /** How many files a usual site has here. */
    public static final int USUAL_FILES = 300;

    /** The mean size of its files. */
    public static final int USUAL_MEAN_BYTES = 8 << 10;

    /** When all files were changed last, so that every server gives the same Last-Modified. */
    public static final Instant MODIFIED = Instant.parse("2025-03-01T12:00:00Z");

    private static final long SEED = 2396;

    /** Of the sizes' logarithms. */
    private static final double DEVIATION = 1.2;

    private static final int SMALLEST_BYTES = 200;
    private static final int LARGEST_BYTES = 200_000;
    private static final int FOLDERS = 13;
    private static final List<String> TYPES = List.of("html", "css", "js", "svg", "json", "png");
    private static final int ALPHABET = 64;

    /**
     * A file.
     *
     * @param path as requests ask for it, with a slash in front
     */
    public record File(String path, int bytes) {}

    /** A site of files. */
    public VariedSite {
        files = List.copyOf(files);
    }

    /** Writes a usual site into a folder. */
    public static VariedSite writtenTo(Path folder) throws IOException {
        return writtenTo(folder, USUAL_FILES, USUAL_MEAN_BYTES);
    }

    /** Writes a site of another size into a folder; the mean holds about, for sizes are drawn. */
    public static VariedSite writtenTo(Path folder, int files, int meanBytes) throws IOException {
        VariedSite site = drawn(files, meanBytes);
        Random content = new Random(SEED);
        for (File file : site.files) {
            Path place = folder.resolve(file.path.substring(1));
            Files.createDirectories(place.getParent());
            Files.write(place, bytes(content, file.bytes));
            Files.setLastModifiedTime(place, FileTime.from(MODIFIED));
        }
        return site;
    }

    /** Names and sizes alone. */
    static VariedSite drawn(int files, int meanBytes) {
        Random random = new Random(SEED);
        double median = meanBytes / Math.exp(DEVIATION * DEVIATION / 2);
        List<File> drawn = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            int bytes = (int) Math.clamp(
                    median * Math.exp(DEVIATION * random.nextGaussian()), SMALLEST_BYTES, (double) LARGEST_BYTES);
            String type = TYPES.get(random.nextInt(TYPES.size()));
            drawn.add(new File("/a%d/f%d.%s".formatted(i % FOLDERS, i, type), bytes));
        }
        return new VariedSite(Collections.unmodifiableList(drawn));
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (' ' + Math.floorMod(bytes[i], ALPHABET));
        }
        return bytes;
    }

    /** All paths. */
    public List<String> paths() {
        return files.stream().map(File::path).toList();
    }

    /** A part of the site. */
    public VariedSite only(java.util.function.Predicate<File> wanted) {
        return new VariedSite(files.stream().filter(wanted).toList());
    }
}
