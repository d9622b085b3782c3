package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ControlOptionsTest {

    private static final String SCHEDULER = "jdk.virtualThreadScheduler.";

    /** Such a property changes nothing any more when the executable runs. */
    @Test
    void tellsNativeImageWhatIsReadWhenTheExecutableIsMade() throws Exception {
        List<String> options = ControlOptions.ofNativeImage();
        assertTrue(options.contains("-Djdk.tls.server.disableExtensions=server_name"), options::toString);
    }

    @Test
    void setsInAnExecutableWhatAJvmIsToldOfTheThreadsThatCarryVirtualOnes() throws Exception {
        Properties before = (Properties) System.getProperties().clone();
        try {
            ControlOptions.setInExecutable();
            Map<String, String> told = ControlOptions.ofJvm().stream()
                    .filter(option -> option.startsWith("-D" + SCHEDULER))
                    .collect(Collectors.toMap(
                            option -> option.substring(2, option.indexOf('=')),
                            option -> option.substring(option.indexOf('=') + 1)));
            assertEquals(Map.of(SCHEDULER + "parallelism", "2", SCHEDULER + "maxPoolSize", "2"), told);
            told.forEach((name, value) -> assertEquals(value, System.getProperty(name)));
        } finally {
            System.setProperties(before);
        }
    }
}
