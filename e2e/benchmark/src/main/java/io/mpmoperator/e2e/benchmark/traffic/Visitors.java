package io.mpmoperator.e2e.benchmark.traffic;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Whoever sends requests: each has another request id, address and cookie, and an agent out of some. The same at every run,
 * for a seed. To be used by one thread.
 */
public final class Visitors {

    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
            "curl/8.14.1",
            "kube-probe/1.33");

    private static final List<String> LANGUAGES = List.of("en-US,en;q=0.5", "de-CH,de;q=0.9,en;q=0.6", "fr,en;q=0.8");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", java.util.Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** One in so many asks whether what it has is still current. */
    private static final int REVALIDATES = 10;

    private final Random random;

    private Visitors(Random random) {
        this.random = random;
    }

    /** Visitors that are the same for the same seed. */
    public static Visitors seeded(long seed) {
        return new Visitors(new Random(seed));
    }

    /** The whole head of a GET, with the empty line; each is another. */
    public String request(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + "Host: shop.example.com\r\n" + browser() + "X-Forwarded-For: "
                + address() + "\r\n" + cookie() + "\r\n";
    }

    /**
     * The same as a reverse proxy passes it on: its own fields beside those of whoever asked it, of many sites, and now and then
     * a question whether a copy is still current.
     *
     * @param modified when the file was changed last
     */
    public String throughAProxy(String path, Instant modified) {
        StringBuilder head = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n");
        head.append("Host: www").append(random.nextInt(40)).append(".example.com\r\n");
        head.append("X-Real-IP: ").append(address()).append("\r\n");
        head.append("X-Forwarded-For: ").append(address()).append(", 10.0.0.7\r\n");
        head.append("X-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\nVia: 1.1 edge-")
                .append(random.nextInt(4))
                .append("\r\n");
        head.append(browser());
        if (random.nextBoolean()) {
            head.append(cookie());
        }
        if (random.nextInt(3) == 0) {
            head.append("Referer: https://shop.example.com/").append(hex(6)).append("\r\n");
        }
        if (random.nextInt(REVALIDATES) == 0) {
            head.append("If-Modified-Since: ")
                    .append(HTTP_DATE.format(modified))
                    .append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private String browser() {
        return "User-Agent: " + oneOf(AGENTS)
                + "\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: "
                + oneOf(LANGUAGES)
                + "\r\nAccept-Encoding: gzip, deflate, br\r\nX-Request-Id: "
                + hex(16)
                + "\r\n";
    }

    private String address() {
        return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private String cookie() {
        return "Cookie: session=" + hex(12) + "; theme=dark\r\n";
    }

    private String hex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private String oneOf(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
