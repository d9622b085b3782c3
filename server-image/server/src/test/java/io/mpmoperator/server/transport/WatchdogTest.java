package io.mpmoperator.server.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.http.DeadlineException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Watchdog watchdog = new Watchdog(2);
    private ServerSocketChannel listening;

    @BeforeEach
    void listen() throws IOException {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        watchdog.start();
    }

    @AfterEach
    void close() throws IOException {
        listening.close();
    }

    /** A worker's connection, whose client sends nothing. */
    private final class Connection implements AutoCloseable {

        private final SocketChannel client = SocketChannel.open(listening.getLocalAddress());
        private final BlockingTransport transport =
                new BlockingTransport(listening.accept(), watchdog, ByteBuffer.allocateDirect(1024));

        Connection(int worker) throws IOException {
            watchdog.watch(worker, transport);
        }

        void waitFor(Duration time) {
            transport.waitUntil(System.nanoTime() + time.toNanos());
        }

        FutureTask<Integer> reading() {
            FutureTask<Integer> reading = new FutureTask<>(() -> transport.read(ByteBuffer.allocate(10)));
            Thread.ofPlatform().daemon().start(reading);
            return reading;
        }

        @Override
        public void close() throws IOException {
            transport.close();
            client.close();
        }
    }

    private static void assertExpires(FutureTask<Integer> reading) {
        ExecutionException ended = assertThrows(ExecutionException.class, () -> reading.get(30, TimeUnit.SECONDS));
        assertInstanceOf(DeadlineException.class, ended.getCause());
    }

    @Test
    void endsAReadWhoseTimeIsOver() throws IOException {
        try (Connection connection = new Connection(0)) {
            connection.waitFor(SHORT);
            assertExpires(connection.reading());
        }
    }

    @Test
    void hearsOfAnEarlierDeadlineThanItSleepsTo() throws Exception {
        try (Connection patient = new Connection(0);
                Connection hurried = new Connection(1)) {
            patient.waitFor(LONG);
            FutureTask<Integer> waiting = patient.reading();
            awaitSleeping();
            hurried.waitFor(SHORT);
            assertExpires(hurried.reading());
            patient.waitFor(SHORT);
            assertExpires(waiting);
        }
    }

    /** A process with nothing but idle connections costs no processor time. */
    @Test
    void sleepsAsLongAsNobodysTimeIsOver() throws Exception {
        try (Connection connection = new Connection(0)) {
            connection.waitFor(LONG);
            FutureTask<Integer> waiting = connection.reading();
            Thread thread = awaitSleeping();
            long before = timesWaited(thread);
            Thread.sleep(Duration.ofSeconds(1));
            for (int i = 0; i < 100; i++) {
                connection.waitFor(LONG.plusSeconds(i));
            }
            assertTrue(timesWaited(thread) <= before + 1, "it woke for nothing");
            assertFalse(waiting.isDone());
        }
    }

    private static long timesWaited(Thread thread) {
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(thread.threadId())
                .getWaitedCount();
    }

    private Thread awaitSleeping() throws InterruptedException {
        while (watchdog.thread().getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        return watchdog.thread();
    }
}
