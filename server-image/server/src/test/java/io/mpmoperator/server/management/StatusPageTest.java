package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.management.ServerView.Maintenance;
import io.mpmoperator.server.management.ServerView.Saturation;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.scoreboard.Scoreboards;
import io.mpmoperator.server.scoreboard.WorkerState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusPageTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>");
    private static final Set<String> VOID = Set.of("meta", "br");
    /** Elements whose end HTML lets us leave out. */
    private static final Set<String> OPEN_ENDED = Set.of("td", "th", "p", "tr", "tbody");

    private static String page(Mode mode) {
        return page(Fakes.status(mode), OptionalInt.empty());
    }

    private static String page(Status status, OptionalInt refreshSeconds) {
        return String.join("", pieces(StatusPage.response(status, refreshSeconds, true)));
    }

    private static List<String> pieces(ManagementResponse response) {
        List<String> pieces = new ArrayList<>();
        response.body().writeTo(pieces::add);
        return pieces;
    }

    private static String pageOf(ServerView view) {
        ScoreboardSnapshot scoreboard = ScoreboardSnapshot.of(Fakes.busyScoreboard(Mode.EVENT), Fakes.MOMENT);
        return page(new Status(view, scoreboard, Fakes.HOST, Fakes.NOW), OptionalInt.empty());
    }

    private static ServerView view(
            boolean draining, Duration sinceHeartbeat, Maintenance maintenance, Optional<String> trouble) {
        ServerView some = Fakes.view(Fakes.small(Mode.EVENT));
        return new ServerView(
                some.software(),
                some.controlPid(),
                some.settings(),
                some.started(),
                some.restarted(),
                some.generation(),
                some.configuration(),
                draining,
                sinceHeartbeat,
                some.restarts(),
                some.children(),
                maintenance,
                some.refused(),
                some.certificateRefused(),
                some.certificates(),
                some.logLinesDropped(),
                trouble);
    }

    private static Maintenance calm() {
        return new Maintenance(1, new Saturation(false, 0), new Saturation(false, 0));
    }

    /** The body alone: how it looks is a matter for eyes. */
    @ParameterizedTest
    @EnumSource
    void saysWhatIsExpected(Mode mode) throws IOException {
        String page = page(mode);
        String body = page.substring(page.indexOf("<body>"));
        GoldenFile.assertSame("page-" + mode.directiveValue() + ".html", body);
    }

    @Test
    void saysWhichConfigurationIsRefusedAndWhy() {
        String page = pageOf(Fakes.refusing(Fakes.small(Mode.EVENT), "Handler /x a.B: no such handler"));
        assertTrue(page.contains("is refused, and the one before goes on: Handler /x a.B: no such handler"), page);
    }

    @ParameterizedTest
    @EnumSource
    void whatAClientSendsStaysText(Mode mode) {
        String page = page(mode);
        assertFalse(page.contains("<script"));
        assertTrue(page.contains("GET /&lt;script&gt;?a=1&amp;b=2 HTTP/1.1"));
    }

    @Test
    void escapesWhatWouldEndTextOrAttribute() {
        List<String> html = new ArrayList<>();
        new Html(html::add).text("<a b=\"c\" d='e'>&").end();
        assertEquals(List.of("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;"), html);
    }

    @Test
    void forbidsScriptsAltogether() {
        ManagementResponse response = StatusPage.response(Fakes.status(Mode.EVENT), OptionalInt.empty(), true);
        assertTrue(response.fields().getOrDefault("Content-Security-Policy", "").startsWith("default-src 'none';"));
        assertEquals("text/html; charset=utf-8", response.contentType());
    }

    @ParameterizedTest
    @EnumSource
    void closesWhatItOpens(Mode mode) {
        Deque<String> open = new ArrayDeque<>();
        String page = page(mode);
        Matcher tags = TAG.matcher(page.substring(page.indexOf("<body>")).replace("</html>", ""));
        while (tags.find()) {
            String name = tags.group(2);
            if (VOID.contains(name) || OPEN_ENDED.contains(name)) {
                continue;
            }
            if (tags.group(1).isEmpty()) {
                open.push(name);
            } else {
                assertEquals(open.poll(), name, () -> page.substring(0, tags.end()));
            }
        }
        assertTrue(open.isEmpty(), open::toString);
    }

    @Test
    void drawsACellForEachPlace() {
        String page = page(Mode.EVENT);
        String cells = page.substring(page.indexOf("<div class=cells>"), page.indexOf("<div class=legend>"))
                .replaceAll("<i [^>]*>(.)</i>", "[$1]");
        assertTrue(cells.contains("[W][_][R][_]</div>"), cells);
        assertTrue(cells.contains("[G][W][.][.]</div>"), cells);
        assertTrue(cells.contains("[S][S][S][S]</div>"), cells);
    }

    @Test
    void neverHoldsALongPageInMemory() throws IOException {
        Scoreboard scoreboard = Scoreboards.empty(16, 500);
        for (int process = 0; process < 16; process++) {
            scoreboard.process(process).assign(4711 + process, 2, 500, Fakes.NOW.toEpochMilli());
            for (int i = 0; i < 500; i++) {
                scoreboard.process(process).worker(i).state(WorkerState.WRITING);
                scoreboard.process(process).worker(i).request("10.0.0.1", "GET /a-long-name HTTP/1.1");
            }
        }
        Status status = new Status(
                Fakes.view(Fakes.small(Mode.EVENT)),
                ScoreboardSnapshot.of(scoreboard, Fakes.MOMENT),
                Fakes.HOST,
                Fakes.NOW);

        List<String> pieces = pieces(StatusPage.response(status, OptionalInt.empty(), true));

        assertEquals(8000, String.join("", pieces).split("<i class=W title=", -1).length - 1, "a cell for each worker");
        assertTrue(pieces.stream().allMatch(piece -> piece.length() < 16_384), "pieces of " + pieces.size());
        assertTrue(pieces.size() > 50, "pieces: " + pieces.size());
    }

    @Test
    void marksTheRefreshThatIsOn() {
        assertTrue(page(Mode.EVENT).contains("refresh: <b>off</b>"));
        String page = page(Fakes.status(Mode.EVENT), OptionalInt.of(7));
        assertTrue(page.contains("<a href=\"?\">off</a>"));
        assertTrue(page.contains("<b>7 s</b>"));
    }

    @Test
    void saysNothingWhenAllIsWell() {
        assertFalse(pageOf(view(false, Duration.ZERO, calm(), Optional.empty())).contains("<p class=\"alert"));
    }

    @Test
    void tellsMaxRequestWorkersAndFullScoreboardApart() {
        Maintenance busy = new Maintenance(8, new Saturation(true, 1), new Saturation(false, 0));
        String page = pageOf(view(false, Duration.ZERO, busy, Optional.empty()));
        assertTrue(page.contains("MaxRequestWorkers is reached: all 12 workers are busy"));
        assertFalse(page.contains("The scoreboard is full"));
        Maintenance full = new Maintenance(1, new Saturation(false, 0), new Saturation(true, 1));
        String other = pageOf(view(false, Duration.ZERO, full, Optional.empty()));
        assertFalse(other.contains("MaxRequestWorkers is reached"));
        assertTrue(other.contains("all 4 slots of ServerLimit are taken, 1 by children that are ending"));
    }

    @Test
    void saysWhatIsWrong() {
        String page = pageOf(view(true, Duration.ofSeconds(33), calm(), Optional.of("exit <code> 1")));
        assertTrue(page.contains("The control loop has not gone round for 33 s."));
        assertTrue(page.contains("Children cannot be started: exit &lt;code&gt; 1."));
        assertTrue(page.contains("stopping gracefully"));
        assertTrue(page.contains(">draining</span>"));
    }
}
