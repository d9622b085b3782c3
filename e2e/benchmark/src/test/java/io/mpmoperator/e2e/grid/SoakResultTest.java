package io.mpmoperator.e2e.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.e2e.benchmark.report.Verdict;
import io.mpmoperator.footprint.Flavor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakResultTest {

    private static final int LIMIT = 120 << 20;
    private static final int FOR_STRANGERS = 20 << 20;

    private static SoakResult result(double peakOfRest, long oomKills, long errors, long requests, long failed) {
        return new SoakResult(
                Flavor.NATIVE,
                GridPlan.event(4, 25),
                LIMIT,
                FOR_STRANGERS,
                (long) (peakOfRest * (LIMIT - FOR_STRANGERS)),
                oomKills,
                errors,
                requests,
                failed);
    }

    @ParameterizedTest
    @CsvSource({
        "0.64, SHORT",
        "0.66, MET",
        "0.79, MET",
        "0.81, MET_AIM",
        "0.96, MET_AIM",
        "0.99, MET",
        "1.01, SHORT",
    })
    void judgesHowMuchWasUsedOfWhatIsNotForStrangers(double peakOfRest, Verdict verdict) {
        assertEquals(verdict, result(peakOfRest, 0, 0, 1000, 0).verdict());
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1000, 0", "0, 1, 1000, 0", "0, 0, 1000, 1", "0, 0, 0, 0"})
    void failsWhereAProcessOrARequestWasLostOrNothingWasAsked(long kills, long errors, long requests, long failed) {
        assertEquals(
                Verdict.FAILED, result(0.9, kills, errors, requests, failed).verdict());
    }

    @Test
    void showsTheBudgetForStrangersBesideWhatWasUsedOfTheRest() {
        String text = Soak.table(List.of(result(0.9, 0, 0, 1000, 0))).markdown();
        assertTrue(
                text.contains(
                        "| native event 4 x 25 | 120.0 | 20.0 | 90.0 | 0.75 | 0.90 | 0 | 0 | 1000 | 0 | met aim |"),
                text);
    }
}
