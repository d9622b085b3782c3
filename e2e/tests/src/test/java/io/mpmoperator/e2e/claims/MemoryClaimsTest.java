package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.ProcessMemory;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.footprint.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims 1, 4, 6 and 10, each by its number: what the kernel says that the processes take. */
@Tag("process")
class MemoryClaimsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int CONNECTIONS = 32;
    private static final Pattern LIMIT = Pattern.compile("\"memoryLimitBytes\": (\\d+),");

    @TempDir
    private Path folder;

    @Test
    void claim1_preforkChildrenAreThereBeforeTheFirstRequestAndShareWhatWasPreparedForThem() {
        try (ServerProcess server = ServerProcess.start(Confs.prefork(4), folder)) {
            Await.until("all are ready", SOON, () -> server.statusNumber("IdleWorkers") == 4);
            assertEquals("0", server.status().get("Total Accesses"));
            List<ProcessMemory> children =
                    server.children().stream().map(ProcessMemory::of).toList();

            assertEquals(4, children.size());
            for (ProcessMemory child : children) {
                assertTrue(child.proportional() < child.resident() * 0.7, () -> "not shared: " + child);
            }
        }
    }

    /** At the same concurrency: sixteen requests at once. */
    @Test
    void claims4And6_aProcessForEachRequestCostsAMultipleOfAThreadForEach() throws IOException {
        long prefork = measured(Confs.prefork(16), 16, 16);
        long worker = measured(Confs.worker(2, 8), 16, 2);

        assertTrue(prefork > 3 * worker, () -> "prefork %d, worker %d bytes".formatted(prefork, worker));
    }

    @Test
    void claim6_workerHasFewProcessesOfManyThreads() throws IOException {
        try (ServerProcess server = ServerProcess.start(withAllItsThreads(Confs.worker(2, 20)), folder)) {
            Await.until("all threads are there", SOON, () -> server.statusNumber("IdleWorkers") == 40);
            assertEquals(2, server.children().size());
            for (long child : server.children()) {
                try (var threads = Files.list(Path.of("/proc/" + child + "/task"))) {
                    assertTrue(threads.count() > 20);
                }
            }
            assertTasksAsPlanned(server);
        }
    }

    /** One writes the access log, and a JVM with handlers has one that finalizes. */
    private static WebServerConf withAllItsThreads(WebServerConf conf) {
        WebServerConf found = ServerProcess.tools()
                .map(Path::toString)
                .map(conf::withHandlerPath)
                .orElse(conf);
        return found.withLogs(conf.logs().withAccessLog("stdout", AccessLogFormat.COMBINED))
                .withHandlers(List.of(new HandlerMount("/busy", "io.mpmoperator.tools.calibration.BusyHandler")));
    }

    /** Event with Apache's factor: two parked connections for each worker, so a third of the workers. */
    @Test
    void claim10_eventTakesLeastForTheSameConnectionsAndPreforkMostAsTheModelPredicts() throws Exception {
        WebServerConf prefork = Confs.prefork(CONNECTIONS);
        WebServerConf worker = Confs.worker(4, CONNECTIONS / 4);
        WebServerConf event = Confs.event(1, 11, 2);
        long predictedForPrefork = predicted(prefork);
        long predictedForWorker = predicted(worker);
        long predictedForEvent = predicted(event);
        assertTrue(predictedForEvent < predictedForWorker, predictedForEvent + " " + predictedForWorker);
        assertTrue(predictedForWorker < predictedForPrefork, predictedForWorker + " " + predictedForPrefork);

        long measuredForPrefork = measured(prefork, CONNECTIONS, CONNECTIONS);
        long measuredForWorker = measured(worker, CONNECTIONS, 4);
        long measuredForEvent = measured(event, CONNECTIONS, 1);
        assertTrue(measuredForEvent < measuredForWorker, measuredForEvent + " " + measuredForWorker);
        assertTrue(measuredForWorker < measuredForPrefork, measuredForWorker + " " + measuredForPrefork);

        assertTrue(measuredForPrefork < predictedForPrefork, measuredForPrefork + " of " + predictedForPrefork);
        assertTrue(measuredForWorker < predictedForWorker, measuredForWorker + " of " + predictedForWorker);
        assertTrue(measuredForEvent < predictedForEvent, measuredForEvent + " of " + predictedForEvent);
    }

    /** Private bytes of all children that hold so many open connections, on each of which a request was answered. */
    private long measured(WebServerConf conf, int connections, int processes) throws IOException {
        Path own = Files.createTempDirectory(folder, conf.mpm().mode().directiveValue());
        try (ServerProcess server = ServerProcess.start(Confs.keeping(conf, LONG), own)) {
            List<RawHttp> open = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                open.add(server.connect().sendGet("/"));
                assertEquals(200, open.getLast().receive().status());
            }
            assertEquals(processes, server.children().size());
            assertTasksAsPlanned(server);
            long bytes = server.children().stream()
                    .mapToLong(child -> ProcessMemory.of(child).privately())
                    .sum();
            for (RawHttp http : open) {
                assertEquals(200, http.sendGet("/").receive().status());
                http.close();
            }
            return bytes;
        }
    }

    /** A child without handlers, and one that writes no logs, have threads less than are counted. */
    private static void assertTasksAsPlanned(ServerProcess server) throws IOException {
        Tasks planned;
        try {
            planned = Sizing.plan(SizingRequest.forConf(server.conf()), Calibration.shipped(ServerProcess.flavor()))
                    .tasks();
        } catch (SizingException e) {
            throw new AssertionError(e);
        }
        server.management("/metrics");
        long control = tasks(server.pid());
        assertTrue(control <= planned.control(), control + " of " + planned);
        for (long child : server.children()) {
            long found = tasks(child);
            assertTrue(found <= planned.child(), found + " of " + planned);
        }
    }

    private static long tasks(long process) throws IOException {
        try (var tasks = Files.list(Path.of("/proc/" + process + "/task"))) {
            return tasks.count();
        }
    }

    /** What {@code webserver plan -o json} says that the pod needs. */
    private long predicted(WebServerConf conf) throws Exception {
        Path file = folder.resolve("plan.conf");
        Files.writeString(file, ConfWriter.write(conf));
        assertEquals(
                0,
                ServerProcess.command(folder, "plan", "-c", file.toString(), "-o", "json")
                        .start()
                        .waitFor());
        Matcher limit = LIMIT.matcher(Files.readString(folder.resolve("server.log")));
        assertTrue(limit.find());
        return Long.parseLong(limit.group(1));
    }
}
