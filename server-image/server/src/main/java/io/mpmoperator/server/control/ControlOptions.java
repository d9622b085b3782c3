package io.mpmoperator.server.control;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.management.ManagementServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM options of the control process. They follow from the calibration alone, not from any configuration, so the build
 * writes them into the argument file that {@code bin/webserver} starts Java with.
 */
public final class ControlOptions {

    /** Reflection without classes that are made at run time: the JDK itself needs it three times at the start. */
    static final String WITHOUT_ACCESSORS = "-Djdk.reflect.useNativeAccessorOnly=true";

    private ControlOptions() {}

    /** The options, one a word. */
    public static List<String> options() throws SizingException {
        SizingRequest any = SizingRequest.forConf(WebServerConf.defaults(Mode.EVENT));
        List<String> options =
                new ArrayList<>(Sizing.plan(any, Calibration.shipped()).controlOptions());
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add(WITHOUT_ACCESSORS);
        options.addAll(ManagementServer.JVM_OPTIONS);
        return options;
    }

    /** Writes the argument file that the first word names. */
    public static void main(String[] words) throws IOException, SizingException {
        Path file = Path.of(words[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, options());
    }
}
