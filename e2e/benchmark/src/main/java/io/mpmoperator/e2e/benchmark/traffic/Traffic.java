package io.mpmoperator.e2e.benchmark.traffic;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Heads of requests for the files of a site, in the order in which they are sent, again and again.
 *
 * @param name of the file that {@code wrk} reads them from
 * @param heads each with its empty line
 */
public record Traffic(String name, List<String> heads) {

    /** So many that no cache of heads has the next one. */
    private static final int REQUESTS = 6000;

    private static final long SEED = 4711;

    /** Requests in an order. */
    public Traffic {
        heads = List.copyOf(heads);
    }

    /** What browsers ask for. */
    public static Traffic ofVisitors(VariedSite site) {
        Visitors visitors = Visitors.seeded(SEED);
        return of("visitors", site, visitors::request);
    }

    /** What browsers ask for, but that they take no coding. */
    public static Traffic withoutCodings(VariedSite site) {
        return new Traffic(
                "plain",
                ofVisitors(site).heads().stream()
                        .map(head -> head.replaceFirst("Accept-Encoding: [^\r]*\r\n", ""))
                        .toList());
    }

    /** What a reverse proxy passes on, everybody's requests mixed. */
    public static Traffic throughAProxy(VariedSite site) {
        Visitors visitors = Visitors.seeded(SEED);
        return of("proxied", site, path -> visitors.throughAProxy(path, VariedSite.MODIFIED));
    }

    private static Traffic of(String name, VariedSite site, Function<String, String> head) {
        Random random = new Random(SEED);
        List<String> paths = site.paths();
        return new Traffic(
                name,
                IntStream.range(0, REQUESTS)
                        .mapToObj(_ -> head.apply(paths.get(random.nextInt(paths.size()))))
                        .toList());
    }

    /** The same by another name. */
    public Traffic named(String other) {
        return new Traffic(other, heads);
    }

    /** All one after the other, as {@code traffic.lua} reads them. */
    public String text() {
        return String.join("", heads);
    }
}
