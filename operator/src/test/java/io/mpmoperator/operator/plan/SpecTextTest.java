package io.mpmoperator.operator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTextTest {

    @ParameterizedTest
    @CsvSource({"90s,90000", "1m30s,90000", "500ms,500", "2h,7200000", "0,0", "1h1m1s1ms,3661001"})
    void readsLengthsOfTime(String text, long millis) throws RefusedException {
        assertEquals(Optional.of(Duration.ofMillis(millis)), SpecText.duration("f", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "-1s", "1.5s", "1s1m", "1d", " 1s", "s"})
    void refusesOtherLengthsOfTimeByName(String text) {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> SpecText.duration("spec.http.timeout", text));

        assertEquals(
                "spec.http.timeout '%s' is not a valid duration: write it like 90s, 1m30s or 500ms".formatted(text),
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"512Mi,536870912", "1Gi,1073741824", "1k,1000", "1048576,1048576", "0,0"})
    void readsQuantitiesOfMemory(String text, long bytes) throws RefusedException {
        assertEquals(Optional.of(bytes), SpecText.bytes("f", new Quantity(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1Mi", "2000Pi", "12 monkeys"})
    void refusesOtherQuantitiesByName(String text) {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> SpecText.bytes("spec.sizing.maxMemory", new Quantity(text)));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("spec.sizing.maxMemory '" + text + "'"));
    }

    @Test
    void findsNothingWhereTheFieldIsAbsent() throws RefusedException {
        assertEquals(Optional.empty(), SpecText.duration("f", null));
        assertEquals(Optional.empty(), SpecText.bytes("f", null));
    }
}
