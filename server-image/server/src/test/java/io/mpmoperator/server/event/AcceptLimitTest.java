package io.mpmoperator.server.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.DirectiveException;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.engine.ChildSettings;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AsyncRequestWorkerFactor and MaxConnectionsPerChild as arithmetic, with 25 workers. */
class AcceptLimitTest {

    private static AcceptLimit limit(String factor, int maxConnectionsPerChild) {
        MpmDirectives directives = MpmDirectives.of(Mode.EVENT)
                .with(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, new BigDecimal(factor))
                .with(MpmDirective.MAX_CONNECTIONS_PER_CHILD, maxConnectionsPerChild);
        try {
            return new AcceptLimit(ChildSettings.of(
                    WebServerConf.defaults(Mode.EVENT).withMpm(directives),
                    Coercion.coerce(directives).settings(),
                    "htdocs"));
        } catch (DirectiveException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The most connections: those that are allowed one more are one fewer. */
    @ParameterizedTest
    @CsvSource({"2, 25, 75", "2, 1, 27", "2, 10, 45", "1.5, 25, 63", "1.5, 1, 27", "0.1, 1, 26", "100, 25, 2525"})
    void takesThreadsPerChildAndTheFactorForEachIdleWorker(String factor, int idleWorkers, int most) {
        AcceptLimit limit = limit(factor, 0);

        assertTrue(limit.allows(most - 1, idleWorkers));
        assertFalse(limit.allows(most, idleWorkers));
    }

    @Test
    void takesNoneWhileNoWorkerIsIdle() {
        assertFalse(limit("2", 0).allows(0, 0));
    }

    /** The most that Apache documents, (AsyncRequestWorkerFactor + 1) x MaxRequestWorkers, is what a plan says too. */
    @Test
    void theDocumentedMostIsWhatAllIdleWorkersAllow() throws DirectiveException {
        MpmSettings settings = Coercion.coerce(MpmDirectives.of(Mode.EVENT)).settings();
        AcceptLimit limit = limit("2", 0);
        int most = IntStream.iterate(0, connections -> connections + 1)
                .filter(connections -> !limit.allows(connections, 25))
                .findFirst()
                .orElseThrow();

        assertEquals(75, most);
        assertEquals((2 + 1) * settings.maxRequestWorkers(), settings.processes() * most);
        assertEquals(settings.connections(), settings.processes() * most);
        assertFalse(limit.reachedBy(most - 1));
        assertTrue(limit.reachedBy(most));
    }

    @Test
    void isWornAfterMaxConnectionsPerChildAndNeverWhenThatIsZero() {
        assertFalse(limit("2", 1000).worn(999));
        assertTrue(limit("2", 1000).worn(1000));
        assertFalse(limit("2", 0).worn(Long.MAX_VALUE));
    }
}
