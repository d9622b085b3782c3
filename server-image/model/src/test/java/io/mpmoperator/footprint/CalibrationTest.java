package io.mpmoperator.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final Calibration SHIPPED = Calibration.shipped(Flavor.JVM);

    @Test
    void readsBackWhatItWrote() throws CalibrationException {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            Calibration calibration = AnyCalibration.from(random);
            assertEquals(calibration, Calibration.parse(Flavor.JVM, "x", calibration.write()));
        }
    }

    @Test
    void writesWhatEachConstantMeasuresAboveIt() {
        assertTrue(SHIPPED.write().startsWith("# " + Constant.CONTROL_PRIVATE.meaning() + "\ncontrol.private = "));
    }

    @Test
    void refusesAConstantThatIsMissing() {
        String text = SHIPPED.write().replaceAll("(?m)^shared.once.*$", "");
        assertRefused("x: shared.once is null: a number of 0 or more is accepted", text);
    }

    @Test
    void refusesAConstantThatItDoesNotKnow() {
        assertRefused("x:1: shared.twice is no constant of the model", "shared.twice = 1");
    }

    @Test
    void refusesAConstantThatIsGivenTwice() {
        assertRefused("x:2: shared.once is given twice", "shared.once = 1\nshared.once = 1");
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertRefused("x:2: 'shared.once = 40 MB' is no constant: name = bytes is accepted", "\nshared.once = 40 MB");
    }

    private static void assertRefused(String message, String text) {
        assertEquals(
                message,
                assertThrows(CalibrationException.class, () -> Calibration.parse(Flavor.JVM, "x", text))
                        .getMessage());
    }
}
