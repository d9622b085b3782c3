package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.LogSettings.AccessLogFormat;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.local.FreePort;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.Signals;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.testing.HangingFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server is started with that is not its own: descriptors, a terminal, an environment, and readers of its logs. */
@Tag("process")
class SurroundingsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String AS_SOMEBODY = "setpriv --reuid=61717 --regid=61717 --clear-groups ";
    private static final Pattern DROPPED = Pattern.compile("webserver_log_lines_dropped_total (\\d+)");

    @TempDir
    private Path folder;

    static Stream<WebServerConf> everyMode() {
        return Stream.of(Confs.preforkWithRoom(1, 1), Confs.worker(1, 2), Confs.event(1, 2, 2));
    }

    private static WebServerConf logging(WebServerConf conf, String accessLog) {
        return conf.withLogs(conf.logs().withAccessLog(accessLog, AccessLogFormat.COMBINED));
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void closedDescriptorsAreNowhereAndNoFileOfAnybodys(WebServerConf conf) throws Exception {
        Path log = folder.resolve("server.log");
        WebServerConf told = logging(conf.withLogs(conf.logs().withErrorLog(log.toString())), "stdout");
        try (ServerProcess server = ServerProcess.startLimited(told, folder, "exec <&- >&- 2>&-")) {
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            for (int descriptor : List.of(0, 1, 2)) {
                assertEquals("/dev/null", open(server.pid(), descriptor));
            }
            for (int descriptor : List.of(1, 2)) {
                assertEquals("/dev/null", open(server.children().getFirst(), descriptor));
            }
            server.signal("TERM");
            assertEquals(0, server.await(SOON));
        }
    }

    private static String open(long pid, int descriptor) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/" + descriptor))
                .toString();
    }

    @ParameterizedTest
    @MethodSource("everyMode")
    void anAccessLogThatNobodyReadsHoldsNobodyUp(WebServerConf conf) throws Exception {
        String full = "mkfifo full; exec 1<>full"; // no reader but the one that opened it, and that does not read
        try (ServerProcess server =
                ServerProcess.startLimited(logging(conf, "stdout"), folder, "cd " + folder + "; " + full)) {
            String long1000 = "/" + "x".repeat(1000);
            for (int i = 0; i < 200; i++) {
                assertEquals(404, RawHttp.get(server.port(), long1000).status());
            }
            Await.until("lost lines are counted", SOON, () -> dropped(server) > 0);
            assertEquals(1, server.logged("access-log-dropping-lines").size());

            server.signal("TERM");
            assertEquals(0, server.await(SOON));
        }
    }

    private static long dropped(ServerProcess server) {
        Matcher line = DROPPED.matcher(server.management("/metrics").text());
        return line.find() ? Long.parseLong(line.group(1)) : -1;
    }

    /** The pipe is as full as it can be before the server starts. */
    @Test
    void aStandardErrorThatNobodyReadsKeepsNoLostChildFromBeingReplaced() throws Exception {
        int managementPort = FreePort.any();
        WebServerConf conf = Confs.event(1, 2, 2)
                .withListen(new ListenAddress("127.0.0.1", 0))
                .withManagementListen(new ListenAddress("127.0.0.1", managementPort));
        Path file = Files.writeString(folder.resolve("webserver.conf"), ConfWriter.write(conf));
        ProcessBuilder builder = ServerProcess.command(folder, "run", "-c", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.PIPE);
        builder.command().addAll(0, List.of("/bin/sh", "-c", "head -c 65536 /dev/zero; exec \"$0\" \"$@\""));
        Process server = builder.start();
        try {
            awaitReady(managementPort);
            long lost = server.toHandle().children().findFirst().orElseThrow().pid();
            Signals.send(lost, "KILL");
            Await.until(
                    "it is replaced", SOON, () -> server.toHandle().children().anyMatch(child -> child.pid() != lost));
            awaitReady(managementPort);
            server.destroy();
            assertTrue(server.waitFor(SOON.toSeconds(), TimeUnit.SECONDS));
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    /** Of whatever the control loop reads: the configuration that is wanted, the one in the file, certificates, logs. */
    @Test
    void filesThatDoNotAnswerKeepTheControlLoopFromNothing() throws Exception {
        WebServerConf conf = Confs.event(1, 2, 2);
        try (ServerProcess server = ServerProcess.start(conf, folder)) {
            String written = server.written();
            try (HangingFile _ = HangingFile.write(folder.resolve("webserver.conf"), written);
                    HangingFile _ = HangingFile.write(folder.resolve("webserver.conf.candidate"), written)) {
                server.announceText(written + "# another\n");
                server.signal("HUP");
                String refused = server.awaitLogged("configuration-refused", 1).getFirst();
                assertTrue(refused.contains("webserver.conf") && refused.contains("does not answer"), refused);
                assertTrue(server.status()
                        .getOrDefault("ConfigurationRefusedReason", "none")
                        .contains("does not answer"));

                long lost = server.children().getFirst();
                Signals.send(lost, "KILL");
                Await.until(
                        "it is replaced",
                        SOON,
                        () -> server.children().stream().anyMatch(child -> child != lost)
                                && server.management("/readyz").status() == 200);
                server.signal("TERM");
                assertEquals(0, server.await(SOON));
            }
        }
    }

    /** It would try without an end, and whoever has started it would wait without an end. */
    @ParameterizedTest
    @ValueSource(ints = {13, 15, 18, 24})
    void aServerThatCanNeverStartAChildSaysWhichLimitItHasMetAndEnds(int descriptors) throws Exception {
        Path file = Files.writeString(
                folder.resolve("webserver.conf"),
                ConfWriter.write(Confs.event(1, 2, 2)
                        .withListen(new ListenAddress("127.0.0.1", 0))
                        .withManagementListen(new ListenAddress("127.0.0.1", 0))));
        ProcessBuilder builder = ServerProcess.command(folder, "run", "-c", file.toString());
        builder.command().addAll(0, List.of("/bin/sh", "-c", "ulimit -n " + descriptors + "; exec \"$0\" \"$@\""));
        Process server = builder.start();
        try {
            assertTrue(server.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "it ends");
            String said = Files.readString(folder.resolve("server.log"));
            assertEquals(78, server.exitValue(), said);
            assertTrue(said.contains("RLIMIT_NOFILE (ulimit -n) is "), said);
            assertFalse(said.contains("\tat "), said);
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    /** Each child is started and finds no thread for its JVM; between two of them there is always room for a start. */
    @Test
    void aServerWhoseChildrenFindNoThreadsSaysWhichLimitItHasMetAndEnds() throws Exception {
        assumeTrue(ServerProcess.flavor() == Flavor.JVM, "the number of tasks is that of a control process on a JVM");
        assumeAnotherUserCanReadThem();
        Path file = Files.writeString(
                folder.resolve("webserver.conf"),
                ConfWriter.write(Confs.event(1, 2, 2)
                        .withListen(new ListenAddress("127.0.0.1", 0))
                        .withManagementListen(new ListenAddress("127.0.0.1", 0))));
        ProcessBuilder builder = ServerProcess.command(folder, "run", "-c", file.toString());
        builder.command()
                .addAll(0, List.of("/bin/sh", "-c", "exec " + AS_SOMEBODY + "prlimit --nproc=17 \"$0\" \"$@\""));
        Process server = builder.start();
        try {
            assertTrue(server.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "it ends");
            String said = Files.readString(folder.resolve("server.log"));
            assumeTrue(said.contains("event=listening"), "the control process needs more tasks on this machine");
            assertEquals(78, server.exitValue(), said);
            String last = said.lines().reduce("", (earlier, later) -> later);
            assertTrue(last.contains("event=ended") && last.contains("RLIMIT_NPROC (ulimit -u) is 17"), said);
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    private void assumeAnotherUserCanReadThem() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assumeTrue(
                succeeds(AS_SOMEBODY + "test -r " + ServerProcess.dist() + " -a -r " + folder),
                "only root with setpriv can start a server as a user who has no other processes");
    }

    /** The JDK would start a thread for each signal. */
    @ParameterizedTest
    @MethodSource("everyMode")
    void aSignalIsHeardThoughNoThreadCanBeStarted(WebServerConf conf) throws Exception {
        assumeAnotherUserCanReadThem();
        String asSomebody = "exec " + AS_SOMEBODY + "\"$0\" \"$@\"";
        try (ServerProcess server = ServerProcess.startLimited(conf, folder, asSomebody)) {
            assertTrue(succeeds(AS_SOMEBODY + "prlimit --nproc=1: --pid=" + server.pid()), "the limit is lowered");
            server.awaitLogged("announcement-not-looked-at", 1);

            server.signal("USR1");

            String refused = server.awaitLogged("configuration-refused", 1).getFirst();
            assertTrue(refused.contains("unable to create native thread"), refused);
            assertEquals(200, RawHttp.get(server.port(), "/").status());

            server.signal("TERM");

            assertEquals(0, server.await(SOON));
            assertEquals(1, server.logged("announcement-not-looked-at").size(), server.log());
            assertFalse(server.log().contains("Failed to start"), server.log());
        }
    }

    private static boolean succeeds(String command) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", command).start().waitFor() == 0;
    }

    private static void awaitReady(int managementPort) {
        Await.until("the server is ready", SOON, () -> {
            try {
                return RawHttp.get(managementPort, "/readyz").status() == 200;
            } catch (UncheckedIOException notYet) {
                return false;
            }
        });
    }

    /** Gracefully, until all children are others. */
    private static void restart(ServerProcess server) throws Exception {
        Set<Long> before = new HashSet<>(server.children());
        server.signal("USR1");
        Await.until(
                "it is restarted",
                SOON,
                () -> !server.children().isEmpty() && server.children().stream().noneMatch(before::contains));
    }

    @Test
    void aWorkingDirectoryThatIsDeletedStopsNoChild() throws Exception {
        String gone = "mkdir -p %1$s/gone && cd %1$s/gone && rmdir %1$s/gone".formatted(folder);
        try (ServerProcess server = ServerProcess.startLimited(Confs.event(1, 2, 2), folder, gone)) {
            restart(server);
            assertEquals(200, RawHttp.get(server.port(), "/").status());
        }
    }

    @Test
    void aLargeEnvironmentAndOptionsForEveryJavaAreNoneOfItsOwn() throws Exception {
        String large = "i=0; while [ $i -lt 4500 ]; do export SERVICE_$i=" + "x".repeat(85) + "; i=$((i+1)); done";
        String foreign = "export JAVA_TOOL_OPTIONS='-javaagent:/nowhere/agent.jar -Dkey=secret' _JAVA_OPTIONS=-Xmx4g";
        try (ServerProcess server = ServerProcess.startLimited(Confs.event(1, 2, 2), folder, large + "; " + foreign)) {
            for (int i = 0; i < 2; i++) {
                restart(server);
            }
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            List<String> told = server.logged("java-options-dropped");
            assertEquals(1, told.size());
            assertTrue(told.getFirst().contains("-javaagent:/nowhere/agent.jar -Dkey=..."), told.getFirst());
            assertTrue(told.getFirst().contains("contradictingThePlan=-Xmx4g"), told.getFirst());
            String environment =
                    Files.readString(Path.of("/proc/" + server.children().getFirst() + "/environ"));
            assertFalse(environment.contains("\0JAVA_TOOL_OPTIONS="));
            assertTrue(environment.contains("SERVICE_4499="));
        }
    }

    @Test
    void aTerminalThatIsResizedStopsNothing() throws Exception {
        Path log = folder.resolve("server.log");
        WebServerConf conf = Confs.event(1, 2, 2);
        String inTerminal = "exec script -qec \"$0 $*\" /dev/null; exit";
        try (ServerProcess server = ServerProcess.startLimited(
                conf.withLogs(conf.logs().withErrorLog(log.toString())), folder, inTerminal)) {
            Matcher control = Pattern.compile("pid=(\\d+) event=listening ").matcher(server.log());
            assertTrue(control.find());
            Signals.send(Long.parseLong(control.group(1)), "WINCH");
            Await.pause(Duration.ofSeconds(1));
            assertEquals(200, RawHttp.get(server.port(), "/").status());
            assertEquals(List.of(), server.logged("stopping"));
            Signals.send(Long.parseLong(control.group(1)), "TERM");
            Await.until("it stops", SOON, () -> !server.logged("stopping").isEmpty());
        }
    }
}
