package io.mpmoperator.mpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoercionTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    prefork | StartServers=5 MinSpareServers=5 MaxSpareServers=10 ServerLimit=256 MaxRequestWorkers=256 MaxConnectionsPerChild=0 ListenBacklog=511 GracefulShutdownTimeout=0
                    worker  | StartServers=3 MinSpareThreads=75 MaxSpareThreads=250 ServerLimit=16 ThreadLimit=64 ThreadsPerChild=25 MaxRequestWorkers=400 MaxConnectionsPerChild=0 ListenBacklog=511 GracefulShutdownTimeout=0
                    event   | StartServers=3 MinSpareThreads=75 MaxSpareThreads=250 ServerLimit=16 ThreadLimit=64 ThreadsPerChild=25 MaxRequestWorkers=400 AsyncRequestWorkerFactor=2 MaxConnectionsPerChild=0 ListenBacklog=511 GracefulShutdownTimeout=0
                    """)
    void takesApachesDefaultsWhereNothingIsWritten(String mode, String expected) throws DirectiveException {
        Coerced coerced = Coercion.coerce(MpmDirectives.of(Mode.of(mode)));

        assertEquals(directives(mode, expected), coerced.settings().toDirectives());
        assertEquals(List.of(), coerced.adjustments());
    }

    @ParameterizedTest(name = "rule {0}, {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    1 | prefork | ServerLimit=200001 MaxRequestWorkers=9   | ServerLimit=200000        | server-limit-clamped
                    1 | prefork | ServerLimit=0                            | ServerLimit=1             | server-limit-clamped max-request-workers-lowered-to-server-limit start-servers-lowered-to-process-limit
                    1 | worker  | ServerLimit=20001                        | ServerLimit=20000         | server-limit-clamped
                    1 | event   | ServerLimit=-7 MaxRequestWorkers=25 StartServers=1 | ServerLimit=1   | server-limit-clamped
                    2 | worker  | ThreadLimit=20001                        | ThreadLimit=20000         | thread-limit-clamped
                    2 | event   | ThreadLimit=100001                       | ThreadLimit=100000        | thread-limit-clamped
                    2 | event   | ThreadLimit=0 ThreadsPerChild=1 MaxRequestWorkers=9 | ThreadLimit=1  | thread-limit-clamped
                    3 | event   | ThreadsPerChild=65 MaxRequestWorkers=128 StartServers=2 | ThreadsPerChild=64 | threads-per-child-lowered-to-thread-limit
                    3 | worker  | ThreadsPerChild=0 MaxRequestWorkers=16   | ThreadsPerChild=1         | threads-per-child-raised-to-one
                    3 | worker  | ThreadsPerChild=40 ThreadLimit=32 MaxRequestWorkers=96 | ThreadsPerChild=32 | threads-per-child-lowered-to-thread-limit
                    4 | event   | MaxRequestWorkers=10 StartServers=1      | MaxRequestWorkers=25      | max-request-workers-raised-to-threads-per-child
                    4 | event   | MaxRequestWorkers=399                    | MaxRequestWorkers=375     | max-request-workers-rounded-down
                    4 | worker  | ThreadsPerChild=64                       | MaxRequestWorkers=384     | max-request-workers-rounded-down
                    5 | worker  | MaxRequestWorkers=425                    | MaxRequestWorkers=400     | max-request-workers-lowered-to-server-limit
                    5 | event   | ServerLimit=4                            | MaxRequestWorkers=100     | max-request-workers-lowered-to-server-limit
                    5 | event   | MaxRequestWorkers=1000000000 ServerLimit=20000 ThreadLimit=100000 ThreadsPerChild=20000 MaxSpareThreads=30000 | MaxRequestWorkers=400000000 | max-request-workers-lowered-to-server-limit
                    6 | prefork | StartServers=0                           | StartServers=1            | start-servers-raised-to-one
                    6 | prefork | MinSpareServers=-3                       | MinSpareServers=1         | min-spare-servers-raised-to-one
                    6 | worker  | MinSpareThreads=0                        | MinSpareThreads=1         | min-spare-threads-raised-to-one
                    7 | prefork | MinSpareServers=10                       | MaxSpareServers=11        | max-spare-servers-raised
                    7 | worker  | MinSpareThreads=240                      | MaxSpareThreads=265       | max-spare-threads-raised
                    7 | event   | MaxSpareThreads=1                        | MaxSpareThreads=100       | max-spare-threads-raised
                    7 | event   | StartServers=17                          | StartServers=16           | start-servers-lowered-to-process-limit
                    7 | prefork | MaxRequestWorkers=4                      | StartServers=4            | start-servers-lowered-to-process-limit
                    8 | prefork | MaxRequestWorkers=300                    | MaxRequestWorkers=256     | max-request-workers-lowered-to-server-limit
                    8 | prefork | MaxRequestWorkers=0 StartServers=1       | MaxRequestWorkers=1       | max-request-workers-raised-to-one
                    9 | event   | AsyncRequestWorkerFactor=1.5             | AsyncRequestWorkerFactor=1.5 | -
                    """)
    void coercesInApachesOrder(int rule, String mode, String written, String expected, @Nullable String codes)
            throws DirectiveException {
        Coerced coerced = Coercion.coerce(directives(mode, written));

        MpmDirectives inForce = coerced.settings().toDirectives();
        directives(mode, expected)
                .values()
                .forEach((directive, value) ->
                        assertEquals(value, inForce.get(directive).orElseThrow(), directive.directiveName()));
        assertEquals(
                codes == null ? "" : codes,
                coerced.adjustments().stream().map(Adjustment::code).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    event   | AsyncRequestWorkerFactor=0    | AsyncRequestWorkerFactor 0: a number above 0 is accepted
                    event   | AsyncRequestWorkerFactor=-1   | AsyncRequestWorkerFactor -1: a number above 0 is accepted
                    worker  | AsyncRequestWorkerFactor=2    | AsyncRequestWorkerFactor 2: it is no directive of worker
                    prefork | ThreadsPerChild=25            | ThreadsPerChild 25: it is no directive of prefork
                    event   | MinSpareServers=5             | MinSpareServers 5: it is no directive of event
                    event   | MaxRequestWorkers=12.5        | MaxRequestWorkers 12.5: a whole number is accepted
                    event   | MaxRequestWorkers=1E+999999999 | MaxRequestWorkers 1E+999999999: at most 1000000000 is accepted
                    event   | AsyncRequestWorkerFactor=1E-999999999 | AsyncRequestWorkerFactor 1E-999999999: at most 9 decimals are accepted
                    prefork | ListenBacklog=0               | ListenBacklog 0: 1 or more is accepted
                    worker  | MaxConnectionsPerChild=-1     | MaxConnectionsPerChild -1: 0 (no limit) or more is accepted
                    worker  | GracefulShutdownTimeout=-1    | GracefulShutdownTimeout -1: 0 (wait without an end) or more seconds are accepted
                    """)
    void refusesWhatHasNoCoercion(String mode, String written, String message) {
        MpmDirectives directives = directives(mode, written);

        var refused = assertThrows(DirectiveException.class, () -> Coercion.coerce(directives));

        assertEquals(message, refused.getMessage());
        assertTrue(message.startsWith(refused.directive().directiveName()));
    }

    @Test
    void saysTheNumbersAndWhichOfThemIsADefault() throws DirectiveException {
        Coerced coerced = Coercion.coerce(MpmDirectives.of(Mode.EVENT).with(MpmDirective.THREADS_PER_CHILD, 64));

        assertEquals(
                "MaxRequestWorkers 400 (the default) is no multiple of ThreadsPerChild 64: 384 is used",
                coerced.adjustments().getFirst().message());
    }

    @Test
    void changesNothingOfWhatItHasCoerced() throws DirectiveException {
        var random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            MpmSettings settings = Coercion.coerce(MpmNumbers.any(random)).settings();
            assertEquals(new Coerced(settings, List.of()), Coercion.coerce(settings.toDirectives()));
        }
    }

    @Test
    void countsConnectionsOfEventAsApacheDocumentsThem() throws DirectiveException {
        MpmDirectives written = MpmDirectives.of(Mode.EVENT)
                .with(MpmDirective.MAX_REQUEST_WORKERS, 75)
                .with(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, new BigDecimal("1.51"));

        MpmSettings settings = Coercion.coerce(written).settings();

        assertEquals(3, settings.processes());
        assertEquals(75, settings.threads());
        assertEquals(188, settings.connections());
        assertEquals(63, settings.connectionsPerProcess());
    }

    private static MpmDirectives directives(String mode, String written) {
        MpmDirectives directives = MpmDirectives.of(Mode.of(mode));
        for (String pair : written.trim().split(" +", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            MpmDirective directive = Arrays.stream(MpmDirective.values())
                    .filter(candidate -> candidate.directiveName().equals(nameAndValue[0]))
                    .findFirst()
                    .orElseThrow();
            directives = directives.with(directive, new BigDecimal(nameAndValue[1]));
        }
        return directives;
    }
}
