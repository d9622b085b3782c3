package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CurrentDateTest {

    /** Forwards, within a second, and back, as a clock is set. */
    @Test
    void saysTheSecondThatItIs() {
        CurrentDate date = new CurrentDate();
        long second = 784_111_777_000L;
        for (int seconds : new int[] {0, 0, 1, 2, 2, 60, 1, 0}) {
            CurrentDate.Second said = date.second(second + 1000L * seconds + (seconds % 2 == 0 ? 0 : 999));
            String time = seconds == 60 ? "50:37" : "49:" + (37 + seconds);
            assertEquals(
                    "Date: Sun, 06 Nov 1994 08:" + time + " GMT\r\n",
                    new String(said.line(), StandardCharsets.US_ASCII));
            assertEquals("Sun, 06 Nov 1994 08:" + time + " GMT", said.field().getValue());
        }
    }
}
