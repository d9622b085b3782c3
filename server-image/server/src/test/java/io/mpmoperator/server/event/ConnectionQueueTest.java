package io.mpmoperator.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mpmoperator.server.event.ConnectionQueue.WaitsFor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionQueueTest {

    private final ConnectionQueue queue = new ConnectionQueue(WaitsFor.REQUEST);
    private final List<EventConnection> expired = new ArrayList<>();
    private EventConnection a;
    private EventConnection b;
    private EventConnection c;

    @BeforeEach
    void open() throws IOException {
        a = EventConnections.connection();
        b = EventConnections.connection();
        c = EventConnections.connection();
    }

    @AfterEach
    void close() {
        List.of(a, b, c).forEach(connection -> connection.transport.close());
    }

    @Test
    void givesOutTheOneThatHasWaitedLongest() {
        queue.add(a, 1);
        queue.add(b, 2);

        assertSame(a, queue.poll());
        assertSame(b, queue.poll());
        assertNull(queue.poll());
        assertEquals(0, queue.size());
    }

    @Test
    void letsOneLeaveFromTheMiddleAndComeBackAtTheEnd() {
        queue.add(a, 1);
        queue.add(b, 2);
        queue.add(c, 3);

        queue.remove(b);
        assertNull(b.queue);
        assertEquals(2, queue.size());
        queue.add(b, 4);
        assertSame(queue, b.queue);

        assertSame(a, queue.poll());
        assertSame(c, queue.poll());
        assertSame(b, queue.poll());
    }

    @Test
    void expiresInOrderAsFarAsTheFirstWhoseTimeIsNotOver() {
        queue.add(a, 10);
        queue.add(b, 20);
        queue.add(c, 30);

        queue.expireInOrder(20, expired::add);

        assertEquals(List.of(a, b), expired);
        assertEquals(1, queue.size());
    }

    @Test
    void expiresEachByATimeOfItsOwn() {
        queue.add(a, 30);
        queue.add(b, 10);
        queue.add(c, 20);

        queue.expireAll(20, expired::add);

        assertEquals(List.of(b, c), expired);
        assertSame(a, queue.poll());
    }

    @Test
    void comparesMomentsAsNanoTimeMustBeWhereItOverflows() {
        queue.add(a, Long.MIN_VALUE + 5);

        queue.expireInOrder(Long.MAX_VALUE, expired::add);
        assertEquals(List.of(), expired);

        queue.expireInOrder(Long.MIN_VALUE + 5, expired::add);
        assertEquals(List.of(a), expired);
    }
}
