package io.mpmoperator.server.transport;

import io.mpmoperator.server.interleaving.Interleavings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** A worker sets and takes back deadlines while the watchdog looks and goes to sleep: whatever comes between, it wakes in time. */
class WatchdogInterleavingTest {

    private static final long SOON = TimeUnit.MINUTES.toNanos(5);
    private static final long LATE = TimeUnit.HOURS.toNanos(5);

    private static final SocketChannel CHANNEL = open();

    private static SocketChannel open() {
        try {
            return SocketChannel.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A watchdog whose thread only says when it would sleep, and until when. */
    public static final class Sleepless {

        private volatile boolean woken;
        private long sleepsUntil = System.nanoTime();
        private long deadline;
        private boolean waits;

        private final Watchdog watchdog = new Watchdog(1) {
            @Override
            void wake() {
                woken = true;
            }
        };
        private final BlockingTransport transport =
                new BlockingTransport(CHANNEL, watchdog, ByteBuffer.allocateDirect(1024));

        /** A pair of watchdog and worker. */
        public Sleepless() {
            watchdog.watch(0, transport);
            waitFor(SOON);
            look();
        }

        private void waitFor(long time) {
            deadline = System.nanoTime() + time;
            waits = true;
            transport.waitUntil(deadline);
        }

        /** What the watchdog does between two sleeps. */
        @Operation(nonParallelGroup = "watchdog", runOnce = true)
        public void look() {
            woken = false;
            sleepsUntil = watchdog.look();
        }

        /** A worker's request begins. */
        @Operation(nonParallelGroup = "worker")
        public void waitShortly() {
            waitFor(SOON);
        }

        /** Another one does. */
        @Operation(nonParallelGroup = "worker")
        public void waitLong() {
            waitFor(LATE);
        }

        /** A worker waits for no other thread. */
        @Operation(nonParallelGroup = "worker")
        public void stopWaiting() {
            waits = false;
            transport.stopWaiting();
        }

        /** Whether the watchdog sleeps past a deadline, and no thread wakes it. */
        @Validate
        public void wakesInTime() {
            if (waits && !woken && deadline - sleepsUntil < 0) {
                throw new AssertionError("sleeps past a deadline");
            }
        }
    }

    @Test
    void sleepsPastNoDeadline() {
        Interleavings.check(Sleepless.class);
    }
}
