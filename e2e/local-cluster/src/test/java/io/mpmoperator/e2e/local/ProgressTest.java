package io.mpmoperator.e2e.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void saysHowLongItTookToEachStep() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        Progress progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), clock::get);
        progress.done("first");
        clock.set(12_340_000_000L);
        progress.done("second");

        assertEquals("[  0.0s] first\n[ 12.3s] second\n", out.toString(StandardCharsets.UTF_8));
    }
}
