package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApacheTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-2.5, -2.5",
        "0.1, 0.1",
        "123456, 123456",
        "999999.5, 1e+06",
        "1234567, 1.23457e+06",
        "1.5e10, 1.5e+10",
        "0.0001, 0.0001",
        "0.00001234567, 1.23457e-05",
        "0.333333333, 0.333333",
        "1e100, 1e+100",
        "4096.0, 4096"
    })
    void printsNumbersAsC(double value, String text) {
        assertEquals(text, ApacheText.general(value));
    }

    @Test
    void printsTimesAsApache() {
        assertEquals("Monday, 23-Nov-2026 03:15:20 UTC", ApacheText.time(Instant.parse("2026-11-23T03:15:20.9Z")));
        assertEquals("Sunday, 01-Feb-2026 23:05:09 UTC", ApacheText.time(Instant.parse("2026-02-01T23:05:09Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "1, 1 second",
        "59, 59 seconds",
        "60, 1 minute",
        "3665, 1 hour 1 minute 5 seconds",
        "86400, 1 day",
        "180122, 2 days 2 hours 2 minutes 2 seconds"
    })
    void printsTimeSpansAsApache(long seconds, String text) {
        assertEquals(text, ApacheText.span(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, mpm-server/1.2.3",
        "1.2.3-SNAPSHOT, mpm-server/1.2.3 (SNAPSHOT)",
        "2.4, mpm-server/2.4.0",
        "1.2.3.4, mpm-server/1.2.3",
        "1, mpm-server/1.0.0",
        "1.0.0-rc1, mpm-server/1.0.0 (rc1)",
        "dev, mpm-server/0.0.0 (dev)",
        "'', mpm-server/0.0.0"
    })
    void givesTheVersionThreeNumbers(String version, String text) {
        assertEquals(text, ApacheText.software(version));
    }
}
