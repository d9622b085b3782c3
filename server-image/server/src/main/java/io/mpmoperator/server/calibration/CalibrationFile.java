package io.mpmoperator.server.calibration;

import java.util.Locale;

/** The text of a calibration file, with how it came to be at its head. */
final class CalibrationFile {

    private CalibrationFile() {}

    static String of(Fit fit) {
        Fit.Residual worst = fit.worst();
        return """
                # Measured, never typed in: after ./mvnw package -DskipTests, on a machine that does nothing else,
                #   server-image/server/target/webserver/bin/webserver calibrate -o \\
                #     server-image/model/src/main/resources/io/mpmoperator/footprint/calibration-jvm.properties
                # What is decided and not measured (generations, code caches, metaspace, margin) is taken over from
                # the file before. Java %s; worst residual of the fit %s, %s.
                """.formatted(
                        Runtime.version(), String.format(Locale.ROOT, "%.1f %%", 100 * worst.relative()), worst.what())
                + fit.calibration().write();
    }
}
