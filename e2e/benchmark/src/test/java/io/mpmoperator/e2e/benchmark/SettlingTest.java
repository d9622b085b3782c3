package io.mpmoperator.e2e.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlingTest {

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "10, false",
        "10 10 10, false",
        "10 10 10 10, true",
        "10 10.4 10.3 9, true",
        "10 9 9 11, false",
        "10 20 30 40 50, false",
        "10 20 19 18 20, true"
    })
    void isOverWhenThreeStepsBringNoGain(String rates, boolean settled) {
        Settling settling = new Settling();
        DoubleStream.of(rates.isEmpty() ? new double[0] : numbers(rates)).forEach(settling::add);

        assertEquals(settled, settling.settled());
    }

    private static double[] numbers(String words) {
        return Arrays.stream(words.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
