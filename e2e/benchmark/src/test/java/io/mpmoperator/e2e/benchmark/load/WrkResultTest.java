package io.mpmoperator.e2e.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WrkResultTest {

    private static final String OUTPUT = """
            Running 3s test @ http://127.0.0.1:18003/1k.html
              2 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     5.07ms    4.67ms  48.43ms   83.94%
                Req/Sec     7.98k     1.16k   10.99k    68.33%
              Latency Distribution
                 50%  740.00us
                 75%    6.69ms
                 90%   11.24ms
                 99%    1.02s
              47641 requests in 3.00s, 58.20MB read
            Requests/sec:  15865.35
            Transfer/sec:     19.38MB
            Processor time: 2.382 s
            """;

    @Test
    void readsRatesAndLatencies() {
        WrkResult result = WrkResult.parse(OUTPUT);
        assertEquals(47641, result.requests());
        assertEquals(15865.35, result.requestsPerSecond());
        assertEquals(19.38 * (1 << 20), result.bytesPerSecond());
        assertEquals(0.74, result.p50Millis(), 1e-9);
        assertEquals(1020, result.p99Millis(), 1e-9);
        assertEquals(50, result.clientMicros(), 0.01);
        assertEquals(0, result.failures());
    }

    @Test
    void countsWhatFailed() {
        WrkResult result = WrkResult.parse(OUTPUT
                + "  Socket errors: connect 1, read 20, write 300, timeout 4000\n"
                + "  Non-2xx or 3xx responses: 50000\n");
        assertEquals(4321, result.socketErrors());
        assertEquals(50000, result.otherStatus());
        assertEquals(54321, result.failures());
    }

    @Test
    void readsTheUnitsOfASlowServer() {
        WrkResult result =
                WrkResult.parse(OUTPUT.replace("99%    1.02s", "99%    1.50m").replace("19.38MB", "512.00B"));
        assertEquals(90_000, result.p99Millis(), 1e-9);
        assertEquals(512, result.bytesPerSecond());
    }

    @Test
    void refusesAnOutputWithoutTheNumbersAndShowsIt() {
        String output = "unable to connect to 127.0.0.1:1 Connection refused\n";
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> WrkResult.parse(output));
        assertTrue(String.valueOf(refusal.getMessage()).endsWith(output));
    }
}
