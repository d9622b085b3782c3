package io.mpmoperator.mpm;

import static io.mpmoperator.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static io.mpmoperator.mpm.MpmDirective.MAX_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static io.mpmoperator.mpm.MpmDirective.MIN_SPARE_THREADS;
import static io.mpmoperator.mpm.MpmDirective.SERVER_LIMIT;
import static io.mpmoperator.mpm.MpmDirective.START_SERVERS;
import static io.mpmoperator.mpm.MpmDirective.THREADS_PER_CHILD;
import static io.mpmoperator.mpm.MpmDirective.THREAD_LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContradictionsTest {

    private static final MpmDirectives EVENT = MpmDirectives.of(Mode.EVENT);
    private static final MpmDirectives PREFORK = MpmDirectives.of(Mode.PREFORK);

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(
                        EVENT.with(MAX_REQUEST_WORKERS, 10).with(THREADS_PER_CHILD, 25),
                        "maxRequestWorkers 10 is below threadsPerChild 25: not even one child process could have all its threads"),
                Arguments.of(
                        EVENT.with(THREADS_PER_CHILD, 65).with(THREAD_LIMIT, 64),
                        "threadsPerChild 65 is above threadLimit 64: no child may have that many threads"),
                Arguments.of(
                        EVENT.with(MAX_REQUEST_WORKERS, 400)
                                .with(SERVER_LIMIT, 4)
                                .with(THREADS_PER_CHILD, 50),
                        "maxRequestWorkers 400 is above serverLimit 4 × threadsPerChild 50: at most 200 requests could be in progress"),
                Arguments.of(
                        EVENT.with(MAX_REQUEST_WORKERS, 400).with(SERVER_LIMIT, 4),
                        "maxRequestWorkers 400 is above serverLimit 4 × threadsPerChild 25 (the default): at most 100 requests could be in progress"),
                Arguments.of(
                        PREFORK.with(MAX_REQUEST_WORKERS, 9).with(SERVER_LIMIT, 8),
                        "maxRequestWorkers 9 is above serverLimit 8: at most 8 requests could be in progress"),
                Arguments.of(
                        EVENT.with(START_SERVERS, 5).with(MAX_REQUEST_WORKERS, 100),
                        "startServers 5 is above the 4 processes that maxRequestWorkers 100 makes with threadsPerChild 25 (the default)"),
                Arguments.of(
                        EVENT.with(START_SERVERS, 5).with(SERVER_LIMIT, 4),
                        "startServers 5 is above serverLimit 4: there are never that many processes"),
                Arguments.of(
                        EVENT.with(MIN_SPARE_THREADS, 75).with(MAX_SPARE_THREADS, 50),
                        "maxSpareThreads 50 is below minSpareThreads 75: children would be started and ended at the same time"),
                Arguments.of(
                        PREFORK.with(MIN_SPARE_SERVERS, 7).with(MAX_SPARE_SERVERS, 6),
                        "maxSpareServers 6 is below minSpareServers 7: children would be started and ended at the same time"),
                Arguments.of(
                        PREFORK.with(MIN_SPARE_SERVERS, 7).with(MAX_REQUEST_WORKERS, 6),
                        "minSpareServers 7 is above maxRequestWorkers 6: there are never that many children"),
                Arguments.of(
                        EVENT.with(MIN_SPARE_THREADS, 75).with(MAX_REQUEST_WORKERS, 50),
                        "minSpareThreads 75 is above maxRequestWorkers 50: there are never that many threads"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void namesTheFieldsAndTheNumbers(MpmDirectives written, String sentence) {
        assertEquals(List.of(sentence), Contradictions.of(written));
    }

    @Test
    void findsNoneAgainstADefaultThatNobodyWrote() {
        assertEquals(List.of(), Contradictions.of(EVENT.with(THREADS_PER_CHILD, 100)));
        assertEquals(List.of(), Contradictions.of(EVENT.with(MAX_REQUEST_WORKERS, 10)));
    }

    @Test
    void leavesRoundingToCoercion() {
        assertEquals(
                List.of(),
                Contradictions.of(EVENT.with(MAX_REQUEST_WORKERS, 410).with(THREADS_PER_CHILD, 25)));
    }

    @Test
    void findsNoneInSettingsInForce() throws DirectiveException {
        var random = new Random(2);
        for (int round = 0; round < 1000; round++) {
            MpmSettings settings = Coercion.coerce(MpmNumbers.any(random)).settings();
            List<String> found = Contradictions.of(settings.toDirectives()).stream()
                    .filter(sentence -> !sentence.startsWith("minSpare"))
                    .toList();
            assertEquals(List.of(), found, settings.toString());
        }
    }
}
