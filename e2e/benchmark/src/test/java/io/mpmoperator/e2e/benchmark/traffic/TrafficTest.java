package io.mpmoperator.e2e.benchmark.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final VariedSite SITE = VariedSite.drawn(VariedSite.USUAL_FILES, VariedSite.USUAL_MEAN_BYTES);

    private static void assertWellFormed(List<String> heads) {
        for (String head : heads) {
            List<String> lines = List.of(head.split("\r\n", -1));
            assertTrue(lines.getFirst().matches("GET /[^ ]+ HTTP/1\\.1"), head);
            assertEquals(List.of("", ""), lines.subList(lines.size() - 2, lines.size()), head);
            assertEquals(head.length() - 4, head.indexOf("\r\n\r\n"), "one empty line, at the end: " + head);
            assertTrue(
                    lines.subList(1, lines.size() - 2).stream().allMatch(line -> line.matches("[A-Za-z-]+: .+")), head);
            assertEquals(
                    1, lines.stream().filter(line -> line.startsWith("Host: ")).count(), head);
        }
    }

    @Test
    void hasAnotherHeadForEachRequestAndAsksForEveryFile() {
        Traffic traffic = Traffic.ofVisitors(SITE);

        assertWellFormed(traffic.heads());
        assertEquals(traffic.heads().size(), new HashSet<>(traffic.heads()).size());
        assertEquals(
                new HashSet<>(SITE.paths()),
                new HashSet<>(traffic.heads().stream()
                        .map(head -> head.split(" ", 3)[1])
                        .toList()));
    }

    @Test
    void mixesHostsAndQuestionsForWhatIsStillCurrentBehindAProxy() {
        Traffic traffic = Traffic.throughAProxy(SITE);

        assertWellFormed(traffic.heads());
        String all = traffic.text();
        assertTrue(all.contains("Host: www1.example.com") && all.contains("Host: www39.example.com"));
        assertTrue(all.contains("If-Modified-Since: Sat, 01 Mar 2025 12:00:00 GMT\r\n"));
        long questions = traffic.heads().stream()
                .filter(head -> head.contains("If-Modified"))
                .count();
        assertEquals(0.1, (double) questions / traffic.heads().size(), 0.02);
    }

    @Test
    void isTheSameAtEveryRun() {
        assertEquals(Traffic.ofVisitors(SITE), Traffic.ofVisitors(SITE));
    }
}
