package io.mpmoperator.tools.calibration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A handler whose memory and time are known: {@code ?hold=} keeps the request in progress for so many milliseconds,
 * {@code heap=} so many bytes of heap with it, {@code keep=} so many bytes in the process from then on, {@code churn=}
 * drops so many bytes of garbage, some of it old, {@code answer=} makes the response so long. {@code ?live} answers with the
 * bytes of the live heap, after a collection. Every answer names the process in {@code X-Process}.
 */
public final class BusyHandler implements HttpHandler {

    /** The field that names the process. */
    static final String PROCESS = "X-Process";

    private static final int PIECE = 8 * 1024;
    private static final int LIVES = 48;
    private static volatile List<byte[]> kept = List.of();

    /** A handler, for ServiceLoader. */
    public BusyHandler() {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Map<String, Long> asked = numbers(exchange.getRequestURI().getRawQuery());
        keep(asked.getOrDefault("keep", 0L));
        List<byte[]> own = touched(asked.getOrDefault("heap", 0L));
        churn(asked.getOrDefault("churn", 0L));
        pause(asked.getOrDefault("hold", 0L));
        byte[] body = asked.containsKey("live")
                ? Long.toString(liveBytes()).getBytes(StandardCharsets.US_ASCII)
                : new byte[asked.getOrDefault("answer", 1L + own.size()).intValue()];
        exchange.getResponseHeaders()
                .set(PROCESS, Long.toString(ProcessHandle.current().pid()));
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static synchronized void keep(long bytes) {
        if (bytes > (long) kept.size() * PIECE) {
            kept = touched(bytes);
        }
    }

    /** In pieces, as real objects are: one array of the whole size would be the one thing that no generation likes. */
    private static List<byte[]> touched(long bytes) {
        return IntStream.range(0, (int) Math.ceilDiv(bytes, PIECE))
                .mapToObj(i -> new byte[PIECE])
                .toList();
    }

    /** Each piece lives until some others have come: what outlives a collection of the young generation grows old. */
    private static void churn(long bytes) {
        byte[][] alive = new byte[LIVES][];
        for (long dropped = 0; dropped < bytes; dropped += PIECE) {
            alive[(int) (dropped / PIECE % LIVES)] = new byte[PIECE];
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while holding a request", e);
        }
    }

    private static long liveBytes() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Map<String, Long> numbers(String query) {
        var numbers = new HashMap<String, Long>();
        Arrays.stream(query == null ? new String[0] : query.split("&", -1)).forEach(pair -> {
            int equals = pair.indexOf('=');
            numbers.put(
                    equals < 0 ? pair : pair.substring(0, equals),
                    equals < 0 ? 1 : Long.parseLong(pair, equals + 1, pair.length(), 10));
        });
        return numbers;
    }
}
