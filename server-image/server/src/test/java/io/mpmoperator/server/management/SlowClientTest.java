package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits that the JDK's server reads at its start, in a process that was started with them. */
class SlowClientTest {

    private Process process;
    private int port;

    /** A process that serves until its standard input ends. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws IOException {
            Scoreboard scoreboard = Fakes.busyScoreboard(Mode.EVENT);
            ServerFacts facts = new ServerFacts() {
                @Override
                public ServerView view() {
                    return Fakes.view(Fakes.small(Mode.EVENT));
                }

                @Override
                public Scoreboard scoreboard() {
                    return scoreboard;
                }
            };
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            try (ManagementServer server = ManagementServer.bind(address, facts, Log.toStandardError(LogLevel.ERROR))) {
                server.start();
                System.out.println(server.port());
                System.in.readAllBytes();
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementServer.JVM_OPTIONS);
        command.addAll(List.of("-Xmx16m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        port = Integer.parseInt(String.valueOf(out.readLine()));
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The JDK's documentation says milliseconds: should that come true one day, no probe would be answered in time. */
    @Test
    void aRequestHeadHasFiveSecondsToArrive() throws IOException {
        try (Socket slow = connect();
                Socket other = connect()) {
            long begin = System.nanoTime();
            send(slow, "GET /livez HTTP/1.1\r\nHo");
            send(other, "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertTrue(answer(other).startsWith("HTTP/1.1 200 "));
            assertEquals(-1, slow.getInputStream().read());
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(taken.toMillis() > 4000 && taken.toMillis() < 15_000, taken::toString);
        }
    }

    @Test
    void aRequestHeadHasSixteenKibibytes() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /livez HTTP/1.1\r\nX: " + "x".repeat(17_000) + "\r\n\r\n");
            assertFalse(answer(socket).startsWith("HTTP/1.1 200 "));
        }
        try (Socket socket = connect()) {
            send(socket, "GET /livez HTTP/1.1\r\nConnection: close\r\nX: " + "x".repeat(15_000) + "\r\n\r\n");
            assertTrue(answer(socket).startsWith("HTTP/1.1 200 "));
        }
    }

    /** What comes before the connection ends, be it by a reset. */
    private static String answer(Socket socket) {
        StringBuilder text = new StringBuilder();
        try {
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                text.append((char) c);
            }
        } catch (IOException e) {
            text.append(e.getMessage());
        }
        return text.toString();
    }
}
