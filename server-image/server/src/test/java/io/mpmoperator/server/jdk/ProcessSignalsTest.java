package io.mpmoperator.server.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.server.nativecalls.LinuxPosix;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessSignalsTest {

    private static final int SIGCONT = 18;

    private final LinkedBlockingQueue<String> threads = new LinkedBlockingQueue<>();
    private final ProcessSignals signals = ProcessSignals.ofThisProcess();

    @Test
    void thisJdkCallsActionsWithoutAThreadForEachSignal() throws InterruptedException {
        assertEquals(Optional.empty(), signals.missing());

        signals.on("CONT", () -> threads.add(Thread.currentThread().getName()));

        for (int i = 0; i < 3; i++) {
            raise();
            assertEquals("Signal Dispatcher", threads.poll(10, TimeUnit.SECONDS));
        }
    }

    private static void raise() {
        new LinuxPosix().kill((int) ProcessHandle.current().pid(), SIGCONT);
    }
}
