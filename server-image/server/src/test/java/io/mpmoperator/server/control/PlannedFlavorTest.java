package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.footprint.Flavor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannedFlavorTest {

    @ParameterizedTest
    @EnumSource
    void startsAsWhatWasPlanned(Flavor flavor) {
        assertDoesNotThrow(() -> PlannedFlavor.check(_ -> Optional.of(flavor.text()), flavor));
    }

    @ParameterizedTest
    @EnumSource
    void startsWhereNothingIsSaid(Flavor flavor) {
        assertDoesNotThrow(() -> PlannedFlavor.check(_ -> Optional.empty(), flavor));
    }

    @Test
    void refusesToStartForAJvmWhereNativeWasPlanned() {
        assertEquals(
                "this server is of flavor jvm, but flavor native was planned (WEBSERVER_FLAVOR=native in the"
                        + " environment): let spec.flavor and the image agree",
                refusal("native", Flavor.JVM));
    }

    @Test
    void refusesToStartWithoutAJvmWhereOneWasPlanned() {
        assertEquals(
                "this server is of flavor native, but flavor jvm was planned (WEBSERVER_FLAVOR=jvm in the environment):"
                        + " let spec.flavor and the image agree",
                refusal("jvm", Flavor.NATIVE));
    }

    @Test
    void namesTheFlavorsToWhomSaysAnother() {
        assertEquals(
                "WEBSERVER_FLAVOR=graal in the environment is no flavor; accepted are jvm and native",
                refusal("graal", Flavor.NATIVE));
    }

    private static String refusal(String planned, Flavor actual) {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> PlannedFlavor.check(_ -> Optional.of(planned), actual));
        return String.valueOf(refused.getMessage());
    }
}
