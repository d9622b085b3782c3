package io.mpmoperator.server.nativecalls;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.nativecalls.Posix.Environment;
import io.mpmoperator.server.nativecalls.Posix.Pipe;
import io.mpmoperator.server.nativecalls.Posix.Reaped;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class LinuxPosixTest {

    private static final Environment NOTHING = Environment.only(Map.of());
    private static final int RECEIVE_BYTES = 64 << 10;
    private static final int MUCH = 32 << 20;

    private final Posix posix = new LinuxPosix();

    @TempDir
    private Path folder;

    private int file(String name, String text) {
        int descriptor = posix.memoryFile(name, 0);
        posix.write(descriptor, text.getBytes(StandardCharsets.UTF_8));
        return descriptor;
    }

    @Test
    void listensOnAPortTheKernelChoosesAndNamesAPortInUse() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        int descriptor = posix.listen(any, new SocketQueues(5, 0));
        int port = posix.localPort(descriptor);
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        PosixException e = assertThrows(PosixException.class, () -> posix.listen(taken, new SocketQueues(5, 0)));
        assertEquals(PosixException.EADDRINUSE, e.errno());
        posix.close(descriptor);
        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port));
    }

    @Test
    void refusesAPortWhoeverElseHasItsSocketOpen() throws Exception {
        int listening =
                posix.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new SocketQueues(5, 0));
        int port = posix.localPort(listening);
        int pid = posix.spawn(List.of("/bin/sleep", "600"), Environment.only(Map.of()), List.of(listening, 1, 2));

        posix.stopListening(listening);

        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port));
        posix.kill(pid, Posix.SIGKILL);
        assertEquals(Posix.SIGKILL, reap(pid).signal());
        posix.close(listening);
    }

    /** A program that has the socket, at descriptor 0, is asked to accept after the connection is there. */
    @Test
    void givesOutAConnectionWhenItsFirstBytesAreThere() throws Exception {
        int listening =
                posix.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new SocketQueues(5, 0));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), posix.localPort(listening))) {
            assertTrue(reap(perl("STDIN->blocking(0); exit(accept(C, STDIN) ? 1 : 0)", listening))
                    .clean());

            client.getOutputStream().write('x');
            assertTrue(reap(perl(
                            "STDIN->blocking(1); accept(C, STDIN) or exit 1; exit(sysread(C, $b, 9) == 1 ? 0 : 2)",
                            listening))
                    .clean());
        }
        posix.close(listening);
    }

    private int perl(String program, int stdin) {
        return posix.spawn(
                List.of("/usr/bin/perl", "-e", "use Socket; use IO::Handle; " + program),
                NOTHING,
                List.of(stdin, 1, 2));
    }

    /** The program takes what makes the kernel think that the connection is a fast one, and stops. */
    @Test
    void boundsWhatAClientSendsThatIsNotRead() throws Exception {
        int listening = posix.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new SocketQueues(5, RECEIVE_BYTES));
        String program = "use Socket; accept(C, STDIN); $n = 0;"
                + " while ($n < %d) { $n += sysread(C, $b, 65536) } sleep 600".formatted(MUCH);
        int pid = posix.spawn(List.of("/usr/bin/perl", "-e", program), NOTHING, List.of(listening, 1, 2));
        try (SocketChannel client = SocketChannel.open()) {
            client.setOption(StandardSocketOptions.SO_SNDBUF, RECEIVE_BYTES);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), posix.localPort(listening)));

            long sent = sendUntilFull(client);

            assertTrue(sent >= MUCH, () -> "only " + sent);
            assertTrue(sent - MUCH < 8 * RECEIVE_BYTES, () -> "kept " + (sent - MUCH));
        }
        posix.kill(pid, Posix.SIGKILL);
        assertEquals(Posix.SIGKILL, reap(pid).signal());
        posix.close(listening);
    }

    /** The program writes what it can; the client takes much of it, and stops. */
    @Test
    void boundsWhatAClientIsSentThatItDoesNotTake() throws Exception {
        int listening =
                posix.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new SocketQueues(5, 0));
        Path count = folder.resolve("count");
        String program = "use Socket; use IO::Handle; accept(C, STDIN); C->blocking(0); $n = 0; $b = 'x' x 65536;"
                + " vec($w, fileno(C), 1) = 1;"
                + " while (select(undef, $o = $w, undef, 1)) { $n += syswrite(C, $b) // 0 }"
                + " open(F, '>', '%s'); print F $n; close(F)".formatted(count);
        int pid = posix.spawn(List.of("/usr/bin/perl", "-e", program), NOTHING, List.of(listening, 1, 2));
        try (SocketChannel client = SocketChannel.open()) {
            client.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), posix.localPort(listening)));
            client.write(ByteBuffer.allocate(1));
            ByteBuffer taken = ByteBuffer.allocate(MUCH);
            while (taken.hasRemaining()) {
                client.read(taken);
            }

            assertTrue(reap(pid).clean());

            long kept = Long.parseLong(Files.readString(count)) - MUCH;
            assertTrue(kept > 0 && kept < 4 * Posix.NOTSENT_BYTES, () -> "kept " + kept);
        }
        posix.close(listening);
    }

    /** Until half a second has gone by in which the kernel took nothing. */
    private static long sendUntilFull(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        ByteBuffer block = ByteBuffer.allocate(64 << 10);
        long sent = 0;
        try (Selector selector = Selector.open()) {
            client.register(selector, SelectionKey.OP_WRITE);
            while (selector.select(key -> {}, 500) > 0) {
                sent += client.write(block.clear());
            }
        }
        return sent;
    }

    @Test
    void spawnsAProgramThatFindsItsDescriptorsAndNothingElse() throws Exception {
        Path answer = folder.resolve("answer");
        int first = file("first", "one");
        int second = file("second", "two");
        String script = "exec 1>%s; cat /dev/fd/3 /dev/fd/0; echo $GREETING;".formatted(answer)
                + " for n in 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo also $n; done; true";
        int pid = posix.spawn(
                List.of("/bin/sh", "-c", script),
                Environment.only(Map.of("GREETING", "hello", "PATH", "/usr/bin:/bin")),
                List.of(second, 1, 2, first));

        assertTrue(reap(pid).clean());
        assertEquals("onetwohello\n", Files.readString(answer));
        posix.close(first);
        posix.close(second);
    }

    @Test
    void schedulesAProgramAsABatchAndItselfAsBefore() throws Exception {
        assertEquals("program SCHED_BATCH, thread SCHED_OTHER", policiesUnder("--other"));
    }

    @Test
    void aProgramInheritsAPolicyThatWasChosen() throws Exception {
        assertEquals("program SCHED_IDLE, thread SCHED_IDLE", policiesUnder("--idle"));
    }

    private String policiesUnder(String policy) throws Exception {
        return under(
                policy,
                () -> "program %s, thread %s"
                        .formatted(policyOfAProgram(), policyIn(output("chrt", "--pid", thisThread()))));
    }

    private static String thisThread() throws IOException {
        return Path.of("/proc/thread-self").toRealPath().getFileName().toString();
    }

    /** On a thread of its own, whose policy is set first: whoever runs the tests may have chosen another. */
    private static String under(String policy, Callable<String> answer) throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> {
            output("chrt", policy, "--pid", "0", thisThread());
            return answer.call();
        });
        Thread.ofPlatform().start(task);
        return task.get();
    }

    /** With all its threads, of which the first is not the one looked at. */
    @Test
    void schedulesARunningProgramAsUsualAndAsABatchAgain() throws Exception {
        assertEquals("SCHED_BATCH, SCHED_OTHER, SCHED_BATCH", policiesOfAThread("--other"));
    }

    @Test
    void leavesAPolicyThatWasChosenWhenItSchedulesARunningProgram() throws Exception {
        assertEquals("SCHED_IDLE, SCHED_IDLE, SCHED_IDLE", policiesOfAThread("--idle"));
    }

    @Test
    void schedulesNothingWhenTheProcessIsGone() {
        assertDoesNotThrow(() -> posix.schedule(Integer.MAX_VALUE, Posix.Scheduling.USUAL));
    }

    /** At first, after it was scheduled as usual, and as a batch; the second of two threads of a program. */
    private String policiesOfAThread(String policy) throws Exception {
        return under(policy, () -> {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Path program = Files.writeString(folder.resolve("Sleep.java"), """
                void main() throws Exception {
                    System.in.read();
                }
                """);
            Pipe line = posix.pipe();
            int pid = posix.spawn(List.of(java.toString(), program.toString()), NOTHING, List.of(line.readEnd(), 1, 2));
            try {
                String thread = secondThread(pid);
                String first = policyIn(output("chrt", "--pid", thread));
                posix.schedule(pid, Posix.Scheduling.USUAL);
                String usual = policyIn(output("chrt", "--pid", thread));
                posix.schedule(pid, Posix.Scheduling.BATCH);
                return String.join(", ", first, usual, policyIn(output("chrt", "--pid", thread)));
            } finally {
                posix.kill(pid, Posix.SIGKILL);
                reap(pid);
                posix.close(line.readEnd());
                posix.close(line.writeEnd());
            }
        });
    }

    private static String secondThread(int pid) throws InterruptedException {
        while (true) {
            String[] threads =
                    Path.of("/proc", Integer.toString(pid), "task").toFile().list();
            assertNotNull(threads, "the program has ended");
            if (threads.length > 1) {
                return Stream.of(threads)
                        .filter(thread -> !thread.equals(Integer.toString(pid)))
                        .findFirst()
                        .orElseThrow();
            }
            Thread.sleep(10);
        }
    }

    private String policyOfAProgram() throws Exception {
        Path policy = folder.resolve("policy");
        String script = "chrt --pid $$ >" + policy;
        int pid = posix.spawn(
                List.of("/bin/sh", "-c", script),
                Environment.only(Map.of("PATH", System.getenv("PATH"))),
                List.of(0, 1, 2));
        assertTrue(reap(pid).clean());
        return policyIn(Files.readString(policy));
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return output;
    }

    private static String policyIn(String answer) {
        Matcher matcher = Pattern.compile("SCHED_\\w+").matcher(answer);
        assertTrue(matcher.find(), answer);
        return matcher.group();
    }

    @Test
    void handsItsOwnEnvironmentOnWithTheChanges() throws Exception {
        Path answer = folder.resolve("answer");
        int pid = posix.spawn(
                List.of("/bin/sh", "-c", "echo \"$PATH/${HOME-none}/$ANSWER\" >" + answer),
                Environment.inherited(Set.of("HOME"), Map.of("ANSWER", "42")),
                List.of(0, 1, 2));

        assertTrue(reap(pid).clean());
        assertEquals(System.getenv("PATH") + "/none/42\n", Files.readString(answer));
        assertEquals(Optional.of(System.getenv("PATH")), posix.variable("PATH"));
        assertEquals(Optional.empty(), posix.variable("NO_SUCH_VARIABLE"));
    }

    @Test
    void saysHowLargeAnEnvironmentIsThatTheSystemDoesNotTake() {
        Environment large = Environment.only(Map.of("A", "x".repeat(200_000)));
        PosixException e =
                assertThrows(PosixException.class, () -> posix.spawn(List.of("/bin/true"), large, List.of(0, 1, 2)));
        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith("posix_spawn /bin/true: an environment of 200003 bytes and the command are more"),
                e.getMessage());
    }

    @Test
    void takesNoBytesOfOneFamilyForAnAddressOfTheOther() throws Exception {
        byte[] one = new byte[16];
        one[15] = 1;
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getByAddress(one), 80);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getByAddress(new byte[16]), 80);
        try (Arena arena = Arena.ofConfined()) {
            assertThrows(IllegalArgumentException.class, () -> LinuxPosix.socketAddress(arena, false, loopback));
            assertEquals(16, LinuxPosix.socketAddress(arena, false, any).byteSize());
            assertEquals(1, LinuxPosix.socketAddress(arena, true, loopback).get(ValueLayout.JAVA_BYTE, 23));
        }
    }

    @Test
    void saysWhichSignalEndedAProcess() throws Exception {
        int pid = posix.spawn(List.of("/bin/sleep", "60"), NOTHING, List.of(0, 1, 2));
        posix.kill(pid, Posix.SIGKILL);

        Reaped reaped = reap(pid);
        assertEquals(Posix.SIGKILL, reaped.signal());
        posix.kill(pid, Posix.SIGTERM);
    }

    @Test
    void saysTheExitCodeOfAProcess() throws Exception {
        assertEquals(
                7,
                reap(posix.spawn(List.of("/bin/sh", "-c", "exit 7"), NOTHING, List.of(0, 1, 2)))
                        .exitCode());
    }

    @Test
    void aMissingProgramIsAnErrorOrAnExitCode() throws InterruptedException {
        try {
            assertEquals(
                    127,
                    reap(posix.spawn(List.of("/no/such/program"), NOTHING, List.of(0, 1, 2)))
                            .exitCode());
        } catch (PosixException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("/no/such/program"));
        }
    }

    @Test
    void aPipeEndsForItsReaderWhenItsWriterIsClosed() throws Exception {
        Pipe pipe = posix.pipe();
        int pid = posix.spawn(List.of("/bin/cat", "/dev/fd/3"), NOTHING, List.of(0, 1, 2, pipe.readEnd()));
        posix.close(pipe.readEnd());
        assertEquals(Reaped.NONE, posix.reap());
        posix.close(pipe.writeEnd());

        assertTrue(reap(pid).clean());
    }

    private Reaped reap(int pid) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            Reaped reaped = posix.reap();
            if (reaped.pid() == pid) {
                return reaped;
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("process " + pid + " does not end");
    }
}
