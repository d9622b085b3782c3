package io.mpmoperator.footprint;

import java.util.Random;

/** Calibrations of machines that may exist: what is proven for them does not hang on today's measurement. */
final class AnyCalibration {

    private AnyCalibration() {}

    static Calibration from(Random random) {
        Calibration calibration = Calibration.shipped(Flavor.JVM);
        for (Constant constant : Constant.values()) {
            if (constant != Constant.HEAP_ALIGNMENT) {
                long value = calibration.get(constant);
                calibration = calibration.with(constant, (long) (value * (0.1 + 3 * random.nextDouble())));
            }
        }
        return calibration;
    }
}
