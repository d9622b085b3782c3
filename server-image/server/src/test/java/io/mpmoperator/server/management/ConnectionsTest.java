package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private final List<String> ended = new ArrayList<>();
    private final Connections connections = new Connections(3);

    private final class Client implements Connections.Connection {

        private final String name;
        private final boolean waits;
        private final long since;
        private final long until;

        Client(String name, boolean waits, long since, long until) {
            this.name = name;
            this.waits = waits;
            this.since = since;
            this.until = until;
        }

        @Override
        public boolean isIdle() {
            return waits;
        }

        @Override
        public long since() {
            return since;
        }

        @Override
        public long until() {
            return until;
        }

        @Override
        public void end() {
            ended.add(name);
        }
    }

    private void waiting(String name, long since) {
        connections.add(new Client(name, true, since, since + 100));
    }

    private void answered(String name, long since) {
        connections.add(new Client(name, false, since, since + 100));
    }

    @Test
    void endsTheOneThatHasWaitedLongestForOneTooMany() {
        answered("answered", 1);
        waiting("longer", 2);
        waiting("shorter", 3);
        waiting("newest", 4);
        assertEquals(List.of("longer"), ended);
        assertEquals(3, connections.size());
    }

    @Test
    void endsTheOldestAnswerWhenNobodyWaits() {
        answered("second", 2);
        answered("first", 1);
        answered("third", 3);
        waiting("newest", 4);
        assertEquals(List.of("first"), ended);
        answered("newer still", 5);
        assertEquals(List.of("first", "newest"), ended);
    }

    @Test
    void endsWhoseTimeIsOverAndForgetsWhoHasGone() {
        waiting("first", 0);
        waiting("second", 50);
        Client gone = new Client("gone", true, 0, 0);
        connections.add(gone);
        connections.remove(gone);
        connections.endOverdue(99);
        assertEquals(List.of(), ended);
        connections.endOverdue(100);
        assertEquals(List.of("first"), ended);
    }

    @Test
    void endsOneWhenThereIsAny() {
        connections.endOne();
        assertEquals(List.of(), ended);
        answered("one", 1);
        connections.endOne();
        assertEquals(List.of("one"), ended);
        assertEquals(0, connections.size());
    }
}
