package io.mpmoperator.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.footprint.Ladder.Step;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LadderTest {

    @ParameterizedTest
    @EnumSource(Mode.class)
    void neverTakesAwayAProcessOrAThread(Mode mode) {
        var ladder = new Ladder(mode);
        for (int index = 1; index < ladder.steps(); index++) {
            Step smaller = ladder.at(index - 1);
            Step step = ladder.at(index);
            assertTrue(step.workers() > smaller.workers(), step.toString());
            assertTrue(step.processes() >= smaller.processes(), step.toString());
            assertTrue(step.threadsPerChild() >= smaller.threadsPerChild(), step.toString());
            assertTrue(step.serverLimit() >= smaller.serverLimit(), step.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void endsBelowApachesCaps(Mode mode) {
        var ladder = new Ladder(mode);
        Step last = ladder.at(ladder.steps() - 1);
        assertEquals(MpmDirective.SERVER_LIMIT.capIn(mode), last.serverLimit());
        assertTrue(last.threadsPerChild() <= MpmDirective.THREAD_LIMIT.capIn(mode));
    }

    @ParameterizedTest
    @CsvSource({
        "EVENT, 1, 1, 1",
        "EVENT, 25, 1, 25",
        "EVENT, 26, 2, 25",
        "EVENT, 100, 2, 50",
        "WORKER, 128, 2, 64",
        "WORKER, 129, 3, 64",
        "WORKER, 400, 7, 64",
        "EVENT, 1025, 17, 64",
        "EVENT, 1024000, 16000, 64",
        "EVENT, 1024001, 16000, 65",
        "PREFORK, 40, 40, 1"
    })
    void carriesAConcurrencyOnItsFirstStepThatCan(Mode mode, int concurrency, int processes, int threads) {
        var ladder = new Ladder(mode);
        assertEquals(new Step(processes, threads), ladder.at(ladder.firstCarrying(concurrency)));
    }
}
