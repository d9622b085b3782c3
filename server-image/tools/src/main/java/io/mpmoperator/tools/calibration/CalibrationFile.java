package io.mpmoperator.tools.calibration;

import io.mpmoperator.footprint.Flavor;
import java.util.Locale;

/** The text of a calibration file, with how it came to be at its head. */
final class CalibrationFile {

    private CalibrationFile() {}

    static String of(Fit fit) {
        Fit.Residual worst = fit.worst();
        Flavor flavor = fit.calibration().flavor();
        return """
                # Measured where it can be: after %s, on a machine that does nothing else,
                #   server-image/server/target/webserver/bin/webserver calibrate -d server-image/server/target/%s -o \\
                #     server-image/model/src/main/resources/io/mpmoperator/footprint/calibration-%s.properties
                # What is decided (stacks, generations, code caches, metaspace, the control process's heap, page cache, margin), counted by hand
                # (sockets, slow clients, tasks, scoreboard) or shown by the footprint grid (how full a heap becomes) is taken over from
                # the file before. Java %s; worst residual of the fit %s, %s.
                """.formatted(
                                build(flavor),
                                layout(flavor),
                                flavor.text(),
                                Runtime.version(),
                                String.format(Locale.ROOT, "%.1f %%", 100 * worst.relative()),
                                worst.what())
                + fit.calibration().write();
    }

    private static String build(Flavor flavor) {
        return switch (flavor) {
            case JVM -> "./mvnw package -Dmaven.test.skip";
            case NATIVE ->
                "./mvnw -Pnative package -Dmaven.test.skip -Dnative.handlers=$PWD/server-image/server/target/webserver/tools/mpm-tools.jar";
        };
    }

    private static String layout(Flavor flavor) {
        return switch (flavor) {
            case JVM -> "webserver";
            case NATIVE -> "webserver-native";
        };
    }
}
