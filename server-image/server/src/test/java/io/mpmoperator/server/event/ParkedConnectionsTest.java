package io.mpmoperator.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.SlowClients;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkedConnectionsTest {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final ParkedConnections parked = new ParkedConnections(KEEP_ALIVE);
    private final List<EventConnection> all = new ArrayList<>();
    private final List<EventConnection> expired = new ArrayList<>();

    private EventConnection connection() throws IOException {
        EventConnection made = EventConnections.connection();
        all.add(made);
        return made;
    }

    @AfterEach
    void close() {
        all.forEach(connection -> connection.transport.close());
    }

    @Test
    void makesRoomByTheOneThatHasBeenIdleLongest() throws IOException {
        EventConnection first = connection();
        EventConnection second = connection();
        long now = System.nanoTime();
        parked.awaitNextRequest(first, now + KEEP_ALIVE.toNanos());
        parked.awaitNextRequest(second, now + KEEP_ALIVE.toNanos() + 1);
        assertTrue(parked.canMakeRoom(now + SECOND));
        assertSame(first, parked.pollForRoom(now + SECOND));
        assertSame(second, parked.pollForRoom(now + SECOND));
        assertNull(parked.pollForRoom(now + SECOND));
    }

    /** Its next request may be on its way. */
    @Test
    void makesNoRoomByOneThatHasJustBecomeIdle() throws IOException {
        EventConnection idle = connection();
        long now = System.nanoTime();
        parked.awaitNextRequest(idle, now + KEEP_ALIVE.toNanos());
        assertFalse(parked.canMakeRoom(now + Duration.ofMillis(49).toNanos()));
        assertNull(parked.pollForRoom(now + Duration.ofMillis(49).toNanos()));
        assertSame(idle, parked.pollForRoom(now + Duration.ofMillis(50).toNanos()));
    }

    @Test
    void makesNoRoomByOneWhoseRequestHasArrived() throws IOException {
        EventConnection idle = connection();
        long now = System.nanoTime();
        parked.awaitNextRequest(idle, now + KEEP_ALIVE.toNanos());
        parked.arrive(idle);
        assertFalse(parked.canMakeRoom(now + SECOND));
        assertFalse(parked.hasIdleDueAt(now + 6 * SECOND));
        assertEquals(new ParkedConnections.Counts(0, 0, 0, 0), parked.counts());
    }

    @Test
    void makesRoomByARequestThatHasBeenIncompleteForASecondWhereNoneIsIdle() throws IOException {
        EventConnection incomplete = connection();
        long began = incomplete.http.headBegan();
        parked.awaitHead(incomplete, began + 20 * SECOND);
        assertFalse(parked.canMakeRoom(began + SECOND - 1));
        EventConnection idle = connection();
        parked.awaitNextRequest(idle, began + KEEP_ALIVE.toNanos());
        assertSame(idle, parked.pollForRoom(began + SECOND));
        assertSame(incomplete, parked.pollForRoom(began + SECOND));
    }

    @Test
    void closesTheClientThatHasTakenNothingForLongestWhereMoreAreSlowThanPlanned() throws IOException {
        SlowClients planned = new SlowClients(3, 3);
        List<EventConnection> slow = List.of(connection(), connection(), connection(), connection());
        for (int i = 0; i < 3; i++) {
            parked.awaitRoom(slow.get(i), i);
        }
        assertNull(parked.pollStalled(60 * SECOND, planned));
        parked.awaitRoom(slow.get(3), 3);
        assertSame(slow.get(0), parked.pollStalled(5 * SECOND, planned));
        assertNull(parked.pollStalled(60 * SECOND, planned));
        assertEquals(new ParkedConnections.Counts(0, 3, 0, 0), parked.counts());
    }

    @Test
    void keepsAClientThatHasTakenSomethingWithinFiveSeconds() throws IOException {
        SlowClients planned = new SlowClients(1, 1);
        parked.awaitRoom(connection(), 1);
        parked.awaitRoom(connection(), 2);
        assertNull(parked.pollStalled(5 * SECOND, planned));
        assertEquals(new ParkedConnections.Counts(0, 2, 0, 0), parked.counts());
    }

    @Test
    void closesTheOneThatFilledUsualBuffersAndStallsWhereSmallOnesWereDue() throws IOException {
        SlowClients planned = new SlowClients(3, 1);
        EventConnection first = connection();
        assertFalse(parked.isCrowded(planned));
        parked.awaitRoom(first, 1);
        assertTrue(parked.isCrowded(planned));
        parked.awaitRoom(connection(), 2);
        assertSame(first, parked.pollStalled(6 * SECOND, planned));
        assertNull(parked.pollStalled(6 * SECOND, planned));
        assertEquals(new ParkedConnections.Counts(0, 1, 0, 0), parked.counts());
    }

    @Test
    void takesOutThoseWhoseTimeIsOver() throws IOException {
        EventConnection head = connection();
        EventConnection idle = connection();
        EventConnection write = connection();
        EventConnection linger = connection();
        parked.awaitHead(head, 10);
        parked.awaitNextRequest(idle, 20);
        parked.awaitRoom(write, 30);
        parked.awaitClose(linger, 40);
        assertEquals(new ParkedConnections.Counts(1, 1, 1, 1), parked.counts());
        expireAllAt(9);
        assertEquals(List.of(), expired);
        expireAllAt(30);
        assertEquals(List.of(idle, write, head), expired);
        expireAllAt(40);
        assertEquals(List.of(idle, write, head, linger), expired);
        assertEquals(new ParkedConnections.Counts(0, 0, 0, 0), parked.counts());
    }

    private void expireAllAt(long moment) {
        parked.expireIdle(moment, expired::add);
        parked.expireEnding(moment, expired::add);
        parked.expireHeads(moment, expired::add);
    }
}
