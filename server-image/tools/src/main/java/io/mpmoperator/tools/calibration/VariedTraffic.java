package io.mpmoperator.tools.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What the clients of a point ask for, as real ones do: files of a site whose sizes are lognormal, by heads of which each has
 * another agent, address, cookie and request id. A server that remembers the last response gains nothing from that, and a heap
 * fills with what requests leave behind.
 */
final class VariedTraffic {

    /** Enough small files for the cache of a child to be full. */
    private static final int FILES = 1200;

    private static final int MEAN_BYTES = 3000;

    /** Of the sizes' logarithms. */
    private static final double DEVIATION = 1.2;

    private static final int SMALLEST_BYTES = 200;
    private static final int LARGEST_BYTES = 200_000;
    private static final int FOLDERS = 13;
    private static final long SEED = 2396;
    private static final List<String> TYPES = List.of("html", "css", "js", "svg", "json", "png");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "curl/8.14.1");

    private VariedTraffic() {}

    /** Writes the site, the same at every run, and gives the targets of its files. */
    static List<String> site(Path folder) throws IOException {
        Random random = new Random(SEED);
        double median = MEAN_BYTES / Math.exp(DEVIATION * DEVIATION / 2);
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            double drawn = median * Math.exp(DEVIATION * random.nextGaussian());
            String name = "a%d/%d.%s".formatted(i % FOLDERS, i, TYPES.get(random.nextInt(TYPES.size())));
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x".repeat((int) Math.clamp(drawn, SMALLEST_BYTES, (double) LARGEST_BYTES)));
            targets.add("/" + name);
        }
        return targets;
    }

    /** The head of a GET, with the empty line. */
    static String head(String target, RandomGenerator random) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: "
                + AGENTS.get(random.nextInt(AGENTS.size()))
                + "\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
                + "\r\nAccept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\nX-Request-Id: "
                + hex(random, 16)
                + "\r\nX-Forwarded-For: 10.0."
                + random.nextInt(256)
                + "."
                + random.nextInt(256)
                + "\r\nCookie: session="
                + hex(random, 12)
                + "; theme=dark\r\n\r\n";
    }

    private static String hex(RandomGenerator random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
