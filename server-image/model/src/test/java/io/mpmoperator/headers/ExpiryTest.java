package io.mpmoperator.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {

    private static final Instant REQUEST = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant MODIFIED = Instant.parse("2026-11-29T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "A3600, false, 3600",
        "M60, true, 60",
        "access plus 1 year, false, 31536000",
        "access 1 month 2 days, false, 2764800",
        "now plus 1 week, false, 604800",
        "modification plus 5 minutes 3 seconds, true, 303",
        "access plus 0 seconds, false, 0",
        "access, false, 0",
        "access plus 10 y, false, 315360000",
        "access plus 2 hours, false, 7200",
    })
    void readsBothSyntaxes(String code, boolean afterModification, long seconds) {
        assertEquals(new ExpiryCode(afterModification, Duration.ofSeconds(seconds)), ExpiryCode.parse(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"B1", "access 1 fortnight", "access plus year", "", "plus 1 day", "access plus 1", "A"})
    void refusesWhatIsNoTime(String code) {
        if (code.equals("A")) {
            assertEquals(new ExpiryCode(false, Duration.ZERO), ExpiryCode.parse(code));
            return;
        }
        assertThrows(IllegalArgumentException.class, () -> ExpiryCode.parse(code));
    }

    private static String filtered(Expiry expiry, String type, HeaderTable header) {
        expiry.apply(new HeaderTable(), header, type, REQUEST, Optional.of(MODIFIED));
        return String.join("; ", header.toString().lines().toList());
    }

    @Test
    void saysWhenAResponseExpiresByItsType() {
        Expiry expiry = new Expiry(
                true,
                Map.of(
                        "text/css", ExpiryCode.parse("A60"),
                        "image/*", ExpiryCode.parse("modification plus 2 hours"),
                        "image/gif", ExpiryCode.parse("M60")),
                Optional.of(ExpiryCode.parse("access plus 1 day")));
        assertEquals(
                "Cache-Control: max-age=60; Expires: Sun, 29 Nov 2026 10:01:00 GMT",
                filtered(expiry, "text/css; charset=utf-8", new HeaderTable()));
        assertEquals(
                "Cache-Control: max-age=3600; Expires: Sun, 29 Nov 2026 11:00:00 GMT",
                filtered(expiry, "image/png", new HeaderTable()));
        assertEquals(
                "Cache-Control: max-age=0; Expires: Sun, 29 Nov 2026 10:00:00 GMT",
                filtered(expiry, "image/gif", new HeaderTable()));
        assertEquals(
                "Cache-Control: private, max-age=86400; Expires: Mon, 30 Nov 2026 10:00:00 GMT",
                filtered(expiry, "text/html", new HeaderTable().add("Cache-Control", "private")));
        assertEquals("Expires: 0", filtered(expiry, "text/html", new HeaderTable().add("Expires", "0")));
        assertEquals("", filtered(Expiry.OFF, "text/html", new HeaderTable()));
    }

    @Test
    void anInnerSectionAddsToWhatTheOuterSays() {
        Expiry outer = new Expiry(true, Map.of("text/css", ExpiryCode.parse("A1")), Optional.empty());
        Expiry inner = outer.then(
                Optional.empty(), Map.of("text/css", ExpiryCode.parse("A2")), Optional.of(ExpiryCode.parse("A3")));
        assertEquals(Optional.of(ExpiryCode.parse("A2")), inner.codeOf("text/css"));
        assertEquals(Optional.of(ExpiryCode.parse("A3")), inner.codeOf("text/html"));
    }
}
